import { registerHooks } from "node:module";

const WORKER = new URL("../../dist/daemon/sqlite-worker.js", import.meta.url).href;
const LOCATION = `export const workerLocation = () => new URL(${JSON.stringify(WORKER)})`;

/**
 * In each test process: the thread of an embedded store is the shipped one (see `shipped-daemon.ts`), which takes a
 * third of the processor time to start; hundreds of tests have a store of their own.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "./worker-location.ts"
      ? { url: `data:text/javascript,${encodeURIComponent(LOCATION)}`, shortCircuit: true }
      : next(specifier, context),
});
