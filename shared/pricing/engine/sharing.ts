import { z } from "zod";
import type { Contract } from "./contract.ts";
import { countUpTo } from "./rising.ts";
import { amountSchema, idSchema, instantSchema } from "./schema/values.ts";

const partySchema = z.strictObject({ party: idSchema, weight: amountSchema });
export type Party = z.infer<typeof partySchema>;

/** Several payers of the same lines, by weight. */
export const partiesSchema = z
  .array(partySchema)
  .refine((parties) => new Set(parties.map(({ party }) => party)).size === parties.length, {
    message: "a party is named twice",
  });

/**
 * Who pays for one environment from an instant on, by weight, in the place of all others; nobody: whoever pays for the
 * rest of the contract. It changes who pays, never what anything costs.
 */
export const sharingSchema = z.strictObject({
  environment: idSchema.min(1),
  from: instantSchema,
  parties: partiesSchema.refine(
    (parties) => parties.length === 0 || parties.some(({ weight }) => Number(weight) > 0),
    { message: "somebody has to pay" },
  ),
});
export type Sharing = z.infer<typeof sharingSchema>;

type Shared = Pick<Contract, "sharing">;

// Contracts never change.
const known = new WeakMap<readonly Sharing[], Map<string, Changes>>();

interface Changes {
  /** Rising. */
  readonly edges: readonly number[];
  /** Who pays from each of them on. */
  readonly parties: readonly (readonly Party[])[];
}

/** What was agreed on about an environment, in order of time; the later of two for one instant holds. */
function changesOf({ sharing }: Shared, environment: string): Changes {
  if (sharing === undefined) return NONE;
  let all = known.get(sharing);
  if (all === undefined) known.set(sharing, (all = new Map()));
  let found = all.get(environment);
  if (found === undefined) {
    const own = sharing.filter((one) => one.environment === environment);
    const byTime = new Map(own.map(({ from, parties }) => [Date.parse(from), parties]));
    const rising = [...byTime].toSorted(([a], [b]) => a - b);
    found = { edges: rising.map(([at]) => at), parties: rising.map(([, parties]) => parties) };
    all.set(environment, found);
  }
  return found;
}

const NONE: Changes = { edges: [], parties: [] };

/** When who pays for an environment changes; rising. */
export function sharingEdges(contract: Shared, environment: string): readonly number[] {
  return changesOf(contract, environment).edges;
}

/** How often that has changed by an instant: what is alike in it is on one line. */
export function sharingEra(contract: Shared, environment: string, at: number): number {
  return countUpTo(sharingEdges(contract, environment), at);
}

/** Who shares what an environment costs at an instant; nobody where nothing is agreed on for it alone. */
export function sharersOf(contract: Shared, environment: string, at: number): readonly Party[] {
  const { edges, parties } = changesOf(contract, environment);
  return parties[countUpTo(edges, at) - 1] ?? [];
}
