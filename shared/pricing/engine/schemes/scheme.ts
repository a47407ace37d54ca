import type { Calendar } from "../calendar.ts";
import type { PriceBook } from "../book.ts";
import type { RatedLine } from "../line.ts";
import type { Collection, CollectionOf } from "../schema/collection.ts";

/** One payment that is asked for, of one line or a part of it. */
export interface Payment {
  /** The lines it pays, by their keys; several where a scheme asks for a sum. */
  readonly lineKeys: readonly string[];
  readonly scheme: Collection["scheme"];
  readonly at: number;
  /** Rounded. */
  readonly amount: string;
  /** `paid` out of a deposit, or `due`. */
  readonly state: "due" | "paid";
  readonly explain: string;
}

export interface CollectionFrame {
  readonly book: PriceBook;
  readonly calendar: Calendar;
}

/**
 * One way of collecting what lines come to. Never changes a line: what a session costs and when it is paid are two
 * ledgers, joined by the keys of lines. The payments of a scheme add up to its lines. Add one by writing a file, a
 * line in schemes/index.ts, and its terms in schema/collection.ts.
 */
export interface CollectionScheme<Id extends Collection["scheme"] = Collection["scheme"]> {
  readonly id: Id;
  readonly title: string;
  collect(
    lines: readonly RatedLine[],
    terms: CollectionOf<Id>,
    frame: CollectionFrame,
  ): readonly Payment[];
}

/** Keeps a scheme's literal id. */
export function defineScheme<const Id extends Collection["scheme"]>(
  scheme: CollectionScheme<Id>,
): CollectionScheme<Id> {
  return scheme;
}
