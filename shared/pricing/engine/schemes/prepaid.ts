import { Decimal, moneyText } from "../../../base/money.ts";
import { defineScheme, type Payment } from "./scheme.ts";

interface Purse {
  left: Decimal;
  readonly from: number;
  readonly until: number;
}

/** Out of deposits, those that expire first before the others; what they do not cover is due at once. */
export const prepaid = defineScheme({
  id: "prepaid",
  title: "Prepaid",
  collect: (lines, { deposits }, { book }) => {
    const purses = deposits
      .map(({ at, amount, expires }): Purse => {
        const until = expires === undefined ? Infinity : Date.parse(expires);
        return { left: new Decimal(amount), from: Date.parse(at), until };
      })
      .toSorted((a, b) => (a.until === b.until ? a.from - b.from : a.until < b.until ? -1 : 1));
    const inTime = lines.toSorted(
      (a, b) => Date.parse(a.due) - Date.parse(b.due) || (a.lineKey < b.lineKey ? -1 : 1),
    );
    return inTime.flatMap(({ lineKey, due, rounded }) => {
      const at = Date.parse(due);
      const paid = draw(purses, new Decimal(rounded), at);
      const rest = new Decimal(rounded).minus(paid);
      const make = (amount: Decimal, state: Payment["state"], explain: string): Payment => {
        const text = moneyText(amount, book.currency);
        return { lineKeys: [lineKey], scheme: "prepaid", at, amount: text, state, explain };
      };
      const left = purses.reduce((sum, purse) => sum.plus(purse.left), new Decimal(0));
      const words = `${moneyText(left, book.currency)} left of all deposits`;
      return [make(paid, "paid", words), make(rest, "due", "not covered by a deposit")].filter(
        ({ amount }) => !new Decimal(amount).isZero(),
      );
    });
  },
});

/** Takes from the deposits that can be used at this time; a credit goes back into the first of them. */
function draw(purses: readonly Purse[], amount: Decimal, at: number): Decimal {
  let taken = new Decimal(0);
  for (const purse of purses) {
    if (at < purse.from || at >= purse.until) continue;
    const part = Decimal.min(purse.left, amount.minus(taken));
    purse.left = purse.left.minus(part);
    taken = taken.plus(part);
  }
  return taken;
}
