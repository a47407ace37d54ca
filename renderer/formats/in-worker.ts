import type { Answer, Task } from "./work.ts";

/** Has a worker do it; returns how to give up. A bug in it is a bug of the page. */
export function inWorker(task: Task, hear: (answer: Answer) => void): () => void {
  const worker = new Worker(new URL("./formats-worker.ts", import.meta.url), { type: "module" });
  const stop = (): void => {
    worker.terminate();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    if (data.type !== "progress") stop();
    hear(data);
  });
  worker.addEventListener("error", ({ message }) => {
    stop();
    throw new Error(`The worker of formats failed: ${message}`);
  });
  // A worker has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage(task);
  return stop;
}
