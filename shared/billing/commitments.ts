import { z } from "zod";
import type { Contract } from "../pricing/engine/contract.ts";
import type { Collection } from "../pricing/engine/schema/collection.ts";
import { COLLECTION_SCHEMES } from "../pricing/engine/schemes/index.ts";

const schemes = Object.keys(COLLECTION_SCHEMES) as [keyof typeof COLLECTION_SCHEMES];
const instant = z.iso.datetime();

/** An amount that a customer has bound itself to, whatever it uses. */
const commitmentSchema = z.strictObject({
  /** Of its own within the contract. */
  id: z.string(),
  title: z.string(),
  amount: z.string(),
  start: instant,
  /** null: as long as the contract goes on. */
  end: instant.nullable(),
  /** How often it has to be reached. */
  reached: z.enum(["each month", "once"]),
  paid: z.enum(["once, before", "monthly", "quarterly", "annual"]),
  /** Whose lines count towards it; null: all. */
  scheme: z.enum(schemes).nullable(),
});
export type Commitment = z.infer<typeof commitmentSchema>;

/** What was agreed on, as far as it binds. */
export const agreementSchema = z.strictObject({
  id: z.string(),
  start: instant,
  /** null: goes on. */
  end: instant.nullable(),
  commitments: z.array(commitmentSchema),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** Of a contract. */
export function agreementOf(contract: Contract): Agreement {
  const { id, start, end = null } = contract;
  return { id, start, end, commitments: [...commitmentsOf(contract)] };
}

/** What a contract binds its customer to: the least of each month, the total of instalments, deposits. */
function commitmentsOf(contract: Contract): readonly Commitment[] {
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
  const byScheme = collection.flatMap((way, at) => ofScheme(way, `${id}/${at + 1}`, contract));
  return [...(minimum === undefined ? [] : [least]), ...byScheme];
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
