import { create } from "zustand";
import { createChecker, type Checker } from "../../shared/constraints/incremental.ts";
import { problemText } from "../../shared/constraints/problem-text.ts";
import type { Problem, Severity } from "../../shared/constraints/rule.ts";
import { toInstant } from "../../shared/base/clock.ts";
import type { Design, ElementReference, NodeId } from "../../shared/design/design.ts";
import { drawnElement } from "../../shared/design/element-path.ts";
import { pricePerNode, quote } from "../../shared/pricing/bill.ts";
import { runRate, type RunRate } from "../../shared/pricing/run-rate.ts";
import type { Bill } from "../../shared/pricing/charge.ts";
import { afterPaint } from "./after-paint.ts";
import { activeDocument, useDocuments } from "./documents.ts";
import { elementKey, type ElementKey } from "./elements.ts";
import { useReference } from "./reference.ts";

/** What an element's badge shows. */
export interface ProblemMark {
  /** The worst. */
  readonly severity: Severity;
  readonly count: number;
  /** The first problem's sentence. */
  readonly first: string;
}

interface Analysis {
  /** The design all of this is about; null while the start page is shown. */
  readonly design: Design | null;
  readonly problems: readonly Problem[];
  readonly marks: ReadonlyMap<ElementKey, ProblemMark>;
  /** For the chosen duration, from now. */
  readonly bill: Bill | null;
  readonly rate: RunRate | null;
  readonly prices: ReadonlyMap<NodeId, string>;
  /** How long the quote is for. */
  readonly hours: number;
}

const NOTHING = {
  design: null,
  problems: [],
  marks: new Map(),
  bill: null,
  rate: null,
  prices: new Map(),
} satisfies Omit<Analysis, "hours">;

/** What is wrong with the shown design and what it costs; follows the design by a moment. */
export const useAnalysis = create<Analysis>()(() => ({ ...NOTHING, hours: 24 }));

const SETTLE_MS = 40;
const HOUR_MS = 3_600_000;

/** Starts following the shown design. Called once; the returned function stops it. */
export function startAnalysis(now: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let checker = newChecker();
  let shown: string | null = null;
  const run = (): void => {
    timer = undefined;
    try {
      analyse(checker, now());
    } catch (error) {
      // A bug of a rule: no old results may pass for this design's, and a checker half way is not trusted.
      checker = newChecker();
      useAnalysis.setState({ ...NOTHING, design: activeDocument()?.design ?? null });
      throw error;
    }
  };
  const soon = (): void => {
    timer ??= setTimeout(() => {
      const before = shown;
      shown = activeDocument()?.id ?? null;
      // The first analysis of a large design takes longer than showing it.
      if (shown === before) run();
      else afterPaint(run);
    }, SETTLE_MS);
  };
  const stops = [
    useDocuments.subscribe(() => {
      if (activeDocument()?.design !== useAnalysis.getState().design) soon();
    }),
    useReference.subscribe(() => {
      checker = newChecker();
      useAnalysis.setState({ design: null });
      soon();
    }),
    useAnalysis.subscribe((after, before) => {
      if (after.hours !== before.hours) soon();
    }),
  ];
  soon();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function newChecker(): Checker {
  const { catalogue, rateCard } = useReference.getState();
  return createChecker(catalogue, rateCard);
}

function analyse(checker: Checker, now: number): void {
  const design = activeDocument()?.design ?? null;
  if (design === null) {
    useAnalysis.setState(NOTHING);
    return;
  }
  const before = useAnalysis.getState();
  const problems = checker.update(design);
  useAnalysis.setState({
    design,
    problems,
    marks: problems === before.problems ? before.marks : marksOf(problems, design, before.marks),
    ...priced(design, before.hours, now),
  });
}

/** From the full hour, so that the amounts do not flicker while one draws. */
function priced(
  design: Design,
  hours: number,
  now: number,
): Pick<Analysis, "bill" | "rate" | "prices"> {
  const { catalogue, rateCard: card } = useReference.getState();
  const start = Math.floor(now / HOUR_MS) * HOUR_MS;
  const window = { start: toInstant(start), end: toInstant(start + hours * HOUR_MS) };
  const bill = quote({ design, catalogue, card, window });
  const rate = runRate({ design, catalogue, card, at: window.start });
  return { bill, rate, prices: pricePerNode(bill) };
}

export const SEVERITIES = ["error", "warning", "info"] as const satisfies readonly Severity[];

/** One mark per element that has problems; an unchanged mark stays the same object, so nothing re-renders. */
function marksOf(
  problems: readonly Problem[],
  design: Design,
  before: Analysis["marks"],
): Analysis["marks"] {
  const byElement = new Map<ElementKey, Problem[]>();
  for (const problem of problems)
    // What lies inside a component is seen at its use, once.
    for (const key of new Set(problem.elements.map(drawnKey))) {
      const list = byElement.get(key);
      if (list === undefined) byElement.set(key, [problem]);
      else list.push(problem);
    }
  return new Map(
    [...byElement].map(([key, list]) => [key, sameOr(before.get(key), markOf(list, design))]),
  );
}

function drawnKey(element: ElementReference): ElementKey {
  const { type, id } = drawnElement(element);
  return elementKey(type, id);
}

function markOf(problems: readonly Problem[], design: Design): ProblemMark {
  const [worst] = problems.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  if (worst === undefined) throw new Error("a mark needs a problem");
  return {
    severity: worst.severity,
    count: problems.length,
    first: problemText(worst, design),
  };
}

function sameOr(before: ProblemMark | undefined, after: ProblemMark): ProblemMark {
  const same =
    before !== undefined &&
    before.severity === after.severity &&
    before.count === after.count &&
    before.first === after.first;
  return same ? before : after;
}
