import { answering } from "./answering.ts";
import { createFitter, type FitQuestion } from "./fitter.ts";

// Off the page's thread: placing a large design takes a noticeable part of a second, and trying ways out more.
const answer = answering(createFitter(), {
  tell: (told) => {
    // A worker speaks only to the page that made it; there is no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    self.postMessage(told);
  },
  turn: () => new Promise((resolve) => setTimeout(resolve)),
});

self.addEventListener("message", (event: MessageEvent<FitQuestion>) => {
  // The page hears of errors, but not of promises that nobody keeps.
  answer(event.data).catch(reportError);
});
