import type { LossReport } from "../../../shared/formats/format.ts";
import { lossLine } from "../../../shared/formats/loss.ts";

/** A loss report as a person reads it, its sum first. */
export function lossLines(report: LossReport): readonly string[] {
  const counts = new Map<string, number>();
  for (const { outcome, count } of report) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  const sum = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return [
    sum === "" ? "Nothing to report." : sum,
    ...report.map((entry) => `  ${lossLine(entry)}`),
  ];
}
