import { toInstant } from "../../../shared/base/clock.ts";
import { isInScope, type Condition } from "../../../shared/pool/condition.ts";
import type { Affected, Settled } from "../../../shared/pool/outlook.ts";
import { thingOf } from "../../../shared/pool/out-of-use.ts";
import { resourceIds, type PoolResources } from "../../../shared/pool/pool.ts";
import type { HolderClaims } from "../store/reservation-records.ts";
import type { PoolRecord, Store } from "../store/store.ts";

type OutOfUse = Pick<Condition, "scope" | "start" | "end">;

/** Who holds something of what is out of use at some time of that, earliest first. */
export async function affectedBy(
  store: Store,
  pool: PoolRecord,
  outOfUse: OutOfUse,
): Promise<readonly Affected[]> {
  const things = thingsInScope(pool, outOfUse);
  const holders = (await store.poolClaims(pool.id)).flatMap((holder) => {
    const hit = hitBy(holder, things, outOfUse);
    return hit === null ? [] : [{ holder: holder.holder, ...hit }];
  });
  const reservations = await store.reservations({ pool: pool.id });
  const known = new Map(reservations.map((one) => [one.id, one]));
  const tenants = new Map((await store.openEnvironments()).map(({ id, tenant }) => [id, tenant]));
  const found = await Promise.all(
    holders.map(async ({ holder, window, things: hit }): Promise<Affected | null> => {
      const reservation = known.get(holder);
      const owner = reservation ?? (await store.environment(holder, tenants.get(holder) ?? ""));
      if (owner === null) return null;
      const { name, tenant, owner: person } = owner;
      const running = reservation?.started ?? !WAITING.has(owner.state);
      return { id: holder, name, tenant, owner: person, window, running, things: hit };
    }),
  );
  return found
    .flatMap((one) => one ?? [])
    .toSorted((a, b) => (a.window.start < b.window.start ? -1 : 1));
}

const WAITING: ReadonlySet<string> = new Set(["requested", "reserved"]);

/** What has become of those that were affected, once everything was done that could be. */
export async function outcomesOf(
  store: Store,
  pool: PoolRecord,
  outOfUse: OutOfUse,
  affected: readonly Affected[],
): Promise<readonly Settled[]> {
  const still = new Set((await affectedBy(store, pool, outOfUse)).map(({ id }) => id));
  const queued = new Set(
    (await store.reservations({ pool: pool.id, states: ["queued"] })).map(({ id }) => id),
  );
  const outcomeOf = ({ id, running }: Affected): Settled["outcome"] => {
    if (running) return "warned";
    if (queued.has(id)) return "waits";
    return still.has(id) ? "stays" : "moved";
  };
  return affected.map((one) => ({ ...one, outcome: outcomeOf(one) }));
}

/** The beginnings of the resource ids of what is concerned, with the thing's name. */
function thingsInScope({ id, resources }: PoolRecord, { scope }: OutOfUse): Map<string, string> {
  const { hosts, switches, storage }: PoolResources = resources;
  const found = new Map<string, string>();
  for (const host of hosts)
    if (isInScope(scope, "host", host))
      found.set(thingOf(resourceIds.host(id, host.id, "cores")), host.name);
  for (const item of switches)
    if (isInScope(scope, "switch", item))
      found.set(thingOf(resourceIds.switchPorts(id, item.id)), item.name);
  for (const item of storage)
    if (isInScope(scope, "storage", item))
      found.set(thingOf(resourceIds.storage(id, item.id, "capacityGiB")), item.name);
  return found;
}

function hitBy(
  { claims }: HolderClaims,
  things: ReadonlyMap<string, string>,
  { start, end }: OutOfUse,
): { window: Affected["window"]; things: string[] } | null {
  const from = Date.parse(start);
  const to = end === null ? Infinity : Date.parse(end);
  const during = claims.filter((claim) => claim.start < to && from < claim.end);
  const names = during.flatMap(({ resource }) => things.get(thingOf(resource)) ?? []);
  const [first] = during;
  if (names.length === 0 || first === undefined) return null;
  const window = { start: toInstant(first.start), end: toInstant(first.end) };
  return { window, things: [...new Set(names)].toSorted() };
}
