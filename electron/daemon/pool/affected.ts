import { toInstant } from "../../../shared/base/clock.ts";
import { isInScope, type Condition } from "../../../shared/pool/condition.ts";
import type { Affected, Settled } from "../../../shared/pool/outlook.ts";
import { resourceIds } from "../../../shared/pool/pool.ts";
import type { ClaimIndex, HeldClaim } from "../../../shared/reservations/claim-index.ts";
import type { ReservationsContext } from "../reservations/context.ts";
import type { PoolRecord } from "../store/store.ts";

type OutOfUse = Pick<Condition, "scope" | "start" | "end">;
type AffectedContext = Pick<ReservationsContext, "store" | "held">;

interface Hit {
  readonly claim: HeldClaim;
  readonly things: Set<string>;
}

/** Who holds something of what is out of use at some time of that, earliest first. Looks at nothing else. */
export async function affectedBy(
  { store, held }: AffectedContext,
  pool: PoolRecord,
  outOfUse: OutOfUse,
): Promise<readonly Affected[]> {
  const resources = resourcesInScope(pool, outOfUse);
  const hits = await held.use(pool.id, (index) => hitsOn(index, resources, outOfUse));
  if (hits.size === 0) return [];
  const known = await store.reservations({ ids: [...hits.keys()] });
  const reservations = new Map(known.map((one) => [one.id, one]));
  const isOther = [...hits.keys()].some((id) => !reservations.has(id));
  const open = isOther ? await store.openEnvironments() : [];
  const tenants = new Map(open.map(({ id, tenant }) => [id, tenant]));
  const affected: Affected[] = [];
  for (const [id, { claim, things }] of hits) {
    const reservation = reservations.get(id);
    const owner = reservation ?? (await store.environment(id, tenants.get(id) ?? ""));
    if (owner === null) continue;
    const { name, tenant, owner: person, state } = owner;
    const window = { start: toInstant(claim.start), end: toInstant(claim.end) };
    const running = reservation?.started ?? !WAITING.has(state);
    affected.push({ id, name, tenant, owner: person, window, running, things: [...things].sort() });
  }
  return affected.sort((a, b) => (a.window.start < b.window.start ? -1 : 1));
}

const WAITING: ReadonlySet<string> = new Set(["requested", "reserved"]);

/** What has become of those that were affected, once everything was done that could be. */
export async function outcomesOf(
  context: AffectedContext,
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

/** The resources of what is concerned, with the thing's name. */
function resourcesInScope(
  { id, resources }: PoolRecord,
  { scope }: OutOfUse,
): readonly (readonly [string, string])[] {
  const hosts = resources.hosts
    .filter((host) => isInScope(scope, "host", host))
    .flatMap((host) =>
      HOST_PARTS.map((part) => [resourceIds.host(id, host.id, part), host.name] as const),
    );
  const switches = resources.switches
    .filter((item) => isInScope(scope, "switch", item))
    .map((item) => [resourceIds.switchPorts(id, item.id), item.name] as const);
  const storage = resources.storage
    .filter((item) => isInScope(scope, "storage", item))
    .flatMap((item) =>
      STORAGE_PARTS.map((part) => [resourceIds.storage(id, item.id, part), item.name] as const),
    );
  return [...hosts, ...switches, ...storage];
}

const HOST_PARTS = ["cores", "memoryMiB", "diskGiB", "uplinkMbps"] as const;
const STORAGE_PARTS = ["capacityGiB", "bandwidthMbps"] as const;

function hitsOn(
  index: ClaimIndex,
  resources: readonly (readonly [string, string])[],
  { start, end }: OutOfUse,
): Map<string, Hit> {
  const time = { from: Date.parse(start), to: end === null ? Infinity : Date.parse(end) };
  const hits = new Map<string, Hit>();
  for (const [resource, name] of resources)
    for (const [holder, claim] of index.holdersOf(resource, time)) {
      const hit = hits.get(holder) ?? { claim, things: new Set() };
      hit.things.add(name);
      hits.set(holder, hit);
    }
  return hits;
}
