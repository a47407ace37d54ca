import { Decimal } from "../../../base/money.ts";
import { netOf, type Draft } from "../draft.ts";
import { addFractions, precise, quotient, type Fraction } from "../exact.ts";
import type { Discount } from "../schema/discount.ts";
import { fits } from "../select.ts";
import type { Charged } from "../shapes/shape.ts";
import type { Frame } from "../usage.ts";
import { isValidAt, type Condition } from "./conditions.ts";
import { groupPlace } from "./group-place.ts";

/**
 * Step 7: what comes with a package first, then the discounts in the order of the book; one row for each on each
 * line that it makes cheaper.
 */
export function discount(
  { book }: Frame,
  drafts: readonly Draft[],
  conditions: readonly Condition[],
): readonly Draft[] {
  const packages = conditions.filter(({ source }) => "kind" in source);
  const included = packages.reduce(
    (list, condition) => list.map((draft) => byCondition(draft, condition, "remaining")),
    drafts,
  );
  return book.discounts.reduce((list, one) => {
    const condition = conditions.find(({ source }) => source === one);
    const amounts = list.map((draft): Decimal => {
      if (!applies(one, draft)) return ZERO;
      return condition === undefined ? ZERO : amountBy(draft, condition, one.base);
    });
    const given = condition === undefined ? together(book, one, list) : amounts;
    return capped(book, one, list, given);
  }, included);
}

const ZERO = new Decimal(0);

/** Discounts are for what is used and for fees. */
function applies(one: Discount, { use, category }: Draft): boolean {
  return (
    category !== "purchase" &&
    (one.meter === undefined || one.meter === use.meter) &&
    fits(one.match, use)
  );
}

function byCondition(draft: Draft, condition: Condition, base: Discount["base"]): Draft {
  if (draft.category !== "usage" && draft.category !== "capacity") return draft;
  const amount = amountBy(draft, condition, base);
  return withRow(draft, condition.id, `comes with ${titleOf(condition.source)}`, amount);
}

/** What a condition takes off: each part of the line by the percentage that held at its time. */
function amountBy(draft: Draft, condition: Condition, base: Discount["base"]): Decimal {
  const from = base === "list" ? draft.list : netOf(draft);
  if (draft.parts.length === 0 || from.isZero()) return ZERO;
  const money = moneyBy(draft, condition, from);
  const byPercent = Map.groupBy(draft.parts, ({ slice }) => condition.percentAt(slice));
  if (byPercent.size === 1 && byPercent.has("0")) return money;
  return [...byPercent].reduce(
    (sum, [percent, parts]) =>
      percent === "0"
        ? sum
        : sum.plus(
            from
              .times(quotient(weightOf(parts, draft)))
              .times(percent)
              .dividedBy(100),
          ),
    money,
  );
}

/** What is taken off each unit: by what held at the time of each part of the line, and no more than the line. */
function moneyBy({ parts, quantity }: Draft, { amountAt }: Condition, from: Decimal): Decimal {
  if (amountAt === undefined) return ZERO;
  const byAmount = Map.groupBy(parts, ({ slice }) => amountAt(slice));
  const money = [...byAmount].reduce((sum, [amount, own]) => {
    const units = { n: own.reduce((total, part) => total + part.quantity, 0n), d: quantity.d };
    return sum.plus(quotient(units).times(amount));
  }, ZERO);
  return Decimal.max(Decimal.min(money, from), ZERO);
}

/** The part of a line's amount that some of its parts are. */
function weightOf(parts: readonly Charged[], { quantity, parts: all }: Draft): Fraction {
  if (quantity.n !== 0n)
    return { n: parts.reduce((sum, part) => sum + part.quantity, 0n), d: quantity.n };
  const share = (list: readonly Charged[]): Fraction =>
    list.reduce((sum, { fee }) => addFractions(sum, fee?.share ?? { n: 0n, d: 1n }), {
      n: 0n,
      d: 1n,
    });
  const [own, whole] = [share(parts), share(all)];
  return whole.n === 0n ? { n: 0n, d: 1n } : { n: own.n * whole.d, d: own.d * whole.n };
}

/** Discounts that look at a whole month's money, in months that begin while they hold: by volume, or so much. */
function together(
  book: Frame["book"],
  one: Discount,
  drafts: readonly Draft[],
): readonly Decimal[] {
  const given = drafts.map(() => ZERO);
  for (const indexes of scopes(book, one, drafts).values()) {
    if (!isValidAt(one, drafts[indexes[0] ?? 0]?.period.start ?? 0)) continue;
    const bases = indexes.map((at) => baseOf(one, drafts[at]));
    const total = bases.reduce((sum, base) => sum.plus(base), ZERO);
    if (total.lessThanOrEqualTo(0)) continue;
    const off = Decimal.min(offOf(one, total), total);
    for (const [index, at] of indexes.entries())
      given[at] = off.times(bases[index] ?? ZERO).dividedBy(total);
  }
  return given;
}

function baseOf({ base }: Discount, draft: Draft | undefined): Decimal {
  if (draft === undefined) return ZERO;
  return base === "list" ? draft.list : netOf(draft);
}

/** The drafts whose money is looked at together: one month of one scope. */
function scopes(
  { settings }: Frame["book"],
  one: Discount,
  drafts: readonly Draft[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [at, draft] of drafts.entries()) {
    const { use, account, period } = draft;
    if (!applies(one, draft)) continue;
    const scope = {
      account: "",
      environment: use.environment,
      group: [groupPlace(settings, use), ...use.groups].join(" "),
      component: `${use.environment} ${use.node}`,
    }[one.scope];
    const key = JSON.stringify([account, scope, period.label]);
    const known = found.get(key);
    if (known === undefined) found.set(key, [at]);
    else known.push(at);
  }
  return found;
}

function offOf({ amount, steps, apply }: Discount, total: Decimal): Decimal {
  if (amount !== undefined) return new Decimal(amount);
  const reached = steps.filter(({ from }) => total.greaterThanOrEqualTo(from));
  const last = reached.at(-1);
  if (apply === "all")
    return total
      .times(last?.percent ?? "0")
      .dividedBy(100)
      .plus(last?.amount ?? "0");
  return reached.reduce((off, { from, percent: rate = "0", amount: given = "0" }, at) => {
    const upTo = reached[at + 1]?.from ?? total;
    return off.plus(new Decimal(upTo).minus(from).times(rate).dividedBy(100)).plus(given);
  }, ZERO);
}

/** No more than the cap in each month and scope, in proportion. */
function capped(
  book: Frame["book"],
  one: Discount,
  drafts: readonly Draft[],
  given: readonly Decimal[],
): readonly Draft[] {
  const factors = new Map<number, Decimal>();
  if (one.cap !== undefined)
    for (const indexes of scopes(book, one, drafts).values()) {
      const total = indexes.reduce((sum, at) => sum.plus(given[at] ?? ZERO), ZERO);
      if (total.greaterThan(one.cap))
        for (const at of indexes)
          factors.set(at, (given[at] ?? ZERO).times(one.cap).dividedBy(total));
    }
  return drafts.map((draft, at) =>
    withRow(draft, one.id, titleOf(one), factors.get(at) ?? given[at] ?? ZERO),
  );
}

function titleOf({ id, title }: { readonly id: string; readonly title?: string }): string {
  return title ?? id;
}

function withRow(draft: Draft, id: string, title: string, off: Decimal): Draft {
  if (off.isZero()) return draft;
  return {
    ...draft,
    discounts: [...draft.discounts, { id, title, amount: precise(off.negated()) }],
    lengthens: undefined,
  };
}
