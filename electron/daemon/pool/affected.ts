import type { Condition, Scope } from "../../../shared/pool/condition.ts";
import type { Affected, Settled } from "../../../shared/pool/outlook.ts";
import type { PoolRecord } from "../store/store.ts";
import { holdersOf, type HoldersContext } from "./holders.ts";

/** Things of a pool, and a time. */
interface OutOfUse extends Pick<Condition, "start" | "end"> {
  readonly of: readonly Scope[];
}

/** Who holds something of what is out of use at some time of that, earliest first. */
export function affectedBy(
  context: HoldersContext,
  pool: PoolRecord,
  { of, start, end }: OutOfUse,
): Promise<readonly Affected[]> {
  return holdersOf(context, pool, of, { start, end });
}

/** What has become of those that were affected, once everything was done that could be. */
export async function outcomesOf(
  context: HoldersContext,
  pool: PoolRecord,
  outOfUse: OutOfUse,
  affected: readonly Affected[],
): Promise<readonly Settled[]> {
  if (affected.length === 0) return [];
  const still = new Set((await affectedBy(context, pool, outOfUse)).map(({ id }) => id));
  const ids = affected.map(({ id }) => id);
  const waiting = await context.store.reservations({ ids, states: ["queued"] });
  const queued = new Set(waiting.map(({ id }) => id));
  const outcomeOf = ({ id, running }: Affected): Settled["outcome"] => {
    if (running) return "warned";
    if (queued.has(id)) return "waits";
    return still.has(id) ? "stays" : "moved";
  };
  return affected.map((one) => ({ ...one, outcome: outcomeOf(one) }));
}
