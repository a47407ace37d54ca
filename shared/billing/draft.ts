import { toInstant } from "../base/clock.ts";
import { Decimal } from "../base/money.ts";
import { ok, type Result } from "../base/result.ts";
import { calendarFor } from "../pricing/engine/calendar.ts";
import { accrue, closedThrough, type Account, type Accrued } from "./accrual.ts";
import { agreementOf } from "./commitments.ts";
import type { Bill, BilledLine } from "./bill.ts";
import { scheduleOf } from "./collect.ts";
import { unbilled, type Charged } from "./difference.ts";
import { billingPeriod, nextPeriod } from "./periods.ts";
import { billTotals } from "./totals.ts";

const DAY = 86_400_000;

/** What a bill is made for: the next whole period, or what there is up to now. */
export interface Drafting {
  readonly kind: "periodic" | "on-demand";
  readonly now: number;
}

/**
 * The bill that would be issued now, and a note beside it where months that were billed come to something else by
 * now. Empty where there is nothing to be billed: a period that is not over, or nothing new since the last bill.
 */
export function draft(account: Account, { kind, now }: Drafting): Result<readonly Bill[]> {
  const record = account.revisions.at(-1);
  if (record === undefined) return ok([]);
  const billed = closedThrough(account.issued);
  const next = nextPeriod(record, billed);
  if (kind === "periodic" && (next === null || Date.parse(next.end) > now)) return ok([]);
  const isPeriod = kind === "periodic" && next !== null;
  const period = isPeriod ? next : upToNow(record, lastBilled(account.issued) ?? billed, now);
  const made = accrue(account, Date.parse(period.end));
  if (!made.ok) return made;
  const charges = unbilled(made.value.lines, billedLines(account.issued), {
    currency: made.value.book.currency,
    settings: made.value.book.settings,
    closed: billed === null ? -Infinity : Date.parse(billed),
  });
  const corrections = charges.filter((line) => line.class === "correction");
  const regular = charges.filter((line) => line.class === "regular");
  const bills: Bill[] = [];
  const add = (lines: readonly Charged[], what: Pick<Bill, "kind" | "reason">): void => {
    const before = [...account.issued, ...bills];
    const sequence = account.next + bills.length;
    bills.push(billOf(made.value, lines, { ...what, sequence, period, before, now }));
  };
  if (kind === "periodic" || regular.length > 0) add(regular, { kind, reason: "" });
  if (corrections.length > 0) add(corrections, noteFor(corrections));
  return ok(bills);
}

/** Where the last bill ended, of a period or not. */
function lastBilled(issued: readonly Bill[]): string | null {
  const bills = issued.filter(({ kind }) => kind === "periodic" || kind === "on-demand");
  return bills.at(-1)?.period.end ?? null;
}

/** From where the last bill ended, or from the beginning, to now. */
function upToNow(record: Accrued["record"], billed: string | null, now: number): Bill["period"] {
  const { contract, terms } = record;
  const open = { ...contract, end: undefined };
  const { label, start } = billingPeriod(open, terms.cadence, now, billed);
  const begin = Math.min(Date.parse(start), now);
  return { label, start: toInstant(begin), end: toInstant(now) };
}

function billedLines(bills: readonly Bill[]): readonly BilledLine[] {
  return bills.flatMap(({ lines }) => lines);
}

/** Money back is a credit note, more money a debit note. */
function noteFor(lines: readonly Charged[]): Pick<Bill, "kind" | "reason"> {
  const sum = lines.reduce((total, { rounded }) => total.plus(rounded), new Decimal(0));
  const months = [...new Set(lines.map(({ period }) => period))].toSorted();
  const reason = `What ${months.join(", ")} came to has changed since it was billed`;
  return { kind: sum.isNegative() ? "credit-note" : "debit-note", reason };
}

/** What was agreed on about those environments that a bill is for. */
function sharingOf(
  { sharing = [] }: Accrued["contract"],
  lines: readonly BilledLine[],
): Pick<Bill, "sharing"> {
  const billed = new Set(lines.map(({ environment }) => environment));
  const own = sharing.filter(({ environment }) => billed.has(environment));
  return own.length === 0 ? {} : { sharing: own };
}

interface Making extends Pick<Bill, "sequence" | "kind" | "reason" | "period"> {
  /** All bills before this one. */
  readonly before: readonly Bill[];
  readonly now: number;
}

/** A draft with these lines. */
function billOf(
  { record, book, contract, calendar }: Accrued,
  charges: readonly Charged[],
  { sequence, kind, reason, period, before, now }: Making,
): Bill {
  const lines = charges.map((line, at) => Object.assign({}, line, { id: `${sequence}.${at + 1}` }));
  const sameMonth = before.filter((bill) => bill.period.label === period.label);
  const totals = billTotals(book, contract, record.revision, lines, sameMonth);
  const due = toInstant(now + record.terms.payWithinDays * DAY);
  // What was billed before may reach beyond the calendar of what is billed now.
  const wide = calendarFor(book, contract, [], { until: Math.max(calendar.end, now) });
  const collecting = { contract, book, calendar: wide, due };
  return {
    format: "labwright-bill",
    version: 1,
    number: "",
    tenant: record.tenant,
    sequence,
    kind,
    status: "draft",
    period,
    zone: contract.billingZone,
    issuedAt: null,
    due,
    customer: record.customer,
    contract: { id: contract.id, revision: record.revision },
    agreement: agreementOf(record.contract),
    ...sharingOf(contract, lines),
    book: { id: book.id, revision: book.revision },
    reason,
    corrects: null,
    voids: false,
    currency: book.currency,
    lines,
    totals,
    schedule: [...scheduleOf(collecting, lines, billedLines(before), totals.gross)],
    payments: [],
  };
}
