import { createFitter, type FitAnswer, type FitQuestion } from "./fitter.ts";

// Off the page's thread: placing a large design takes a noticeable part of a second, and trying ways out more.
const fitter = createFitter();
let newest = 0;

self.addEventListener("message", (event: MessageEvent<FitQuestion>) => {
  void work(event.data);
});

async function work(asked: FitQuestion): Promise<void> {
  newest = asked.number;
  let answers = fitter.answer(asked);
  tell({ number: asked.number, answers });
  const mending = fitter.mend(asked, answers);
  for (;;) {
    // A newer question gets its turn between two problems, and makes the rest of this one pointless.
    await new Promise((resolve) => setTimeout(resolve));
    if (newest !== asked.number) return;
    const next = mending.next();
    if (next.done === true) return;
    answers = next.value;
    tell({ number: asked.number, answers });
  }
}

function tell(answer: FitAnswer): void {
  // A worker speaks only to the page that made it; there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  self.postMessage(answer);
}
