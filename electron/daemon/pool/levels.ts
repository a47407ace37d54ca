import { toInstant } from "../../../shared/base/clock.ts";
import { levelOf, supplies, type Level, type Supply } from "../../../shared/pool/levels.ts";
import type { ResourceId } from "../../../shared/pool/pool.ts";
import { inTurns } from "../in-turns.ts";
import type { ReservationsContext } from "../reservations/context.ts";
import type { PoolRecord } from "../store/store.ts";
import { poolView } from "./pool-view.ts";

type LevelsContext = Pick<ReservationsContext, "store" | "held" | "catalogue" | "clock" | "levels">;

/** How much is left of everything in a pool now. */
export async function poolLevels(
  context: LevelsContext,
  pool: PoolRecord,
): Promise<readonly Supply[]> {
  const { held, catalogue, clock } = context;
  const counted = await held.use(pool.id, (index) => {
    // Not before it was its turn: what has begun to be held meanwhile is held now.
    const now = clock.now();
    const time = { from: now, to: now + 1 };
    const peak = (resource: ResourceId): number => index.peak(resource, time, now);
    return inTurns(supplies(poolView(pool), catalogue, peak, now));
  });
  const before = await knownLevels(context, pool.id);
  return counted.map((one) => Object.assign(one, { level: levelOf(one, levelIn(before, one.id)) }));
}

function levelIn(levels: ReadonlyMap<string, Level>, supply: string): Level {
  return levels.get(supply) ?? "ample";
}

/** Tells lab admins once when something is nearly or wholly used up, and when there is enough of it again. */
export async function tellLevels(context: LevelsContext, pool: PoolRecord): Promise<void> {
  // What a lab has is not known while it does not answer.
  if (pool.state === "offline") return;
  const { store, clock } = context;
  const known = await knownLevels(context, pool.id);
  for (const supply of await poolLevels(context, pool)) {
    if (supply.level === levelIn(known, supply.id)) continue;
    const body = { type: "pool-level", pool: pool.id, supply } as const;
    await store.appendEvent(null, null, toInstant(clock.now()), body);
    known.set(supply.id, supply.level);
  }
}

/** What was told longer ago than this is told again after a restart. */
const LOOKED_AT = 500;
/** No tenant has this id, so only what is everybody's is found by it. */
const NOBODY = "";

/** As last told; after a restart read from what was told. */
async function knownLevels(
  { store, levels }: LevelsContext,
  pool: string,
): Promise<Map<string, Level>> {
  const known = levels.get(pool);
  if (known !== undefined) return known;
  const found = new Map<string, Level>();
  for (const { body } of await store.eventsBefore(NOBODY, null, LOOKED_AT, null))
    if (body.type === "pool-level" && body.pool === pool && !found.has(body.supply.id))
      found.set(body.supply.id, body.supply.level);
  // Somebody else may have read them too, and told something since: theirs is newer.
  const meanwhile = levels.get(pool) ?? found;
  levels.set(pool, meanwhile);
  return meanwhile;
}
