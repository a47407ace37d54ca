import { toInstant } from "../../../shared/base/clock.ts";
import type { Steps } from "../../../shared/base/steps.ts";
import { isInScope, type Placed, type Scope } from "../../../shared/pool/condition.ts";
import type { HeldOf } from "../../../shared/pool/held-of.ts";
import type { Affected, Holder } from "../../../shared/pool/outlook.ts";
import { resourceIds, type ResourceId } from "../../../shared/pool/pool.ts";
import { vlansIn } from "../../../shared/pool/vlans.ts";
import type { ClaimIndex, HeldClaim } from "../../../shared/reservations/claim-index.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { inTurns } from "../in-turns.ts";
import type { ReservationsContext } from "../reservations/context.ts";
import { maySee, melted, type Asker } from "../reservations/shown.ts";
import { chunks } from "../store/operations/rows.ts";
import type { PoolRecord } from "../store/store.ts";

export type HoldersContext = Pick<ReservationsContext, "store" | "held" | "clock">;

/** Until when; null: for ever. */
export interface Time {
  readonly start: string;
  readonly end: string | null;
}

/** Who has something, and of what. */
export interface Hit {
  readonly id: string;
  readonly claim: HeldClaim;
  readonly things: Set<string>;
}

/** Who holds something of any of these at some time, earliest first. Looks at nothing else. */
export async function holdersOf(
  context: HoldersContext,
  pool: PoolRecord,
  of: readonly HeldOf[],
  time: Time,
): Promise<readonly Affected[]> {
  return named(context, await hitsOf(context, pool, of, time));
}

/** Their claims, earliest first; nothing is read of them. */
export async function hitsOf(
  { held, clock }: HoldersContext,
  pool: PoolRecord,
  of: readonly HeldOf[],
  time: Time,
): Promise<readonly Hit[]> {
  const hits = await held.use(pool.id, (index) =>
    inTurns(hitsOn(index, pool, of, { ...time, now: clock.now() })),
  );
  return hits.sort((a, b) => a.claim.start - b.claim.start || (a.id < b.id ? -1 : 1));
}

/** Who they are, in that order. Whoever has gone meanwhile is left out. */
export async function named(
  { store }: HoldersContext,
  hits: readonly Hit[],
): Promise<readonly Affected[]> {
  const holders: Affected[] = [];
  for (const some of chunks(hits)) {
    const found = await store.reservations({ ids: some.map(({ id }) => id) });
    const reservations = new Map(found.map((one) => [one.id, one]));
    const isOther = some.some(({ id }) => !reservations.has(id));
    const open = isOther ? await store.openEnvironments() : [];
    const tenants = new Map(open.map(({ id, tenant }) => [id, tenant]));
    for (const { id, claim, things } of some) {
      const reservation = reservations.get(id);
      const owner = reservation ?? (await store.environment(id, tenants.get(id) ?? ""));
      if (owner === null) continue;
      const { name, tenant, owner: person, state } = owner;
      const window = { start: toInstant(claim.start), end: toInstant(claim.end) };
      const running = reservation?.started ?? !WAITING.has(state);
      holders.push({
        id,
        name,
        tenant,
        owner: person,
        window,
        running,
        things: [...things].sort(),
      });
    }
  }
  return holders;
}

/** Environments that are not there yet. */
export const WAITING: ReadonlySet<string> = new Set(["requested", "reserved"]);

/**
 * What of that an asker may know: their own, and of each thing when others have it. Theirs are melted into one time
 * where they touch, so that it cannot be told how many they are, nor what else they have.
 */
export function holdersShownTo(asker: Asker, holders: readonly Affected[]): Holder[] {
  const own = holders.filter((one) => maySee(asker, one));
  const strangers = melt(holders.filter((one) => !maySee(asker, one)));
  return [...own, ...strangers].sort((a, b) => (a.window.start < b.window.start ? -1 : 1));
}

