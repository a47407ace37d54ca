import { practise } from "../../../shared/placement/practise.ts";
import { answering } from "./answering.ts";
import { createFitter, type FitAnswer, type FitQuestion } from "./fitter.ts";

export type ToFitWorker = FitQuestion | "practise";
export type OfFitWorker = FitAnswer | "practised";

// Off the page's thread: placing a large design takes a noticeable part of a second, and trying ways out more.
const answer = answering(createFitter(), {
  tell,
  turn: () => new Promise((resolve) => setTimeout(resolve)),
});

const practice = practise();

self.addEventListener("message", ({ data }: MessageEvent<ToFitWorker>) => {
  if (data === "practise") {
    // Until somebody asks: the first answer is nearly as quick as the next ones then.
    if (practice.next().done !== true) tell("practised");
    return;
  }
  practice.return();
  // The page hears of errors, but not of promises that nobody keeps.
  answer(data).catch(reportError);
});

function tell(message: OfFitWorker): void {
  // A worker speaks only to the page that made it; there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  self.postMessage(message);
}
