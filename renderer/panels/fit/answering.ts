import type { FitAnswer, FitQuestion, Fitter } from "./fitter.ts";

interface Surroundings {
  readonly tell: (answer: FitAnswer) => void;
  /** Lets whatever waits have its turn: a newer question arrives meanwhile, or none does. */
  readonly turn: () => Promise<void>;
}

/**
 * Answers questions as they come: first whether it fits, then the same with ways out, as they are found. A newer
 * question gets its turn in between, and makes the rest of an older one pointless.
 */
export function answering(
  fitter: Fitter,
  { tell, turn }: Surroundings,
): (asked: FitQuestion) => Promise<void> {
  let newest = 0;
  return async (asked) => {
    newest = asked.number;
    const answers = fitter.answer(asked);
    tell({ number: asked.number, answers });
    for (const mending = fitter.mend(asked, answers); ;) {
      await turn();
      if (newest !== asked.number) return;
      const next = mending.next();
      if (next.done === true) return;
      if (next.value !== undefined) tell({ number: asked.number, answers: next.value });
    }
  };
}
