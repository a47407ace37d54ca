import type { Answer, Task } from "./work.ts";

/** Called for each answer to a task; true: there will be no more. */
type Hear = (answer: Answer) => boolean;

let worker: Worker | null = null;
let asked = 0;
const waiting = new Map<number, Hear>();

/**
 * Loads what reads statements before anybody opens one: a page that a daemon serves can load nothing any more when
 * that is gone, and just then statements are looked at.
 */
export function startStatements(): Worker {
  return (worker ??= newWorker());
}

/** For such a page, what only charts and exports need: some megabytes of scripts. */
export function prepareExports(): void {
  // What cannot be loaded now is loaded when it is needed.
  void import("../money/charts/echarts.ts").catch(() => undefined);
  tell(startStatements(), { type: "prepare" });
}

/** Has the worker do it; returns how to listen no longer. */
export function inWorker(task: Task, hear: Hear): () => void {
  const number = asked++;
  waiting.set(number, hear);
  tell(startStatements(), task, number);
  return () => {
    waiting.delete(number);
  };
}

function tell(to: Worker, task: Task, number = -1): void {
  // A worker has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  to.postMessage({ number, task });
}

function newWorker(): Worker {
  const made = new Worker(new URL("./statement-worker.ts", import.meta.url), { type: "module" });
  made.addEventListener("message", ({ data }: MessageEvent<{ number: number; answer: Answer }>) => {
    if (waiting.get(data.number)?.(data.answer) === true) waiting.delete(data.number);
  });
  made.addEventListener("error", ({ message }) => {
    made.terminate();
    if (worker === made) worker = null;
    // Nobody waits: it could not be loaded ahead, and will be when it is needed.
    if (waiting.size === 0) return;
    waiting.clear();
    throw new Error(`The statement worker failed: ${message}`);
  });
  return made;
}
