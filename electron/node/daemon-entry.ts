import { fileURLToPath } from "node:url";

/** The daemon's main file: beside the sources in a clone, beside the other bundles in dist. */
export function daemonEntry(): string {
  const sources = import.meta.url.endsWith(".ts");
  return fileURLToPath(
    new URL(sources ? "../daemon/main.ts" : "../daemon/main.js", import.meta.url),
  );
}
