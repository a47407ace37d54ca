import { variance, type RatingInputs } from "../../shared/pricing/engine/variance.ts";

/** Both runs that are compared. */
export interface Runs {
  readonly projected: RatingInputs;
  readonly actual: RatingInputs;
}

// Five ratings of thousands of lines take seconds: off the page's thread, so that nothing waits for them.
self.addEventListener("message", ({ data }: MessageEvent<Runs>) => {
  // A worker speaks only to the page that made it; there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  self.postMessage(variance(data.projected, data.actual));
});
