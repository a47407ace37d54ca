import { ratedLines } from "../../electron/cli/show/rated.ts";
import type { Rated } from "../../shared/pricing/rated.ts";

/** A quote or statement as a page of text that a person can check with a pocket calculator. */
export function invoiceText(title: string, rated: Rated): string {
  const explained = rated.lines.flatMap(({ lineKey, explain }) => [
    lineKey,
    ...explain.map((step) => `  ${step}`),
  ]);
  const kind = rated.source === "projected" ? "Quote" : "Statement";
  const page = [title, `${kind} in ${rated.currency}`, "", ...ratedLines(rated, undefined)];
  return [...page, "", ...explained, ""].join("\n");
}
