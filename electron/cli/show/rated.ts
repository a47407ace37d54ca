import { pathName } from "../../../shared/design/path-names.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Rated } from "../../../shared/pricing/rated.ts";
import { lineTable, totalLines, unpricedLines } from "./invoice.ts";

/** A quote or statement as a person reads it: every line with quantity, unit price and what was taken off. */
export function ratedLines(
  { lines, totals }: Rated,
  design: Design | undefined,
): readonly string[] {
  const name = (node: string): string => (design === undefined ? node : pathName(node, design));
  return [
    ...lineTable(lines, totals.currency, name),
    ...totalLines(totals),
    ...unpricedLines(lines, name),
  ];
}
