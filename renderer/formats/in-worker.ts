import { askWorker } from "../host/ask-worker.ts";
import { idle } from "../store/after-paint.ts";
import type { Answer, Task } from "./work.ts";

let waiting: Worker | null = null;

/** Loads the worker that the next task is given to: that takes longer than most tasks. */
export function startFormats(): void {
  if (waiting !== null) return;
  const worker = newWorker();
  waiting = worker;
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
  void idle().then(startFormats);
  return askWorker(worker, task, ({ data }: MessageEvent<Answer>) => {
    hear(data);
    return data.type !== "progress";
  });
}
