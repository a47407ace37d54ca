import { Decimal, decimalText } from "../../base/money.ts";
import type { Span } from "../engine/calendar.ts";

/** What is left of a budget at some instants of its period. */
export interface BurnDown {
  readonly points: readonly {
    readonly at: number;
    /** Below zero when more was spent; null for what is still to come. */
    readonly left: string | null;
    /** If every day cost the same. */
    readonly even: string;
    /** From what is left now to what the outlook leaves at the end; null for what is over. */
    readonly outlook: string | null;
  }[];
  /** What is left when so many percent are spent. */
  readonly thresholds: readonly { readonly percent: number; readonly left: string }[];
}

interface Spent {
  readonly amount: string;
  /** Half-open, milliseconds UTC. */
  readonly period: Span;
  /** What was spent up to each instant, in order of time. */
  readonly days: readonly { readonly at: number; readonly spent: string }[];
  /** What will have been spent at the end of the period. */
  readonly outlook: string;
  readonly percents: readonly number[];
}

/** A budget from the begin of its period over each day so far to its end. */
export function burnDownOf({ amount, period, days, outlook, percents }: Spent): BurnDown {
  const whole = new Decimal(amount);
  const length = period.end - period.start;
  const even = (at: number): string =>
    decimalText(
      whole
        .times(period.end - at)
        .dividedBy(length)
        .toDecimalPlaces(6),
    );
  const left = (spent: string): string => decimalText(whole.minus(spent));
  const known = days.filter(({ at }) => period.start < at && at <= period.end);
  const last = known.at(-1)?.at ?? period.start;
  const past = [{ at: period.start, spent: "0" }, ...known].map(({ at, spent }) => ({
    at,
    left: left(spent),
    even: even(at),
    outlook: at === last ? left(spent) : null,
  }));
  const end = { at: period.end, left: null, even: "0", outlook: left(outlook) };
  return {
    points: last >= period.end ? past : [...past, end],
    thresholds: [...new Set(percents)].map((percent) => ({
      percent,
      left: decimalText(whole.times(100 - percent).dividedBy(100)),
    })),
  };
}
