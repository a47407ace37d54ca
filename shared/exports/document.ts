import type { Instant } from "../base/clock.ts";
import type { Agreement } from "../billing/commitments.ts";
import type { Calendar, Period } from "../pricing/engine/calendar.ts";
import type { Payers, Totals } from "../pricing/engine/invoice.ts";
import type { RatedLine } from "../pricing/engine/line.ts";
import type { Payment } from "../pricing/engine/schemes/scheme.ts";

/** Lines and what they come to. */
export interface MoneyRun {
  readonly lines: readonly RatedLine[];
  readonly totals: Totals;
}

/**
 * A statement or a bill as it leaves Labwright, whatever the format. It is a value: the same one gives the same
 * bytes, so nothing of it is looked up or asked of a clock while it is written.
 */
export interface MoneyDocument extends MoneyRun {
  /** What stands over it: `Bill`, `Statement`, `Credit note`. */
  readonly sort: string;
  readonly title: string;
  /** The number of a bill, the id of a statement. */
  readonly number: string;
  readonly issuer: string;
  readonly party: {
    readonly account: string;
    readonly name: string;
    /** Address, tax number and the like, as lines. */
    readonly details: readonly string[];
  };
  /** As of when a statement is true, or when a bill was issued. */
  readonly at: Instant;
  /** In words: `final`, `provisional`, `issued`. */
  readonly status: string;
  /** Something is really to be paid for this; else it only says what is or will be. */
  readonly invoice: {
    readonly id: string;
    readonly due: Instant;
    readonly replaces: string;
  } | null;
  /** The months that lines name, with where they begin and end. */
  readonly months: readonly Period[];
  /** What was agreed on, as far as it binds; null where the document does not say. */
  readonly agreement: Agreement | null;
  /** Who pays for what; nobody's names where one pays all. */
  readonly payers: Payers;
  /** What was promised, where there is something to lay beside it. */
  readonly projected: MoneyRun | null;
  readonly payments: readonly DocumentPayment[];
  /** What people call environments on it, by id, as far as whoever exports it knows. */
  readonly environments?: Readonly<Record<string, string>>;
  /** What they call nodes, by environment and by what lines call them. */
  readonly nodes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What else the reader has to know: how to pay, what is disputed. */
  readonly notes: readonly string[];
  readonly tzdb: string;
  /** Where its months end, and with them the days on which something is due. */
  readonly zone: string;
}

/** What is really paid: with its part of the taxes, so that all of them come to the total. */
export interface DocumentPayment extends Payment {
  /** What of it lines come to, where the document knows. */
  readonly net?: string;
}

/** Those months of a calendar that lines are billed in, or begin in: what is due by the year begins in one, too. */
export function monthsOf(
  { months }: Pick<Calendar, "months">,
  lines: readonly Pick<RatedLine, "billedIn" | "start">[],
): readonly Period[] {
  const named = new Set(lines.map(({ billedIn }) => billedIn));
  const starts = [...new Set(lines.map(({ start }) => Date.parse(start)))];
  return months.filter(
    ({ label, start, end }) => named.has(label) || starts.some((at) => start <= at && at < end),
  );
}
