import type { PriceBook } from "./book.ts";
import type { Calendar } from "./calendar.ts";
import type { Contract } from "./contract.ts";
import type { RatedLine } from "./line.ts";
import { prepareRating } from "./prepare.ts";
import type { Segment } from "./segments.ts";
import type { UsageTable } from "./table/usage-table.ts";

/**
 * What usage costs: the whole way from segments to lines, as BILLING.md §2 numbers it. Pure: the same four things
 * give the same lines, on any computer, whatever the order and the cutting of the segments, and however often one
 * is told. `calendarFor` makes the calendar. Usage that became known after its month was billed
 * (`contract.issuedThrough`) changes no line of then: it adds lines that correct them.
 */
export function rate(
  book: PriceBook,
  contract: Contract,
  usage: readonly Segment[] | UsageTable,
  calendar: Calendar,
): readonly RatedLine[] {
  return prepareRating(book, contract, calendar)(usage);
}
