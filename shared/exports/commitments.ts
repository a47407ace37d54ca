import type { Instant } from "../base/clock.ts";
import type { Contract } from "../pricing/engine/contract.ts";
import type { Collection } from "../pricing/engine/schema/collection.ts";

/** An amount that a customer has bound itself to, whatever it uses. */
export interface Commitment {
  /** Of its own within the contract. */
  readonly id: string;
  readonly title: string;
  readonly amount: string;
  readonly start: Instant;
  /** null: as long as the contract goes on. */
  readonly end: Instant | null;
  /** How often it has to be reached. */
  readonly reached: "each month" | "once";
  readonly paid: "once, before" | "monthly" | "quarterly" | "annual";
  /** Whose lines count towards it; null: all. */
  readonly scheme: Collection["scheme"] | null;
}

/** What a contract binds its customer to: the least of each month, the total of instalments, deposits. */
export function commitmentsOf(contract: Contract): readonly Commitment[] {
  const { id, minimum, start, collection } = contract;
  const least: Commitment = {
    id: `${id}/minimum`,
    title: "Least of each month",
    amount: minimum ?? "0",
    start,
    end: contract.end ?? null,
    reached: "each month",
    paid: "monthly",
    scheme: null,
  };
  const schemes = collection.flatMap((way, at) => ofScheme(way, `${id}/${at + 1}`, contract));
  return [...(minimum === undefined ? [] : [least]), ...schemes];
}

function ofScheme(way: Collection, id: string, contract: Contract): readonly Commitment[] {
  const { scheme } = way;
  const end = contract.end ?? null;
  const common = { scheme, reached: "once" as const };
  if (scheme === "instalment" && way.total !== undefined) {
    const title = `${way.count} instalments`;
    const from = way.start ?? contract.start;
    return [{ ...common, id, title, amount: way.total, start: from, end, paid: way.cadence }];
  }
  if (scheme !== "prepaid") return [];
  return way.deposits.map(({ at, amount, expires = end }, place) => ({
    ...common,
    id: `${id}/${place + 1}`,
    title: "Deposit",
    amount,
    start: at,
    end: expires,
    paid: "once, before",
  }));
}
