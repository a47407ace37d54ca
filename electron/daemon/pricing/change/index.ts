import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Contract } from "../../../../shared/pricing/engine/contract.ts";
import type { Segment } from "../../../../shared/pricing/engine/segments.ts";
import type { ChangeTerms, FromWorker, ToWorker } from "./messages.ts";

/** Rates what customers used in another thread. */
export interface ChangeRater {
  add(account: string, contract: Contract, segments: readonly Segment[]): Promise<void>;
  /** What a price change comes to over all that were added; once. */
  report(): Promise<FromWorker>;
  /** Ends the thread, whatever it does. */
  stop(): Promise<void>;
}

/** Copying one part to the other thread holds this one for about a millisecond. */
const PART = 1000;

export function startChangeRater(terms: ChangeTerms): ChangeRater {
  // Flags of the parent (a test runner's loaders) are not the worker's.
  const worker = new Worker(location(), { workerData: terms, execArgv: [] });
  const { promise, resolve, reject } = Promise.withResolvers<FromWorker>();
  worker.once("message", resolve);
  worker.once("error", reject);
  // Whoever asked may have gone before there is an answer.
  promise.catch(() => undefined);
  const post = (message: ToWorker): void => worker.postMessage(message);
  return {
    add: async (account, contract, segments) => {
      for (let from = 0; from < segments.length; from += PART) {
        post({ type: "usage", segments: segments.slice(from, from + PART) });
        await setImmediate();
      }
      post({ type: "account", account, contract });
    },
    report: () => {
      post({ type: "report" });
      return promise;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

/** As sources the worker stands beside this file; bundled, it is `change-worker.js` in the daemon's folder. */
function location(): URL {
  const name = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./change-worker.js";
  return new URL(name, import.meta.url);
}
