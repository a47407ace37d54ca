import { Decimal, decimalText } from "../../base/money.ts";
import type { Span } from "../engine/calendar.ts";
import type { RatedLine } from "../engine/line.ts";
import type { Reading } from "./readings.ts";

/** What one part of a stack costs in each of some spans of time. */
export interface Series {
  readonly key: string;
  /** One exact amount for each span; they add up to the part's lines. */
  readonly amounts: readonly string[];
}

interface Spread {
  /** Rising, without gaps: what is before the first counts to it, what is after the last to that. */
  readonly spans: readonly Span[];
  readonly keyOf: (line: RatedLine) => string;
  readonly readingsOf: (line: RatedLine) => readonly Reading[];
}

/**
 * Spreads what lines cost over time, evenly over the time in which they were used. Fees without readings lie over
 * the time that they are for. The largest part comes first.
 */
export function costOverTime(
  lines: readonly RatedLine[],
  { spans, keyOf, readingsOf }: Spread,
): readonly Series[] {
  const sums = new Map<string, Decimal[]>();
  for (const line of lines) {
    const key = keyOf(line);
    let own = sums.get(key);
    if (own === undefined) sums.set(key, (own = spans.map(() => new Decimal(0))));
    spread(own, new Decimal(line.rounded), sharesOf(line, readingsOf(line), spans));
  }
  const total = (amounts: readonly Decimal[]): Decimal =>
    amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));
  return [...sums]
    .toSorted(([, a], [, b]) => total(b).comparedTo(total(a)))
    .map(([key, amounts]) => ({ key, amounts: amounts.map(decimalText) }));
}

/** How long a line was used in each span: milliseconds × level. */
function sharesOf(
  line: RatedLine,
  readings: readonly Reading[],
  spans: readonly Span[],
): readonly number[] {
  const uses = readings.flatMap((reading) =>
    reading.spans.map((span) => ({ ...span, level: Number(reading.segment.level ?? "1") })),
  );
  const whole = { start: Date.parse(line.start), end: Date.parse(line.end), level: 1 };
  const weights = weigh(uses, spans);
  return weights.some((weight) => weight > 0) ? weights : weigh([whole], spans);
}

function weigh(
  uses: readonly (Span & { readonly level: number })[],
  spans: readonly Span[],
): readonly number[] {
  const last = spans.length - 1;
  return spans.map((span, at) =>
    uses.reduce((sum, { start, end, level }) => {
      const from = at === 0 ? start : Math.max(start, span.start);
      const to = at === last ? end : Math.min(end, span.end);
      // What took no time happened in one span: a moment stands for it.
      const moment = start === end && from <= start && (at === last || start < span.end) ? 1 : 0;
      return sum + (moment + Math.max(0, to - from)) * level;
    }, 0),
  );
}

/** Adds an amount in the proportion of weights; the last of them takes what division leaves. */
function spread(sums: Decimal[], amount: Decimal, weights: readonly number[]): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const last = weights.findLastIndex((weight) => weight > 0);
  let rest = amount;
  for (const [at, weight] of weights.entries()) {
    if (weight === 0 && at !== Math.max(last, 0)) continue;
    const part =
      at === Math.max(last, 0) ? rest : amount.times(weight).dividedBy(total).toDecimalPlaces(12);
    rest = rest.minus(part);
    sums[at] = (sums[at] ?? new Decimal(0)).plus(part);
  }
}
