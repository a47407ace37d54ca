import { billTitle } from "../../shared/billing/bill-text.ts";
import { billedDays } from "../../shared/billing/bill-days.ts";
import type { Bill, BillSummary } from "../../shared/billing/bill.ts";
import { Decimal } from "../../shared/base/money.ts";

/** How a bill stands, in a word. */
export function standing({ status, open, due }: BillSummary, now: number): Standing {
  if (status === "void") return "void";
  if (new Decimal(open).isZero()) return "settled";
  if (new Decimal(open).isNegative()) return "owed back";
  return Date.parse(due) < now ? "overdue" : "open";
}

export type Standing = "void" | "settled" | "owed back" | "overdue" | "open";

export const STANDING_COLORS = {
  void: "gray",
  settled: "green",
  "owed back": "blue",
  overdue: "red",
  open: "yellow",
} as const satisfies Record<Standing, string>;

/** `Credit note`, without its number. */
export function kindWord({ kind }: Pick<BillSummary, "kind">): string {
  return billTitle({ kind, number: "x" }).replace(/ x$/, "");
}

// Made once: making one takes longer than a thousand uses of it.
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

export function day(instant: string): string {
  return DAY.format(new Date(instant));
}

const CALENDAR_DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** A day of a calendar, given as `2026-09-30`, wherever it is read. */
export function calendarDay(date: string): string {
  return CALENDAR_DAY.format(new Date(date));
}

/** `1 Nov 2026 to 23 Nov 2026`: the days that a bill is for, where the customer's months end. */
export function daysOf(bill: Pick<Bill, "period" | "zone">): string {
  const { first, last } = billedDays(bill);
  return first === last ? calendarDay(first) : `${calendarDay(first)} to ${calendarDay(last)}`;
}
