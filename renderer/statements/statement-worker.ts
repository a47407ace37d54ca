import { WEB_SEAL } from "./web-seal.ts";
import { work, type Answer, type Task } from "./work.ts";

// Off the page's thread: to rate a month of a large lab again takes noticeable time.
self.addEventListener(
  "message",
  ({ data: { number, task } }: MessageEvent<{ readonly number: number; readonly task: Task }>) => {
    void work(task, WEB_SEAL, (answer: Answer) => {
      // A worker speaks only to the page that made it; there is no origin to name.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      self.postMessage({ number, answer });
    });
  },
);
