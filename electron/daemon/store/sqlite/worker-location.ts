/**
 * Where the worker's code is. As sources it stands beside this file; bundled, the daemon's main.js has it as
 * `sqlite-worker.js` in its own folder (a second entry of the build, electron/launch/build.mjs).
 * The name is kept out of `new URL(…)`, where a bundler would take it for an asset.
 */
export function workerLocation(): URL {
  const name = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./sqlite-worker.js";
  return new URL(name, import.meta.url);
}
