import { createWholePricer, type PriceQuestion } from "./work.ts";

// Off the page's thread: where nodes change each other's prices, a large design takes a second.
const answer = createWholePricer();

self.addEventListener("message", ({ data }: MessageEvent<PriceQuestion>) => {
  // A worker speaks only to the page that made it; there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  self.postMessage(answer(data));
});
