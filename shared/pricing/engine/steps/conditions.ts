import type { PriceBook } from "../book.ts";
import type { Span } from "../calendar.ts";
import type { Discount } from "../schema/discount.ts";
import type { RuleOf } from "../schema/rule.ts";
import { countUpTo } from "../rising.ts";
import { fits } from "../select.ts";
import type { Piece, Slice, Use } from "../usage.ts";
import type { Claim } from "./claims.ts";
import { groupPlace } from "./group-place.ts";

/** A percentage, or money for each unit, off that depends on what else is there at the time. */
export interface Condition {
  readonly id: string;
  readonly source: Discount | RuleOf<"package">;
  /** Where it may change within a piece. */
  changes(piece: Piece): readonly number[];
  /** In percent; "0" where it does not apply. */
  percentAt(slice: Slice): string;
  /** Money for each unit; left out where it never gives any. */
  readonly amountAt?: (slice: Slice) => string;
}

/**
 * Discounts by size and by rank, and what comes with packages. Ranks follow the order in which components were
 * added; copies that scaling made come last, so that they never take a place from what was drawn.
 */
export function conditionsOf(
  { discounts, settings }: Priced,
  pieces: readonly Piece[],
  claims: readonly Claim[],
): readonly Condition[] {
  const levels = pieces.filter(({ isTotal, amount }) => !isTotal && amount > 0n);
  return [
    ...claims.flatMap(({ rule, pieces: own }) =>
      rule.kind === "package" ? [packageCondition(rule, own)] : [],
    ),
    ...discounts.flatMap((discount) => {
      if (discount.percent !== undefined) return [manualCondition(discount)];
      const ranks = discount.trigger === "group-size" || discount.trigger === "similar-nth";
      return ranks ? [rankCondition(discount, settings, levels)] : [];
    }),
  ];
}

type Priced = Pick<PriceBook, "discounts" | "settings">;

function packageCondition(rule: RuleOf<"package">, pieces: readonly Piece[]): Condition {
  const place = ({ account, environment }: Use): string => JSON.stringify([account, environment]);
  const present = Map.groupBy(pieces, ({ use }) => place(use));
  const covers = (use: Use): readonly Piece[] =>
    fits(rule.includes, use) ? (present.get(place(use)) ?? []) : [];
  return {
    id: rule.id,
    source: rule,
    changes: ({ use }) => covers(use).flatMap(({ start, end }) => [start, end]),
    percentAt: (slice) => {
      const at = seenAt(slice);
      return covers(slice.use).some(({ start, end }) => start <= at && at < end) ? "100" : "0";
    },
  };
}

/** What was lengthened is still what it was when it was seen last. */
function seenAt({ start, seen }: Slice): number {
  return seen === undefined ? start : Math.min(Math.max(start, seen.start), seen.end - 1);
}

/** The same percentage at all times at which the discount is valid. */
function manualCondition(discount: Discount): Condition {
  return {
    id: discount.id,
    source: discount,
    changes: () => validity(discount),
    percentAt: (slice) => (isValidAt(discount, seenAt(slice)) ? (discount.percent ?? "0") : "0"),
  };
}

function rankCondition(
  discount: Discount,
  settings: PriceBook["settings"],
  levels: readonly Piece[],
): Condition {
  const crowdKeys = (use: Use): readonly string[] => crowdKeysIn(discount, settings, use);
  const applies = (use: Use): boolean =>
    (discount.meter === undefined || discount.meter === use.meter) && fits(discount.match, use);
  const crowds = new Map<string, Crowd>();
  for (const piece of levels)
    if (applies(piece.use))
      for (const key of crowdKeys(piece.use)) {
        let crowd = crowds.get(key);
        if (crowd === undefined) crowds.set(key, (crowd = new Crowd()));
        crowd.add(piece);
      }
  const crowdsOf = (use: Use): readonly Crowd[] =>
    applies(use) ? crowdKeys(use).flatMap((key) => crowds.get(key) ?? []) : [];
  // In several groups at once the best one counts.
  const bestAt = (slice: Slice, off: "percent" | "amount"): string => {
    const at = seenAt(slice);
    if (!isValidAt(discount, at)) return "0";
    const found = crowdsOf(slice.use).map((crowd) => {
      const ranks = crowd.ranksAt(at);
      const rank = ranks.get(memberKey(slice.use)) ?? 0;
      return stepFor(discount, discount.trigger === "group-size" ? ranks.size : rank)?.[off] ?? "0";
    });
    return found.reduce((best, one) => (Number(one) > Number(best) ? one : best), "0");
  };
  const givesMoney = discount.steps.some(({ amount }) => amount !== undefined);
  return {
    id: discount.id,
    source: discount,
    changes: (piece) => [
      ...validity(discount),
      ...crowdsOf(piece.use).flatMap((crowd) => crowd.edgesWithin(piece)),
    ],
    percentAt: (slice) => bestAt(slice, "percent"),
    ...(givesMoney ? { amountAt: (slice: Slice) => bestAt(slice, "amount") } : {}),
  };
}

