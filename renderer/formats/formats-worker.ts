import { work, type Task } from "./work.ts";

// Off the page's thread: a lab of thousands of nodes takes a noticeable part of a second to read.
self.addEventListener("message", (event: MessageEvent<Task>) => {
  work(event.data, (answer) => {
    // A worker speaks only to the page that made it; there is no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    self.postMessage(answer);
  });
});
