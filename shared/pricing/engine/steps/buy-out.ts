import { Decimal } from "../../../base/money.ts";
import { netOf, type Draft } from "../draft.ts";
import { precise } from "../exact.ts";

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
