import type { LossEntry, LossReport } from "./format.ts";

/** Collects what becomes of a source's things while it is read or written. */
export class Losses {
  readonly #entries = new Map<string, LossEntry>();

  /** Equal ones (same outcome, source and target) are counted; the first one's place is kept. */
  add(
    outcome: LossEntry["outcome"],
    source: string,
    target: string,
    where: string,
    count = 1,
  ): void {
    const key = JSON.stringify([outcome, source, target]);
    const known = this.#entries.get(key);
    this.#entries.set(
      key,
      known === undefined
        ? { outcome, source, target, where, count }
        : { ...known, count: known.count + count },
    );
  }

  /** Grouped by outcome, what needs attention first; in the source's order within each. */
  report(): LossReport {
    return OUTCOMES.flatMap((outcome) =>
      [...this.#entries.values()].filter((entry) => entry.outcome === outcome),
    );
  }
}

/** The outcomes in the order people want to read them. */
export const OUTCOMES = [
  "missing",
  "dropped",
  "approximated",
  "kept",
  "mapped",
] as const satisfies readonly LossEntry["outcome"][];
