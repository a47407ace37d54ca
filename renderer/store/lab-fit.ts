import { create } from "zustand";
import type { Problem } from "../../shared/constraints/rule.ts";
import type { Design } from "../../shared/design/design.ts";
import type { Window } from "../../shared/schedule/window.ts";

/** What one pool cannot hold of the design: nothing is wrong where both lists are empty. */
export interface LabAnswer {
  readonly pool: string;
  /** The lab as it is at the moment. */
  readonly now: readonly Problem[];
  /** The lab all through the chosen window. */
  readonly chosen: readonly Problem[];
  /** The same with as many copies as the load may ask for; left out where no number of copies follows it. */
  readonly most?: readonly Problem[];
}

interface LabFit {
  /** The tab and the design all of this is about; it follows the design by a moment. */
  readonly document: string | null;
  readonly design: Design | null;
  /** null while it is being worked out for the first time, and where no pool is known. */
  readonly answers: readonly LabAnswer[] | null;
  /** It could not be worked out: a bug, told where bugs are told. The next change asks anew. */
  readonly failed: boolean;
  /** The pool whose problems are listed. */
  readonly pool: string | null;
  readonly problems: readonly Problem[];
}

export const NO_FIT = {
  document: null,
  design: null,
  answers: null,
  failed: false,
  pool: null,
  problems: [],
} as const satisfies LabFit;

/** Whether the known pools hold the shown design, now and at the chosen time. */
export const useLabFit = create<LabFit>()(() => NO_FIT);

interface Chosen {
  /** A pool by id; null: whichever holds it best. */
  readonly pool: string | null;
  /** null: from now on, for as long as the quote is. */
  readonly window: Window | null;
}

/** Where and when the design is meant to run. */
export const useChosen = create<Chosen>()(() => ({ pool: null, window: null }));

/** The pool that lacks least: at the chosen time, then now. */
export function bestAnswer(answers: readonly LabAnswer[]): LabAnswer | undefined {
  return answers.toSorted(
    (a, b) => a.chosen.length - b.chosen.length || a.now.length - b.now.length,
  )[0];
}

/** What is listed of some answers: of the chosen pool, or of the best. */
export function shownAnswer(
  answers: readonly LabAnswer[],
  chosen: string | null,
): LabAnswer | undefined {
  return answers.find(({ pool }) => pool === chosen) ?? bestAnswer(answers);
}
