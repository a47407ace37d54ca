import { practise } from "../../../shared/placement/practise.ts";
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

/** By then the window has opened, in milliseconds. */
const OPENED_MS = 3000;

const practice = practise();

/** Until somebody asks, it practises: the first answer is nearly as quick as the next ones then. */
async function practiseWhileIdle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, OPENED_MS));
  while (practice.next().done !== true) await new Promise((resolve) => setTimeout(resolve));
}

practiseWhileIdle().catch(reportError);

self.addEventListener("message", (event: MessageEvent<FitQuestion>) => {
  practice.return();
  // The page hears of errors, but not of promises that nobody keeps.
  answer(event.data).catch(reportError);
});
