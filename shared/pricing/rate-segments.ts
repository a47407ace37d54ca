import { fromInstant, type Instant } from "../base/clock.ts";
import { calendarFor } from "./engine/calendar.ts";
import { totalsOf } from "./engine/invoice.ts";
import type { RatedLine } from "./engine/line.ts";
import { parseInstant } from "./engine/parse-instant.ts";
import { rate } from "./engine/rate.ts";
import type { Segment } from "./engine/segments.ts";
import type { RatingInputs } from "./engine/variance.ts";
import { withPresence } from "./project/presence.ts";
import type { Rated } from "./rated.ts";
import { ownTerms, type Terms } from "./terms.ts";

/** What one environment's segments cost by themselves. What still goes on is counted up to `until`. */
export function rateSegments(request: {
  readonly source: Rated["source"];
  readonly terms: Terms;
  readonly segments: readonly Segment[];
  readonly until: Instant;
}): Rated {
  const { source, terms } = request;
  const inputs = ratingInputs(request);
  if (inputs === null) return ratedOf(source, terms, []);
  const { book, contract, segments, calendar } = inputs;
  return ratedOf(source, inputs, rate(book, contract, segments, calendar));
}

/** All that one environment's segments are rated from; null for none. */
export function ratingInputs(request: {
  readonly terms: Terms;
  readonly segments: readonly Segment[];
  readonly until: Instant;
}): RatingInputs | null {
  const { terms, until } = request;
  const end = fromInstant(until);
  // What begins later is not known yet.
  const segments = request.segments.filter(({ start }) => parseInstant(start) <= end);
  const [first] = segments;
  if (first === undefined) return null;
  const start = segments.reduce((least, one) => Math.min(least, parseInstant(one.start)), end);
  const { book, contract } = ownTerms(terms, { start, end }, first.environment);
  const present = withPresence(book, segments, end);
  const calendar = calendarFor(book, contract, present, { until: end });
  return { book, contract, segments: present, calendar };
}

/** Lines and what they come to. */
export function ratedOf(
  source: Rated["source"],
  { book, contract }: Terms,
  lines: readonly RatedLine[],
): Rated {
  return { source, currency: book.currency, lines, totals: totalsOf(book, contract, lines) };
}
