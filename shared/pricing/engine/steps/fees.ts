import { Decimal } from "../../../base/money.ts";
import type { Draft } from "../draft.ts";
import { netOf } from "../draft.ts";
import { addFractions, precise, type Fraction } from "../exact.ts";
import type { RuleOf } from "../schema/rule.ts";
import type { Slice } from "../usage.ts";
import { ONE } from "../exact.ts";
import { amountOf } from "./price.ts";
import { targetOf } from "./target.ts";

type FeeRule = RuleOf<"package"> | RuleOf<"purchase">;

/** Prices of whole products: so much for each copy that is there, for each period or once. */
export function packageDrafts(rule: FeeRule, slices: readonly Slice[]): readonly Draft[] {
  const byLine = Map.groupBy(slices, ({ use, account, period }) =>
    JSON.stringify([targetOf(use, account, rule.id, ""), period.label]),
  );
  return [...byLine.values()].flatMap((own) => feeDraft(rule, own));
}

function feeDraft(rule: FeeRule, slices: readonly Slice[]): readonly Draft[] {
  const [first] = slices;
  if (first === undefined) return [];
  const quantity = slices.reduce<Fraction>(
    (sum, { amount, part }) =>
      addFractions(sum, { n: amount * (part?.n ?? 1n), d: ONE * (part?.d ?? 1n) }),
    { n: 0n, d: 1n },
  );
  return [
    {
      target: targetOf(first.use, first.account, rule.id, ""),
      category: rule.kind,
      rule,
      accumulator: "",
      use: first.use,
      account: first.account,
      period: first.period,
      late: first.late,
      window: "",
      band: "",
      unused: false,
      quantity,
      unit: rule.kind === "purchase" ? "environment" : "package",
      unitPrice: rule.price,
      fee: new Decimal(0),
      list: precise(amountOf(quantity, rule.price)),
      discounts: [],
      parts: [],
      start: Math.min(...slices.map(({ start }) => start)),
      end: Math.max(...slices.map(({ end }) => end)),
      notes: [],
    },
  ];
}

/** What was paid for using an environment counts towards buying it. */
export function creditPurchases(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((draft) => {
    const { rule } = draft;
    if (rule?.kind !== "purchase" || rule.option !== "buy" || rule.creditPercent === "0")
      return draft;
    const paid = drafts
      .filter(
        ({ category }) => category === "usage" || category === "capacity" || category === "package",
      )
      .filter(
        ({ use, account, end }) =>
          use.environment === draft.use.environment &&
          account === draft.account &&
          end <= draft.start,
      )
      .reduce((sum, other) => sum.plus(netOf(other)), new Decimal(0));
    const credit = Decimal.min(paid.times(rule.creditPercent).dividedBy(100), netOf(draft));
    const title = `${rule.creditPercent} % of what was paid for using it`;
    return {
      ...draft,
      discounts: [
        ...draft.discounts,
        { id: `${rule.id}-credit`, title, amount: precise(credit.negated()) },
      ],
    };
  });
}
