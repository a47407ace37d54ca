/** Has a worker of its own do one task; returns how to give up. A bug in it is a bug of the page. */
export function askWorker(
  worker: Worker,
  task: unknown,
  /** Called for each answer; true: there will be no more. */
  hear: (answer: MessageEvent) => boolean,
): () => void {
  const stop = (): void => {
    worker.terminate();
  };
  worker.addEventListener("message", (answer) => {
    if (hear(answer)) stop();
  });
  worker.addEventListener("error", ({ message }) => {
    stop();
    throw new Error(`A worker failed: ${message}`);
  });
  // A worker has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage(task);
  return stop;
}
