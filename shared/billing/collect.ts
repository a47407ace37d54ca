import { toInstant } from "../base/clock.ts";
import { Decimal } from "../base/money.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import type { Calendar } from "../pricing/engine/calendar.ts";
import type { Contract } from "../pricing/engine/contract.ts";
import { collect } from "../pricing/engine/schemes/index.ts";
import type { Payment } from "../pricing/engine/schemes/scheme.ts";
import { withTaxes } from "../pricing/engine/schemes/with-taxes.ts";
import type { BilledLine, Scheduled } from "./bill.ts";

interface Collecting {
  readonly contract: Contract;
  readonly book: PriceBook;
  readonly calendar: Calendar;
  /** The first time at which anything is due. */
  readonly due: string;
}

/**
 * When the lines of a bill are paid. What was used and when it is paid are two ledgers: the contract's way of paying
 * goes over all lines that were ever billed, and a bill asks for what its own lines change in that. Instalments thus
 * never touch a line; the ids of lines join the two.
 */
export function scheduleOf(
  collecting: Collecting,
  lines: readonly BilledLine[],
  before: readonly BilledLine[],
  gross: string,
): readonly Scheduled[] {
  const ledger = (all: readonly BilledLine[]): readonly Payment[] =>
    collect(
      collecting.contract,
      all.map((line) => ({ ...line, lineKey: line.id })),
      collecting,
    );
  const own = new Set(lines.map(({ id }) => id));
  const then = Map.groupBy(ledger(before), keyOf);
  const now = Map.groupBy(ledger([...before, ...lines]), keyOf);
  const changes = [...new Set([...now.keys(), ...then.keys()])].flatMap((key): Change[] => {
    const [next, old] = [now.get(key) ?? [], then.get(key) ?? []];
    const amount = sumOf(next).minus(sumOf(old));
    const [payment] = [...next, ...old];
    if (payment === undefined || amount.isZero()) return [];
    const paid = next.flatMap(({ lineKeys }) => lineKeys).filter((id) => own.has(id));
    return [{ payment, amount, lines: [...new Set(paid)] }];
  });
  const entries = onTime(changes, collecting.due);
  // Amounts may cancel out and leave a cent of tax.
  const isLeft = entries.length === 0 && !new Decimal(gross).isZero();
  return withTaxes(isLeft ? [taxOnly(collecting.due)] : entries, gross, collecting.book);
}

interface Change {
  readonly payment: Payment;
  readonly amount: Decimal;
  readonly lines: readonly string[];
}

/** Of instalments, what is settled at the end is not the last of them. */
function keyOf({ scheme, at, state, explain }: Payment): string {
  return `${at}/${scheme}/${state}/${scheme === "instalment" ? explain : ""}`;
}

function sumOf(payments: readonly Payment[]): Decimal {
  return payments.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
}

function taxOnly(at: string): Entry {
  return { at, scheme: "periodic", state: "due", explain: "", amount: new Decimal(0), lines: [] };
}

type Entry = Omit<Scheduled, "amount"> & { readonly amount: Decimal };

/** Nothing is due before the bill is: what would be, is due with it. */
function onTime(changes: readonly Change[], due: string): readonly Entry[] {
  const entries = changes.map(({ payment, amount, lines }): Entry => {
    const { at, scheme, state, explain } = payment;
    const words = scheme === "periodic" || scheme === "pay-per-use" ? "" : explain;
    const when = state === "paid" ? toInstant(at) : later(toInstant(at), due);
    return { at: when, scheme, state, explain: words, amount, lines: [...lines] };
  });
  const groups = Map.groupBy(entries, ({ at, scheme, state, explain }) =>
    [at, scheme, state, explain].join("/"),
  );
  return [...groups.values()]
    .flatMap(([first, ...others]) => (first === undefined ? [] : [others.reduce(joined, first)]))
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

function joined(a: Entry, b: Entry): Entry {
  const lines = [...new Set([...a.lines, ...b.lines])];
  return { ...a, amount: a.amount.plus(b.amount), lines };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
