import type { PriceBook } from "./book.ts";
import type { Calendar, Period, Span } from "./calendar.ts";
import type { Contract } from "./contract.ts";
import type { Segment } from "./segments.ts";

/** What every step may look at. */
export interface Frame {
  readonly book: PriceBook;
  readonly contract: Contract;
  readonly calendar: Calendar;
}

/** What usage is of. The same object for all that is alike, so it can be compared and looked up by itself. */
export interface Use extends Pick<
  Segment,
  | "source"
  | "quality"
  | "environment"
  | "node"
  | "meter"
  | "item"
  | "kind"
  | "component"
  | "user"
  | "groups"
  | "session"
  | "qosClass"
  | "usedBy"
  | "autoscaled"
  | "added"
  | "reserved"
> {
  /** Equal for equal uses, and their order. */
  readonly key: string;
  /** Equal for all that one meter reports of one thing: it has one level at a time. */
  readonly who: string;
  readonly account: string;
  readonly instance: string;
  readonly unit: string;
  readonly shares: readonly (readonly [party: string, share: bigint])[];
  /** When it was reported, where that matters. */
  readonly receivedAt: number | null;
}

/** A level that was held, or a quantity that was used, over a span. */
export interface Piece extends Span {
  readonly use: Use;
  /** In units of 10^-18 of the meter's smallest unit: the level; with `isTotal` the quantity of the whole span. */
  readonly amount: bigint;
  readonly isTotal: boolean;
  /** When it really was, where counting made it longer. */
  readonly seen?: Span;
  /** Of a projection without dates: how long the month that it stands for is here, and the hours of a week used. */
  readonly ofMonth?: { readonly length: number; readonly hoursPerWeek: number };
}

/** How many instances something stands for, and which. */
export interface Many {
  readonly count: number;
  readonly instances: ReadonlySet<string>;
  readonly target: string;
}

/** A piece within which nothing changes that a price depends on. */
export interface Slice extends Piece {
  readonly account: string;
  /** The period that it is charged in. */
  readonly period: Period;
  readonly window: string;
  /** Its period was billed before it was known. */
  readonly late: boolean;
  /** The part of something shared that nobody used. */
  readonly unused: boolean;
  /** Why it costs nothing; empty when it does. */
  readonly free: string;
  /** The period that it is a part of and the kind of part, for fees by the period; else null. */
  readonly part: { readonly n: bigint; readonly d: bigint } | null;
  /** Of a slice that stands for many of a line: whose they are, and the line's target. */
  readonly many?: Many;
}
