import type { LossEntry, LossReport } from "./format.ts";

const ORDER: readonly LossEntry["outcome"][] = [
  "mapped",
  "approximated",
  "kept",
  "dropped",
  "missing",
];

/** Collects what becomes of a source's things while it is read or written. */
export interface LossLog {
  /** `count`: of so many equal things, the first of which is there; one, where it is left out. */
  add(
    outcome: LossEntry["outcome"],
    source: string,
    target: string,
    where: string,
    count?: number,
  ): void;
  /** By outcome, then in the order of the source; equal entries counted. */
  report(): LossReport;
}

export function lossLog(): LossLog {
  const entries = new Map<string, LossEntry>();
  return {
    add: (outcome, source, target, where, count = 1) => {
      const key = JSON.stringify([outcome, source, target]);
      const known = entries.get(key);
      entries.set(
        key,
        known === undefined
          ? { outcome, source, target, where, count }
          : { ...known, count: known.count + count },
      );
    },
    report: () =>
      [...entries.values()].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome)),
  };
}

/** One line of a report as a person reads it, e.g. `12 × kind linux → Machine, Debian 13`. */
export function lossLine({ outcome, source, target, where, count }: LossEntry): string {
  const many = count > 1 ? `${count} × ` : "";
  const what = target === "" ? source : `${source} → ${target}`;
  const place = where === "" ? "" : count > 1 ? ` (first at ${where})` : ` (at ${where})`;
  return `${outcome}: ${many}${what}${place}`;
}
