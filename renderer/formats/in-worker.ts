import { askWorker } from "../host/ask-worker.ts";
import type { Answer, Task } from "./work.ts";

/** Has a worker do it; returns how to give up. */
export function inWorker(task: Task, hear: (answer: Answer) => void): () => void {
  const worker = new Worker(new URL("./formats-worker.ts", import.meta.url), { type: "module" });
  return askWorker(worker, task, ({ data }: MessageEvent<Answer>) => {
    hear(data);
    return data.type !== "progress";
  });
}
