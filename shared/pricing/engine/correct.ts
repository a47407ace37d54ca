import { Decimal, decimalText, minorDigits, moneyText } from "../../base/money.ts";
import { toInstant } from "../../base/clock.ts";
import { periodAt } from "./calendar.ts";
import type { RatedLine } from "./line.ts";
import type { Frame } from "./usage.ts";

/**
 * Lines of months that were billed stay as they were, and what has become known since is billed in the open month:
 * the difference of each line, or each taken back and made anew, as the book says. Everything else is as it is now.
 */
export function withCorrections(
  frame: Frame,
  issued: readonly RatedLine[],
  now: readonly RatedLine[],
): readonly RatedLine[] {
  const { contract, calendar } = frame;
  const until = Date.parse(contract.issuedThrough ?? "");
  const isClosed = ({ start }: RatedLine): boolean => Date.parse(start) < until;
  const open = periodAt(calendar.months, until);
  const billed = issued.filter(isClosed);
  const when = { billedIn: open.label, due: toInstant(open.end) };
  const corrections = correctionsFor(frame, billed, now.filter(isClosed), when);
  return [...billed, ...now.filter((line) => !isClosed(line)), ...corrections].toSorted((a, b) =>
    a.lineKey < b.lineKey ? -1 : 1,
  );
}

function correctionsFor(
  { book: { settings, currency } }: Frame,
  issued: readonly RatedLine[],
  now: readonly RatedLine[],
  when: Pick<RatedLine, "billedIn" | "due">,
): readonly RatedLine[] {
  const before = new Map(issued.map((line) => [line.lineKey, line]));
  const after = new Map(now.map((line) => [line.lineKey, line]));
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return keys.flatMap((key) => {
    const [old, next] = [before.get(key), after.get(key)];
    if (old?.net === next?.net && old?.rounded === next?.rounded) return [];
    const made =
      settings.correction === "reversal"
        ? [old && reversed(old, currency), next && renewed(next)]
        : [differenceOf(old, next, currency)];
    return made.flatMap((line) => (line === undefined ? [] : [Object.assign(line, when)]));
  });
}

/** A line as it is now, beside one that takes back what it was. */
export function renewed(line: RatedLine): RatedLine {
  return { ...line, lineKey: `${line.lineKey}/anew`, class: "correction" };
}

/** A line taken back. */
export function reversed(line: RatedLine, currency: string): RatedLine {
  return {
    ...line,
    lineKey: `${line.lineKey}/taken-back`,
    class: "correction",
    quantity: negative(line.quantity),
    fee: negative(line.fee),
    list: negative(line.list),
    discounts: line.discounts.map(({ id, title, amount }) => ({
      id,
      title,
      amount: negative(amount),
    })),
    net: negative(line.net),
    rounded: amountText(new Decimal(line.rounded).negated(), currency),
    cost: line.cost === "" ? "" : negative(line.cost),
    notes: [`takes back ${line.rounded} ${currency}`, ...line.notes],
  };
}

/** Where only invoices are rounded, lines are not. */
function amountText(amount: Decimal, currency: string): string {
  return amount.decimalPlaces() > minorDigits(currency)
    ? decimalText(amount)
    : moneyText(amount, currency);
}

function negative(text: string): string {
  return decimalText(new Decimal(text).negated());
}

/** What has to be added to a line so that it is the next one. */
export function differenceOf(
  old: RatedLine | undefined,
  next: RatedLine | undefined,
  currency: string,
): RatedLine | undefined {
  const line = next ?? old;
  if (line === undefined) return undefined;
  const minus = (field: "quantity" | "fee" | "list" | "net" | "rounded"): Decimal =>
    new Decimal(next?.[field] ?? 0).minus(old?.[field] ?? 0);
  const costOf = (one: RatedLine | undefined): string => one?.cost || "0";
  const cost = new Decimal(costOf(next)).minus(costOf(old));
  const off = minus("net").minus(minus("list"));
  return {
    ...line,
    lineKey: `${line.lineKey}/correction`,
    class: "correction",
    quantity: decimalText(minus("quantity")),
    fee: decimalText(minus("fee")),
    list: decimalText(minus("list")),
    discounts: off.isZero()
      ? []
      : [{ id: "difference", title: "Difference of the discounts", amount: decimalText(off) }],
    net: decimalText(minus("net")),
    rounded: amountText(minus("rounded"), currency),
    cost: line.cost === "" ? "" : decimalText(cost),
    notes: [`${next?.net ?? "0"} instead of ${old?.net ?? "0"}`, ...line.notes],
  };
}
