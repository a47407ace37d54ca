import type { LossEntry, LossReport } from "../../shared/formats/format.ts";

export type Outcome = LossEntry["outcome"];

/** The outcomes, what needs attention first. */
export const OUTCOMES: readonly {
  readonly id: Outcome;
  readonly title: string;
  readonly meaning: string;
}[] = [
  { id: "missing", title: "Missing", meaning: "needed, and not there" },
  { id: "dropped", title: "Lost", meaning: "has no equivalent" },
  { id: "approximated", title: "Approximated", meaning: "something near it stands for it" },
  {
    id: "kept",
    title: "Kept aside",
    meaning: "does nothing here, written again in the same format",
  },
  { id: "mapped", title: "Taken over", meaning: "is the same here" },
];

/** How many things of the source a report speaks of. */
export function countOf(report: LossReport): number {
  return report.reduce((sum, { count }) => sum + count, 0);
}

/** The outcomes that occur, with how many things each stands for. */
export function outcomesOf(
  report: LossReport,
): readonly ((typeof OUTCOMES)[number] & { readonly count: number })[] {
  return OUTCOMES.flatMap((outcome) => {
    const entries = report.filter((entry) => entry.outcome === outcome.id);
    return entries.length === 0 ? [] : [Object.assign({ count: countOf(entries) }, outcome)];
  });
}

/** The entries of an outcome that hold all of the words. */
export function filtered(report: LossReport, outcome: Outcome | "all", words: string): LossReport {
  const wanted = words.toLowerCase().split(/\s+/);
  return report.filter((entry) => {
    if (outcome !== "all" && entry.outcome !== outcome) return false;
    const text = `${entry.source} ${entry.target} ${entry.where}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
