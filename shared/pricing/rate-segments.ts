import { fromInstant, type Instant } from "../base/clock.ts";
import { calendarFor } from "./engine/calendar.ts";
import { totalsOf } from "./engine/invoice.ts";
import type { RatedLine } from "./engine/line.ts";
import { rate } from "./engine/rate.ts";
import type { Segment } from "./engine/segments.ts";
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
  const { source, terms, until } = request;
  const end = fromInstant(until);
  // What begins later is not known yet.
  const segments = request.segments.filter(({ start }) => fromInstant(start) <= end);
  const [first] = segments;
  if (first === undefined) return ratedOf(source, terms, []);
  const start = segments.reduce((least, one) => Math.min(least, fromInstant(one.start)), end);
  const own = ownTerms(terms, { start, end }, first.environment);
  const { book, contract } = own;
  const present = withPresence(book, segments, end);
  const calendar = calendarFor(book, contract, present, { until: end });
  return ratedOf(source, own, rate(book, contract, present, calendar));
}

/** Lines and what they come to. */
export function ratedOf(
  source: Rated["source"],
  { book, contract }: Terms,
  lines: readonly RatedLine[],
): Rated {
  return { source, currency: book.currency, lines, totals: totalsOf(book, contract, lines) };
}
