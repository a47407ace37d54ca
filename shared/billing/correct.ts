import { toInstant } from "../base/clock.ts";
import { fault } from "../base/fault.ts";
import { Decimal, decimalText, moneyText } from "../base/money.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import type { Contract } from "../pricing/engine/contract.ts";
import { totalsOf, type Totals } from "../pricing/engine/invoice.ts";
import type { Bill, BilledLine, Scheduled } from "./bill.ts";
import { negated, negatedTotals } from "./totals.ts";

interface Note {
  /** The customer's next place for a bill. */
  readonly sequence: number;
  /** The number of the bill it is about is said before it. */
  readonly reason: string;
  readonly now: number;
}

/**
 * The note that takes a whole bill back: every line with the other sign. What was charged on it is charged again by
 * the next bill, as it then is.
 */
export function voidingNote(bill: Bill, note: Note): Result<Bill> {
  if (bill.status !== "issued") return err(fault("bill-not-issued", { number: bill.number }));
  const lines = bill.lines.map((line, at) => takenBack(line, `${note.sequence}.${at + 1}`));
  const ids = new Map(bill.lines.map(({ id }, at) => [id, lines[at]?.id ?? id]));
  const schedule = bill.schedule.map((one) => unscheduled(one, bill.currency, ids));
  const made = noteOf(bill, note, { lines, totals: negatedTotals(bill.totals), schedule });
  return ok({ ...made, voids: true });
}

function takenBack(line: BilledLine, id: string): BilledLine {
  const back = (text: string): string => decimalText(new Decimal(text).negated());
  return {
    ...line,
    id,
    class: "correction",
    quantity: back(line.quantity),
    fee: back(line.fee),
    list: back(line.list),
    discounts: line.discounts.map((one) => ({ ...one, amount: back(one.amount) })),
    net: back(line.net),
    rounded: withOtherSign(line.rounded),
    cost: line.cost === "" ? "" : back(line.cost),
    notes: [`takes back line ${line.id}`],
  };
}

/** The same digits, also those after which nothing was rounded. */
function withOtherSign(amount: string): string {
  if (new Decimal(amount).isZero()) return amount;
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

function unscheduled(
  one: Scheduled,
  currency: string,
  ids: ReadonlyMap<string, string>,
): Scheduled {
  const lines = one.lines.map((id) => ids.get(id) ?? id);
  return { ...one, amount: negated(one.amount, currency), lines };
}

/**
 * The note that gives a part of a bill's money back though it was used, so that no later bill charges it again.
 * `net` is without taxes, which are given back with it.
 */
export function creditNote(
  bill: Bill,
  { net, earlier, book, ...note }: Note & Giving,
): Result<Bill> {
  if (bill.status !== "issued") return err(fault("bill-not-issued", { number: bill.number }));
  const given = earlier.filter(({ corrects }) => corrects === bill.sequence);
  const left = given.reduce(
    (sum, { totals }) => sum.plus(totals.net),
    new Decimal(bill.totals.net),
  );
  const amount = new Decimal(net);
  if (!amount.isPositive() || amount.isZero() || amount.greaterThan(left)) {
    const most = moneyText(left, bill.currency);
    return err(fault("credit-too-large", { number: bill.number, most }));
  }
  const line = grantLine(
    bill,
    `${note.sequence}.1`,
    moneyText(amount.negated(), bill.currency),
    note,
  );
  const totals: Totals = totalsOf(
    { ...book, currency: bill.currency, settings: { ...book.settings, taxes: taxesOf(bill) } },
    { parties: payersOf(bill) },
    [line],
  );
  const at = toInstant(note.now);
  const schedule: Scheduled[] = [
    { at, scheme: "periodic", state: "due", explain: "", amount: totals.gross, lines: [line.id] },
  ];
  return ok(noteOf(bill, note, { lines: [line], totals, schedule }));
}

interface Giving {
  readonly net: string;
  /** All bills of the customer. */
  readonly earlier: readonly Bill[];
  readonly book: PriceBook;
}

/** Who paid more gets more back. */
function payersOf({ totals }: Bill): Contract["parties"] {
  const paid = (amount: string): string => (amount.startsWith("-") ? "0" : amount);
  return totals.parties.map(({ party, amount }) => ({ party, weight: paid(amount) }));
}

/** By the taxes of then. */
function taxesOf({ totals }: Bill): Record<string, string> {
  return Object.fromEntries(totals.taxes.map(({ id, percent }) => [id, percent]));
}

function grantLine(bill: Bill, id: string, amount: string, { reason, now }: Note): BilledLine {
  const nothing = {
    environment: "",
    node: "",
    item: "",
    user: "",
    meter: "",
    window: "",
    band: "",
  };
  return {
    ...nothing,
    id,
    charge: null,
    lineKey: id,
    compareKey: id,
    category: "credit",
    class: "correction",
    source: "metered",
    account: bill.tenant,
    groups: [],
    title: `Credit: ${reason}`,
    rule: { book: bill.book.id, revision: bill.book.revision, id: "" },
    period: bill.period.label,
    billedIn: bill.period.label,
    unused: false,
    quantity: "1",
    unit: "",
    unitPrice: amount,
    fee: "0",
    list: amount,
    discounts: [],
    net: amount,
    rounded: amount,
    cost: "",
    instances: 0,
    estimated: false,
    start: bill.period.start,
    end: bill.period.end,
    due: toInstant(now),
    notes: [],
    explain: [`given back: ${reason}`],
  };
}

function noteOf(
  bill: Bill,
  { sequence, reason, now }: Note,
  made: Pick<Bill, "lines" | "totals" | "schedule">,
): Bill {
  const at = toInstant(now);
  return {
    ...bill,
    ...made,
    number: "",
    sequence,
    kind:
      new Decimal(made.totals.gross).isPositive() && !isZero(made) ? "debit-note" : "credit-note",
    status: "draft",
    issuedAt: null,
    due: at,
    reason: `${bill.number}: ${reason}`,
    corrects: bill.sequence,
    voids: false,
    payments: [],
  };
}

function isZero({ totals }: Pick<Bill, "totals">): boolean {
  return new Decimal(totals.gross).isZero();
}
