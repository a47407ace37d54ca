import { registerHooks, type ModuleHooks } from "node:module";

const WORKER = new URL("../../dist/daemon/sqlite-worker.js", import.meta.url).href;
const LOCATION = `export const workerLocation = () => new URL(${JSON.stringify(WORKER)})`;

declare global {
  // Only `var` is a global's.
  var shippedStore: ModuleHooks | undefined;
}

/**
 * In each test process: the thread of an embedded store is the shipped one (see `shipped-daemon.ts`), which takes a
 * third of the processor time to start; hundreds of tests have a store of their own. Vitest evaluates this before
 * each file, and each hook would be asked for every module from then on.
 */
globalThis.shippedStore ??= registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "./worker-location.ts"
      ? { url: `data:text/javascript,${encodeURIComponent(LOCATION)}`, shortCircuit: true }
      : next(specifier, context),
});
