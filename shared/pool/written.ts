import { z } from "zod";
import { sameJson } from "../design/same-json.ts";
import { SORTS, type InventorySort, type Item, type SortId } from "./inventory/sorts.ts";
import { poolResourcesSchema, type PoolHost, type PoolResources } from "./pool.ts";

/**
 * What lab admins wrote down of a lab: all of it as they want it, and what of that is the lab's own word. `found` has
 * each thing that the lab itself named, as `trunk core-leaf`, with those of its fields that somebody wrote over what
 * the lab says of them. What is not in it was written by hand and stays so; before it was kept, all was.
 */
export const writtenSchema = poolResourcesSchema.extend({
  found: z.record(z.string(), z.array(z.string())).default({}),
});
export type WrittenResources = z.infer<typeof writtenSchema>;

/** What is known of a lab: as it is shown, and as it was written down. */
export interface Known {
  readonly resources: PoolResources;
  readonly written: WrittenResources | null;
}

/** What a thing is called in `found`. */
export function foundName(sort: SortId, key: string): string {
  return `${sort} ${key}`;
}

/** The name in `found` of addresses that the lab itself gave. */
export const FOUND_ADDRESSES = "addresses";

/**
 * What is to be kept as written where resources are wanted. The state and features of a host and the VLANs that
 * nobody changed are the lab's own word, and go when the lab says otherwise; so do things that nobody wrote down, and
 * of each of them the fields that nobody changed.
 */
export function writtenOf(wanted: PoolResources, known: Known): WrittenResources {
  const { written } = known;
  const shown = new Map(known.resources.hosts.map((host) => [host.id, host]));
  const noted = new Map((written?.hosts ?? []).map((host) => [host.id, host]));
  const hosts = wanted.hosts.map((host): PoolHost => {
    const was = shown.get(host.id);
    if (was === undefined) return host;
    const own = noted.get(host.id);
    const found = new Set(
      was.features.filter((feature) => own?.features.includes(feature) !== true),
    );
    const state = was.state === host.state ? (own?.state ?? "up") : host.state;
    return { ...host, state, features: host.features.filter((feature) => !found.has(feature)) };
  });
  const isSame = sameJson(wanted.vlans, known.resources.vlans);
  const vlans = isSame ? (written?.vlans ?? []) : wanted.vlans;
  return { ...wanted, hosts, vlans, found: foundOf(wanted, known) };
}

function foundOf(wanted: PoolResources, known: Known): WrittenResources["found"] {
  const found: WrittenResources["found"] = {};
  for (const [name, sort] of Object.entries(SORTS)) {
    const shown = byKey(sort, known.resources);
    const before = known.written === null ? new Map<string, Item>() : byKey(sort, known.written);
    for (const [key, item] of byKey(sort, wanted)) {
      const was = shown.get(key);
      const id = foundName(name as SortId, key);
      const over = known.written?.found[id];
      const isByHand = was === undefined || (before.has(key) && over === undefined);
      if (!isByHand) found[id] = [...new Set([...(over ?? []), ...changed(was, item)])];
    }
  }
  if (areFound(wanted, known)) found[FOUND_ADDRESSES] = [];
  return found;
}

function areFound({ outsideAddresses }: PoolResources, { resources, written }: Known): boolean {
  const isOwn = written === null || written.found[FOUND_ADDRESSES] !== undefined;
  return isOwn && sameJson(outsideAddresses, resources.outsideAddresses);
}

function changed(was: Item, item: Item): readonly string[] {
  if (was === item) return [];
  return Object.keys({ ...was, ...item }).filter((field) => !sameJson(was[field], item[field]));
}

/** The things of one sort by what tells one from all others. */
export function byKey(sort: InventorySort, of: PoolResources): Map<string, Item> {
  return new Map(of[sort.collection].map((item): [string, Item] => [sort.key(item), item]));
}
