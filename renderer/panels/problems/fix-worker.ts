import { mend, type MendTask } from "./mending.ts";

// Off the page's thread: mending thousands of problems one after the other takes many seconds.
self.addEventListener("message", (event: MessageEvent<MendTask>) => {
  // A worker speaks only to the page that made it; there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  self.postMessage(mend(event.data));
});
