import { createPriceRanger, type RangeQuestion } from "./work.ts";

// Off the page's thread: a week has dozens of times at which a price may begin.
const answer = createPriceRanger();

self.addEventListener("message", ({ data }: MessageEvent<RangeQuestion>) => {
  // A worker speaks only to the page that made it; there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  self.postMessage(answer(data));
});
