import { toInstant } from "../../../shared/base/clock.ts";
import { isInScope, type Scope } from "../../../shared/pool/condition.ts";
import type { HeldOf } from "../../../shared/pool/held-of.ts";
import type { Affected, Holder } from "../../../shared/pool/outlook.ts";
import { resourceIds, type ResourceId } from "../../../shared/pool/pool.ts";
import { vlansIn } from "../../../shared/pool/vlans.ts";
import type { ClaimIndex, HeldClaim } from "../../../shared/reservations/claim-index.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationsContext } from "../reservations/context.ts";
import { maySee, melted, type Asker } from "../reservations/shown.ts";
import { chunks } from "../store/operations/rows.ts";
import type { ReservationRecord } from "../store/reservation-records.ts";
import type { PoolRecord } from "../store/store.ts";

export type HoldersContext = Pick<ReservationsContext, "store" | "held" | "clock">;

/** Until when; null: for ever. */
interface Time {
  readonly start: string;
  readonly end: string | null;
}

interface Hit {
  readonly claim: HeldClaim;
  readonly things: Set<string>;
}

/** Who holds something of any of these at some time, earliest first. Looks at nothing else. */
export async function holdersOf(
  { store, held, clock }: HoldersContext,
  pool: PoolRecord,
  of: readonly HeldOf[],
  time: Time,
): Promise<readonly Affected[]> {
  const resources = of.flatMap((one) => resourcesOf(pool, one));
  const hits = await held.use(pool.id, (index) => hitsOn(index, resources, time, clock.now()));
  if (hits.size === 0) return [];
  const reservations = new Map<string, ReservationRecord>();
  for (const ids of chunks([...hits.keys()]))
    for (const one of await store.reservations({ ids })) reservations.set(one.id, one);
  const isOther = [...hits.keys()].some((id) => !reservations.has(id));
  const open = isOther ? await store.openEnvironments() : [];
  const tenants = new Map(open.map(({ id, tenant }) => [id, tenant]));
  const holders: Affected[] = [];
  for (const [id, { claim, things }] of hits) {
    const reservation = reservations.get(id);
    const owner = reservation ?? (await store.environment(id, tenants.get(id) ?? ""));
    if (owner === null) continue;
    const { name, tenant, owner: person, state } = owner;
    const window = { start: toInstant(claim.start), end: toInstant(claim.end) };
    const running = reservation?.started ?? !WAITING.has(state);
    holders.push({ id, name, tenant, owner: person, window, running, things: [...things].sort() });
  }
  return holders.sort((a, b) => (a.window.start < b.window.start ? -1 : 1));
}

const WAITING: ReadonlySet<string> = new Set(["requested", "reserved"]);

/**
 * What of that an asker may know: their own, and of each thing when others have it. Theirs are melted into one time
 * where they touch, so that it cannot be told how many they are, nor what else they have.
 */
export function holdersShownTo(asker: Asker, holders: readonly Affected[]): Holder[] {
  const own = holders.filter((one) => maySee(asker, one));
  const others = holders.filter((one) => !maySee(asker, one));
  const byThing = Map.groupBy(
    others.flatMap(({ things, window }) => things.map((thing) => ({ thing, window }))),
    ({ thing }) => thing,
  );
  const strangers = [...byThing].flatMap(([thing, spans]) =>
    melted(spans.map(({ window }) => window)).map((window) => stranger(window, thing)),
  );
  return [...own, ...strangers].sort((a, b) => (a.window.start < b.window.start ? -1 : 1));
}

function stranger(window: Window, thing: string): Holder {
  return {
    id: null,
    name: null,
    tenant: null,
    owner: null,
    running: null,
    window,
    things: [thing],
  };
}

type Pooled = Pick<PoolRecord, "id" | "resources">;
type Named = readonly [ResourceId, string];

/** The resources of what is meant, with the thing's name. */
function resourcesOf({ id, resources }: Pooled, { sort, id: thing }: HeldOf): readonly Named[] {
  switch (sort) {
    case "trunk":
      return [[resourceIds.trunk(id, thing), thing]];
    case "licence":
      return [[resourceIds.seats(id, thing), thing]];
    case "vlans":
      return Array.from(vlansIn(resources.vlans), (vlan): Named => [
        resourceIds.vlan(id, vlan),
        `VLAN ${vlan}`,
      ]);
    case "addresses":
      return (resources.outsideAddresses ?? []).map((address) => [
        resourceIds.outsideAddress(id, address),
        address,
      ]);
    case "host":
    case "switch":
    case "storage":
    case "rack":
    case "site":
      return inScope({ id, resources }, { sort, id: thing });
  }
}

function inScope({ id, resources }: Pooled, scope: Scope): readonly Named[] {
  const hosts = resources.hosts
    .filter((host) => isInScope(scope, "host", host))
    .flatMap((host) =>
      HOST_PARTS.map((part): Named => [resourceIds.host(id, host.id, part), host.name]),
    );
  const switches = resources.switches
    .filter((item) => isInScope(scope, "switch", item))
    .map((item): Named => [resourceIds.switchPorts(id, item.id), item.name]);
  const storage = resources.storage
    .filter((item) => isInScope(scope, "storage", item))
    .flatMap((item) =>
      STORAGE_PARTS.map((part): Named => [resourceIds.storage(id, item.id, part), item.name]),
    );
  return [...hosts, ...switches, ...storage];
}

const HOST_PARTS = ["cores", "memoryMiB", "diskGiB", "uplinkMbps"] as const;
const STORAGE_PARTS = ["capacityGiB", "bandwidthMbps"] as const;

function hitsOn(
  index: ClaimIndex,
  resources: readonly Named[],
  { start, end }: Time,
  now: number,
): Map<string, Hit> {
  const from = Date.parse(start);
  // What was not given back by its end is held on.
  const time = {
    from: from <= now ? -Infinity : from,
    to: end === null ? Infinity : Date.parse(end),
  };
  const hits = new Map<string, Hit>();
  for (const [resource, name] of resources)
    for (const [holder, claim] of index.holdersOf(resource, time)) {
      const hit = hits.get(holder) ?? { claim, things: new Set() };
      hit.things.add(name);
      hits.set(holder, hit);
    }
  return hits;
}
