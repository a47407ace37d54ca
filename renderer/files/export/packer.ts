import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Answer, Packing, Question } from "./packing-worker.ts";
import type { Pixels } from "./pixel-rows.ts";

/** Packs a picture beside the page; each question waits for the answer to the one before. */
interface Packer {
  readonly add: (band: Pixels) => Promise<Result<Uint8Array>>;
  /** The deflated rows of all bands. */
  readonly finish: () => Promise<Result<Uint8Array>>;
  /** Once it is not needed any more, finished or not. */
  readonly stop: () => void;
}

let worker: Worker | null = null;

/** Loads what packs pictures: a page that a daemon serves can load nothing any more when that is gone. */
export function startPacking(): Worker {
  if (worker !== null) return worker;
  const made = new Worker(new URL("./packing-worker.ts", import.meta.url), { type: "module" });
  made.addEventListener("error", () => {
    if (worker === made) worker = null;
  });
  worker = made;
  return made;
}

export function newPacker(picture: Packing): Packer {
  const packing = startPacking();
  const { port1: port, port2 } = new MessageChannel();
  packing.postMessage(picture, [port2]);
  const ask = (question: Question, transferred: Transferable[]): Promise<Result<Uint8Array>> =>
    new Promise((resolve) => {
      const over = new AbortController();
      const answer = (result: Result<Uint8Array>): void => {
        over.abort();
        resolve(result);
      };
      const { signal } = over;
      const hear = ({ data }: MessageEvent<Answer>): void => {
        answer("failed" in data ? failed(data.failed) : ok(data.packed));
      };
      port.addEventListener("message", hear, { signal });
      const lost = ({ message }: ErrorEvent): void => answer(failed(`A worker failed: ${message}`));
      packing.addEventListener("error", lost, { signal });
      port.postMessage(question, transferred);
    });
  port.start();
  return {
    add: (band) => ask(band, [band.buffer]),
    finish: () => ask("finish", []),
    stop: () => {
      port.close();
    },
  };
}

function failed(detail: string): Result<never> {
  return err(fault("picture-failed", { detail }));
}
