import type { Discount } from "../schema/discount.ts";
import type { RuleOf } from "../schema/rule.ts";
import { fits } from "../select.ts";
import type { Piece, Slice, Use } from "../usage.ts";
import type { Claim } from "./claims.ts";

/** A percentage off that depends on what else is there at the time. */
export interface Condition {
  readonly id: string;
  readonly source: Discount | RuleOf<"package">;
  /** Where it may change within a piece. */
  changes(piece: Piece): readonly number[];
  /** In percent; "0" where it does not apply. */
  percentAt(slice: Slice): string;
}

/**
 * Discounts by size and by rank, and what comes with packages. Ranks follow the order in which components were
 * added; copies that scaling made come last, so that they never take a place from what was drawn.
 */
export function conditionsOf(
  discounts: readonly Discount[],
  pieces: readonly Piece[],
  claims: readonly Claim[],
): readonly Condition[] {
  const levels = pieces.filter(({ isTotal, amount }) => !isTotal && amount > 0n);
  return [
    ...claims.flatMap(({ rule, pieces: own }) =>
      rule.kind === "package" ? [packageCondition(rule, own)] : [],
    ),
    ...discounts.flatMap((discount) =>
      discount.trigger === "group-size" || discount.trigger === "similar-nth"
        ? [rankCondition(discount, levels)]
        : [],
    ),
  ];
}

function packageCondition(rule: RuleOf<"package">, pieces: readonly Piece[]): Condition {
  const place = ({ account, environment }: Use): string => JSON.stringify([account, environment]);
  const present = Map.groupBy(pieces, ({ use }) => place(use));
  const covers = (use: Use): readonly Piece[] =>
    fits(rule.includes, use) ? (present.get(place(use)) ?? []) : [];
  return {
    id: rule.id,
    source: rule,
    changes: ({ use }) => covers(use).flatMap(({ start, end }) => [start, end]),
    percentAt: ({ use, start }) =>
      covers(use).some((piece) => piece.start <= start && start < piece.end) ? "100" : "0",
  };
}

function rankCondition(discount: Discount, levels: readonly Piece[]): Condition {
  const applies = (use: Use): boolean =>
    (discount.meter === undefined || discount.meter === use.meter) && fits(discount.match, use);
  const crowds = new Map<string, Crowd>();
  for (const piece of levels)
    if (applies(piece.use))
      for (const key of crowdKeys(discount, piece.use)) {
        let crowd = crowds.get(key);
        if (crowd === undefined) crowds.set(key, (crowd = new Crowd()));
        crowd.add(piece);
      }
  const crowdsOf = (use: Use): readonly Crowd[] =>
    applies(use) ? crowdKeys(discount, use).flatMap((key) => crowds.get(key) ?? []) : [];
  return {
    id: discount.id,
    source: discount,
    changes: ({ use }) => crowdsOf(use).flatMap((crowd) => crowd.edges()),
    percentAt: ({ use, start }) => {
      const found = crowdsOf(use).map((crowd) => {
        const ranks = crowd.ranksAt(start);
        const value =
          discount.trigger === "group-size" ? ranks.size : (ranks.get(memberKey(use)) ?? 0);
        return stepFor(discount, value);
      });
      // In several groups at once the best one counts.
      return found.reduce(
        (best, percent) => (Number(percent) > Number(best) ? percent : best),
        "0",
      );
    },
  };
}

/** Among whom one is counted: the scope and, for the nth similar one, what it looks like. */
function crowdKeys(discount: Discount, use: Use): readonly string[] {
  const looks =
    discount.trigger === "similar-nth" ? discount.similarBy.map((field) => use[field]) : [];
  const scopes = {
    account: [""],
    environment: [use.environment],
    group: use.groups,
    component: [JSON.stringify([use.environment, use.node])],
  }[discount.scope];
  return scopes.map((scope) => JSON.stringify([use.account, scope, looks]));
}

function memberKey({ environment, instance }: Use): string {
  return JSON.stringify([environment, instance]);
}

/** The percentage of the last step that a value reaches. */
function stepFor({ steps }: Discount, value: number): string {
  return steps.findLast(({ from }) => Number(from) <= value)?.percent ?? "0";
}

/** Everybody who is counted together, and who of them is there when. */
class Crowd {
  readonly #pieces: Piece[] = [];
  #edges: readonly number[] | undefined;
  readonly #ranks = new Map<number, ReadonlyMap<string, number>>();

  add(piece: Piece): void {
    this.#pieces.push(piece);
  }

  edges(): readonly number[] {
    return (this.#edges ??= [
      ...new Set(this.#pieces.flatMap(({ start, end }) => [start, end])),
    ].toSorted((a, b) => a - b));
  }

  /** The ranks of all who are there, from 1. */
  ranksAt(at: number): ReadonlyMap<string, number> {
    const since = this.edges().findLast((edge) => edge <= at) ?? at;
    let ranks = this.#ranks.get(since);
    if (ranks === undefined) this.#ranks.set(since, (ranks = this.#rank(since)));
    return ranks;
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
