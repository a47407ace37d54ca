import type { Design } from "../../shared/design/design.ts";
import { askWorker } from "../host/ask-worker.ts";
import { calm } from "../store/calm.ts";
import { catalogue } from "../store/reference.ts";
import type { Answer, Practice, Task } from "./work.ts";

let waiting: Worker | null = null;
let practice: Practice | null = null;

/**
 * Loads the worker that the next task is given to: that takes longer than most tasks. Until it comes, the worker
 * gets ready by a design, so that what reads and writes has run before.
 */
export function startFormats(design?: Design): void {
  if (design !== undefined) practice = { type: "practise", design, catalogue: catalogue().data };
  if (waiting !== null) return;
  const worker = newWorker();
  waiting = worker;
  // A worker has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  if (practice !== null) worker.postMessage(practice);
  worker.addEventListener("error", () => {
    if (waiting === worker) waiting = null;
  });
}

function newWorker(): Worker {
  return new Worker(new URL("./formats-worker.ts", import.meta.url), { type: "module" });
}

/** Has a worker do it; returns how to give up. */
export function inWorker(task: Task, hear: (answer: Answer) => void): () => void {
  const worker = waiting ?? newWorker();
  waiting = null;
  const stop = askWorker(worker, task, ({ data }: MessageEvent<Answer>) => {
    hear(data);
    const isLast = data.type !== "progress";
    if (isLast) startNext();
    return isLast;
  });
  return () => {
    stop();
    startNext();
  };
}

/** Not before what came of the task is dealt with: to get another worker ready would take the processor from that. */
function startNext(): void {
  void calm().then(() => {
    startFormats();
  });
}
