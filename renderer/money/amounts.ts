import { Decimal, minorDigits } from "../../shared/base/money.ts";
import { money } from "../ui/money.ts";

/** An exact amount in the currency's own decimals; with more of them where it would look like nothing. */
export function shortMoney(amount: string, currency: string): string {
  const value = new Decimal(amount);
  const isSmall = !value.isZero() && value.toDecimalPlaces(minorDigits(currency)).isZero();
  return isSmall
    ? money(value.toSignificantDigits(2).toFixed(), currency, 12)
    : money(amount, currency);
}
