import { z } from "zod";
import { overlaps, type Window } from "../schedule/window.ts";
import type { Pool, PoolHost, PoolResources, PoolSwitch, StoragePool } from "./pool.ts";
import { isInRack, rackKey, rackPlaces } from "./racks.ts";

/**
 * Which things of a pool: one by its id, or all that stand in a rack, by its key, or at a site. The bare name of a
 * rack means all racks of that name.
 */
export const scopeSchema = z.object({
  sort: z.enum(["host", "switch", "storage", "rack", "site"]),
  id: z.string().min(1).max(400),
});
export type Scope = z.infer<typeof scopeSchema>;

/**
 * Why things of a pool must not be used for a time. Who is on them already stays until it ends or is moved;
 * nothing new comes.
 */
export const conditionSchema = z.object({
  id: z.string(),
  scope: scopeSchema,
  /** Draining: it shall become empty. Maintenance: somebody works on it. Quarantine: nobody trusts it. */
  kind: z.enum(["draining", "maintenance", "quarantine"]),
  start: z.iso.datetime(),
  /** Null: until a lab admin ends it. */
  end: z.iso.datetime().nullable(),
  why: z.string().max(500).default(""),
  by: z.string(),
});
export type Condition = z.infer<typeof conditionSchema>;

export type Placed = Pick<PoolHost, "id" | "site" | "rack">;
type Racked = Pick<PoolResources, "hosts" | "switches" | "storage" | "racks">;
type Sort = "host" | "switch" | "storage";

/** True when a thing is among those that a scope names. */
export function isInScope({ sort, id }: Scope, ofSort: Sort, item: Placed): boolean {
  if (sort === "rack") return isInRack(id, item);
  if (sort === "site") return item.site === id;
  return sort === ofSort && item.id === id;
}

/** Every scope that takes a thing in, as `isInScope` tells it. */
export function scopesOver(ofSort: Sort, item: Placed): readonly Scope[] {
  const { id, site, rack } = item;
  const racks = rack === "" ? [] : [...new Set([rack, rackKey(item)])];
  return [
    { sort: ofSort, id },
    ...racks.map((key): Scope => ({ sort: "rack", id: key })),
    ...(site === "" ? [] : [{ sort: "site", id: site } as const]),
  ];
}

/** True when there is something of a pool that a scope names, be it an empty rack. */
export function isAnyInScope(resources: Racked, scope: Scope): boolean {
  const { hosts, switches, storage } = resources;
  return (
    hosts.some((host) => isInScope(scope, "host", host)) ||
    switches.some((item) => isInScope(scope, "switch", item)) ||
    storage.some((item) => isInScope(scope, "storage", item)) ||
    racksInScope(resources, scope).length > 0
  );
}

/** The keys of the racks that a scope takes in as a whole: one, or all at a site or of a name. */
export function racksInScope(resources: Racked, scope: Scope): readonly string[] {
  const places = rackPlaces(resources).filter((place) =>
    isInScope(scope, "host", { id: "", ...place }),
  );
  return [...new Set(places.map(rackKey))];
}

/** True while a condition holds at some time in a window. */
export function isDuring(condition: Condition, window: Window): boolean {
  const { start, end } = condition;
  if (end === null) return Date.parse(start) < Date.parse(window.end);
  return Date.parse(start) < Date.parse(end) && overlaps({ start, end }, window);
}

/** The condition of a thing at some time in a window; the gravest, when there are several. */
export function conditionOf(
  { conditions }: Pick<Pool, "conditions">,
  sort: Sort,
  item: Placed,
  window: Window,
): Condition | null {
  // Ten thousand things are asked about, and mostly there is none.
  if (conditions.length === 0) return null;
  const holding = conditions.filter(
    (condition) => isInScope(condition.scope, sort, item) && isDuring(condition, window),
  );
  const gravest = holding.toSorted((a, b) => GRAVITY[b.kind] - GRAVITY[a.kind]);
  return gravest[0] ?? null;
}

const GRAVITY = { draining: 0, maintenance: 1, quarantine: 2 } as const;

/** The pool as whoever wants to use it all through a window finds it: what is out of use then has nothing to give. */
export function poolDuring(pool: Pool, window: Window): Pool {
  const holding = pool.conditions.filter((condition) => isDuring(condition, window));
  if (holding.length === 0) return pool;
  return { ...pool, resources: usableOf(pool.resources, holding) };
}

/** So many combinations of what is out of use at the same time are remembered of a pool. */
const KEPT = 8;
const known = new WeakMap<PoolResources, Map<string, PoolResources>>();

/**
 * The same object for the same things out of use, since what is known of a pool's resources is remembered by them, and
 * thousands may be placed while a site is emptied.
 */
function usableOf(resources: PoolResources, holding: readonly Condition[]): PoolResources {
  const scopes = holding.map(({ scope }) => scope);
  const key = JSON.stringify(scopes);
  const remembered = known.get(resources) ?? new Map<string, PoolResources>();
  known.set(resources, remembered);
  const found = remembered.get(key) ?? without(resources, scopes);
  remembered.delete(key);
  remembered.set(key, found);
  for (const old of [...remembered.keys()].slice(0, -KEPT)) remembered.delete(old);
  return found;
}

function without(resources: PoolResources, scopes: readonly Scope[]): PoolResources {
  const isOut = (sort: Sort, item: Placed): boolean =>
    scopes.some((scope) => isInScope(scope, sort, item));
  const { hosts, switches, storage } = resources;
  return {
    ...resources,
    hosts: hosts.map((host) => (isOut("host", host) ? withoutUse(host) : host)),
    switches: switches.map((item) => (isOut("switch", item) ? withoutPorts(item) : item)),
    storage: storage.map((item) => (isOut("storage", item) ? withoutSpace(item) : item)),
  };
}

function withoutUse(host: PoolHost): PoolHost {
  return host.state === "up" ? { ...host, state: "drained" } : host;
}

function withoutPorts(item: PoolSwitch): PoolSwitch {
  return { ...item, ports: 0 };
}

function withoutSpace(item: StoragePool): StoragePool {
  return { ...item, capacityGiB: 0, bandwidthMbps: 0 };
}
