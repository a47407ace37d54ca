import { z } from "zod";
import { totalsOf, type Totals } from "../pricing/engine/invoice.ts";
import { ratedLineSchema, type RatedLine } from "../pricing/engine/line.ts";
import { rate } from "../pricing/engine/rate.ts";
import type { RatingInputs } from "../pricing/engine/variance.ts";
import { inputsSchema, type StatementScope } from "./statement.ts";

/**
 * Rates, and keeps what the statement is about. Where a group may span customers its fees name no environment: where one
 * was rated by itself they are its own.
 */
export function rateWithin(
  { book, contract, segments, calendar }: RatingInputs,
  { environment, billedIn }: StatementScope,
): { readonly lines: readonly RatedLine[]; readonly totals: Totals } {
  const isByItself = segments.every((segment) => segment.environment === environment);
  const isStated = (line: RatedLine): boolean =>
    environment === "" ||
    line.environment === environment ||
    (isByItself && line.environment === "" && line.groups.length > 0);
  const lines = rate(book, contract, segments, calendar).filter(
    (line) => isStated(line) && (billedIn === "" || line.billedIn === billedIn),
  );
  return { lines, totals: totalsOf(book, contract, lines) };
}

/** Inputs as a file gives them back: the same fields in the same order, whoever made them. */
export function normalInputs({ book, contract, calendar, segments }: RatingInputs): RatingInputs {
  return inputsSchema.parse({ book, contract, calendar, segments });
}

/** What the digest of a rating's inputs is made of: the same for all that rate the same. */
export function inputsText(inputs: RatingInputs): string {
  return JSON.stringify(normalInputs(inputs));
}

/** What the digest of lines is made of. */
export function linesText(lines: readonly RatedLine[]): string {
  return JSON.stringify(z.array(ratedLineSchema).parse(lines));
}
