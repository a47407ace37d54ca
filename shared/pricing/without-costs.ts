import { Decimal, decimalText } from "../base/money.ts";
import type { PriceBook } from "./engine/book.ts";
import type { Contract } from "./engine/contract.ts";
import { isUsage, type Rule } from "./engine/schema/rule.ts";

/**
 * A book as customers may read it: what things cost the lab is left out, and where a price is a mark-up on that, the
 * price itself is said. Everything comes to the same by it.
 */
export function bookWithoutCosts(book: PriceBook): PriceBook {
  return { ...book, rules: book.rules.map(withoutCost) };
}

/** A contract in the same way: its own rules may say what they cost. */
export function contractWithoutCosts(contract: Contract): Contract {
  return { ...contract, overrides: contract.overrides.map(withoutCost) };
}

function withoutCost(rule: Rule): Rule {
  const { cost, ...sold } = rule;
  if (cost === undefined) return rule;
  if (!isUsage(sold) || sold.markup === undefined) return sold;
  const { markup, ...priced } = sold;
  const price = new Decimal(cost).times(new Decimal(markup).dividedBy(100).plus(1));
  return { ...priced, pricing: { shape: "unit", price: decimalText(price) } };
}