function validity({ validFrom, validTo }: Discount): readonly number[] {
  return [validFrom, validTo].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
}

/** Whether a discount is given at an instant. */
export function isValidAt({ validFrom, validTo }: Discount, at: number): boolean {
  return (
    (validFrom === undefined || Date.parse(validFrom) <= at) &&
    (validTo === undefined || at < Date.parse(validTo))
  );
}

/** Among whom one is counted: the scope and, for the nth similar one, what it looks like. */
function crowdKeysIn(
  discount: Discount,
  settings: PriceBook["settings"],
  use: Use,
): readonly string[] {
  const looks =
    discount.trigger === "similar-nth" ? discount.similarBy.map((field) => use[field]) : [];
  const scopes = {
    account: [""],
    environment: [use.environment],
    group: use.groups.map((group) => JSON.stringify([groupPlace(settings, use), group])),
    component: [JSON.stringify([use.environment, use.node])],
  }[discount.scope];
  return scopes.map((scope) => JSON.stringify([use.account, scope, looks]));
}

function memberKey({ environment, instance }: Use): string {
  return JSON.stringify([environment, instance]);
}

/** The last step that a value reaches. */
function stepFor({ steps }: Discount, value: number): Discount["steps"][number] | undefined {
  return steps.findLast(({ from }) => Number(from) <= value);
}

/** Everybody who is counted together, and who of them is there when. */
class Crowd {
  readonly #pieces: Piece[] = [];
  #sorted: readonly number[] | undefined;
  readonly #ranks = new Map<number, ReadonlyMap<string, number>>();

  add(piece: Piece): void {
    this.#pieces.push(piece);
  }

  /** The instants within a span at which somebody comes or goes. */
  edgesWithin({ start, end }: Span): readonly number[] {
    const edges = this.#edges();
    return edges.slice(countUpTo(edges, start), countUpTo(edges, end - 1));
  }

  /** The ranks of all who are there, from 1. */
  ranksAt(at: number): ReadonlyMap<string, number> {
    const edges = this.#edges();
    const since = edges[countUpTo(edges, at) - 1] ?? at;
    let ranks = this.#ranks.get(since);
    if (ranks === undefined) this.#ranks.set(since, (ranks = this.#rank(since)));
    return ranks;
  }

  #edges(): readonly number[] {
    return (this.#sorted ??= [
      ...new Set(this.#pieces.flatMap(({ start, end }) => [start, end])),
    ].toSorted((a, b) => a - b));
  }

  #rank(at: number): ReadonlyMap<string, number> {
    const there = this.#pieces
      .filter(({ start, end }) => start <= at && at < end)
      .map(({ use }) => use);
    const ranks = new Map<string, number>();
    for (const use of there.toSorted(byOrderAdded))
      if (!ranks.has(memberKey(use))) ranks.set(memberKey(use), ranks.size + 1);
    return ranks;
  }
}

function byOrderAdded(a: Use, b: Use): number {
  return (
    Number(a.autoscaled) - Number(b.autoscaled) ||
    a.added - b.added ||
    compareNatural(memberKey(a), memberKey(b))
  );
}

/** `web.2` before `web.10`. */
function compareNatural(a: string, b: string): number {
  const parts = (text: string): string =>
    text.replaceAll(/\d+/g, (digits) => digits.padStart(18, "0"));
  const [one, other] = [parts(a), parts(b)];
  return one === other ? 0 : one < other ? -1 : 1;
}