/** What may be told of somebody else's claims. */
export function strangersOf(hits: readonly Hit[]): readonly Holder[] {
  return melt(
    hits.map(({ claim: { start, end }, things }) => ({
      things,
      window: { start: toInstant(start), end: toInstant(end) },
    })),
  );
}

function melt(
  others: readonly { readonly things: Iterable<string>; readonly window: Window }[],
): readonly Holder[] {
  const byThing = Map.groupBy(
    others.flatMap(({ things, window }) => [...things].map((thing) => ({ thing, window }))),
    ({ thing }) => thing,
  );
  return [...byThing].flatMap(([thing, spans]) =>
    melted(spans.map(({ window }) => window)).map((window) => stranger(window, thing)),
  );
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
  const things = thingsOf(resources);
  const only = things.get(`${scope.sort}/${scope.id}`);
  // Hundreds are asked about one by one: all others need not be looked at for each.
  const meant = isOfThing(scope)
    ? [only ?? []].flat()
    : [...things.values()].filter(({ sort, item }) => isInScope(scope, sort, item));
  return meant.flatMap(({ sort, item }) =>
    PARTS[sort](id, item.id).map((resource): Named => [resource, item.name]),
  );
}

function isOfThing({ sort }: Scope): boolean {
  return sort !== "rack" && sort !== "site";
}

interface Thing {
  readonly sort: "host" | "switch" | "storage";
  readonly item: Placed & { readonly name: string };
}

const known = new WeakMap<PoolRecord["resources"], ReadonlyMap<string, Thing>>();

/** By sort and id. Remembered: there are tens of thousands of them. */
function thingsOf(resources: PoolRecord["resources"]): ReadonlyMap<string, Thing> {
  const before = known.get(resources);
  if (before !== undefined) return before;
  const things = new Map<string, Thing>();
  for (const item of resources.hosts) things.set(`host/${item.id}`, { sort: "host", item });
  for (const item of resources.switches) things.set(`switch/${item.id}`, { sort: "switch", item });
  for (const item of resources.storage) things.set(`storage/${item.id}`, { sort: "storage", item });
  known.set(resources, things);
  return things;
}

const PARTS: Readonly<Record<Thing["sort"], (pool: string, id: string) => readonly ResourceId[]>> =
  {
    host: (pool, id) => HOST_PARTS.map((part) => resourceIds.host(pool, id, part)),
    switch: (pool, id) => [resourceIds.switchPorts(pool, id)],
    storage: (pool, id) => STORAGE_PARTS.map((part) => resourceIds.storage(pool, id, part)),
  };

const HOST_PARTS = ["cores", "memoryMiB", "diskGiB", "uplinkMbps"] as const;
const STORAGE_PARTS = ["capacityGiB", "bandwidthMbps"] as const;

/** So many resources are looked at in one turn. */
const IN_A_TURN = 2000;

function* hitsOn(
  index: ClaimIndex,
  pool: Pooled,
  of: readonly HeldOf[],
  { start, end, now }: Time & { readonly now: number },
): Steps<Hit[]> {
  const from = Date.parse(start);
  // What was not given back by its end is held on.
  const time = {
    from: from <= now ? -Infinity : from,
    to: end === null ? Infinity : Date.parse(end),
  };
  const hits = new Map<string, Hit>();
  for (const one of of)
    for (const some of chunks(resourcesOf(pool, one), IN_A_TURN)) {
      for (const [resource, name] of some) addHits(hits, name, index.holdersOf(resource, time));
      yield;
    }
  return [...hits.values()];
}

function addHits(
  hits: Map<string, Hit>,
  name: string,
  holders: ReturnType<ClaimIndex["holdersOf"]>,
): void {
  for (const [id, claim] of holders) {
    const hit = hits.get(id) ?? { id, claim, things: new Set() };
    hit.things.add(name);
    hits.set(id, hit);
  }
}
