import { SORTS, type SortId } from "./inventory/sorts.ts";
import {
  poolResourcesSchema,
  type PoolHost,
  type PoolResources,
  type StoragePool,
} from "./pool.ts";
import { withSites } from "./racks.ts";
import { commonVlans } from "./vlans.ts";
import { byKey, FOUND_ADDRESSES, foundName, type Known, type WrittenResources } from "./written.ts";

/**
 * What a lab's driver found together with what a lab admin wrote down. Capacity of hosts and storage is believed of
 * the driver, all that the admin wrote by hand of the admin, everything else of the driver; a host that only the admin
 * knows is down, since the driver cannot use it. What names only its rack stands where that rack is.
 */
export function mergeResources(
  discovered: PoolResources,
  written: WrittenResources | null,
): PoolResources {
  if (written === null) return discovered;
  const { outsideAddresses } = discovered;
  const isLabs = written.found[FOUND_ADDRESSES] !== undefined;
  return withSites({
    ...discovered,
    hosts: hostsOf(discovered, written),
    storage: described(discovered, written),
    ...overlaid(discovered, written),
    vlans: carried(written.vlans, discovered.vlans),
    // No lab says what its placements are to be like.
    weights: written.weights,
    outsideAddresses:
      outsideAddresses === null || isLabs
        ? outsideAddresses
        : preferred(written.outsideAddresses ?? [], outsideAddresses),
  });
}

/** Of the VLANs that the admin wrote down, those that the lab can carry. */
function carried(
  written: PoolResources["vlans"],
  discovered: PoolResources["vlans"],
): PoolResources["vlans"] {
  if (written.length === 0 || discovered.length === 0) return preferred(written, discovered);
  return preferred(commonVlans(written, discovered), discovered);
}

function preferred<T>(first: T[], second: T[]): T[] {
  return first.length > 0 ? first : second;
}

function hostsOf(discovered: PoolResources, written: WrittenResources): PoolHost[] {
  const ids = new Map(written.hosts.map((host) => [host.id, host]));
  const names = new Map(written.hosts.map((host) => [host.name, host]));
  const found = new Set(discovered.hosts.flatMap(({ id, name }) => [id, name]));
  const unknown = written.hosts.filter(({ id, name }) => !found.has(id) && !found.has(name));
  return [
    ...discovered.hosts.map((host) =>
      annotated(host, ids.get(host.id) ?? names.get(host.name), written),
    ),
    ...unknown.map((host): PoolHost => Object.assign({}, host, { state: "down" as const })),
  ];
}

function annotated(
  host: PoolHost,
  notes: PoolHost | undefined,
  { found }: WrittenResources,
): PoolHost {
  if (notes === undefined) return host;
  const { id, name, architecture, cores, memoryMiB, diskGiB } = host;
  const features = [...new Set([...host.features, ...notes.features])];
  const state = host.state === "up" ? notes.state : host.state;
  const noted = over(host, notes, found[foundName("host", notes.id)]);
  return { ...noted, id, name, architecture, cores, memoryMiB, diskGiB, features, state };
}

function described(discovered: PoolResources, { storage, found }: WrittenResources): StoragePool[] {
  const written = new Map(storage.map((item) => [item.id, item]));
  return discovered.storage.map((item) => {
    const notes = written.get(item.id);
    if (notes === undefined) return item;
    const { id, name, capacityGiB, bandwidthMbps, local } = item;
    const noted = over(item, notes, found[foundName("storage", id)]);
    return { ...noted, id, name, capacityGiB, bandwidthMbps, local };
  });
}

/** Of a thing that the lab named itself only the fields that somebody wrote; of any other all that was written. */
function over<T extends object>(item: T, notes: T, fields: readonly string[] | undefined): T {
  if (fields === undefined) return notes;
  const own = Object.entries(notes).filter(([field]) => fields.includes(field));
  return own.length === 0 ? item : Object.assign({}, item, Object.fromEntries(own));
}

/** Sorts of things that are the lab's where it names them, and the admin's where it does not. */
const OVERLAID = ["rack", "switch", "trunk", "cable", "licence"] as const satisfies SortId[];
type Overlaid = Pick<PoolResources, (typeof SORTS)[(typeof OVERLAID)[number]]["collection"]>;

/** All that the lab has now, as it was written over, and what was written by hand. */
function overlaid(discovered: PoolResources, written: WrittenResources): Overlaid {
  const lists = OVERLAID.map((name) => {
    const things = byKey(SORTS[name], discovered);
    for (const [key, notes] of byKey(SORTS[name], written)) {
      const item = things.get(key);
      const fields = written.found[foundName(name, key)];
      // What the lab named itself, and does not any more, has gone.
      if (item === undefined && fields !== undefined) continue;
      things.set(key, over(item ?? notes, notes, fields));
    }
    return [SORTS[name].collection, [...things.values()]];
  });
  return Object.fromEntries(lists) as Overlaid;
}

interface Named {
  readonly id: string;
}

/** What is believed of a lab that does not answer: what was known of it, as it was written down since. */
export function believedOf({ resources, written }: Known): PoolResources {
  if (written === null) return resources;
  const isIn = (items: readonly Named[]): ((item: Named) => boolean) => {
    const ids = new Set(items.map(({ id }) => id));
    return ({ id }) => ids.has(id);
  };
  const isFound = written.found[FOUND_ADDRESSES] !== undefined;
  const last = {
    hosts: resources.hosts.filter(isIn(written.hosts)),
    storage: resources.storage.filter(isIn(written.storage)),
    ...lastOf(resources, written),
    images: resources.images,
    cablesEndAtHost: resources.cablesEndAtHost,
    vlans: written.vlans.length === 0 ? resources.vlans : [],
    downSince: resources.downSince,
    outsideAddresses:
      resources.outsideAddresses === null || isFound ? resources.outsideAddresses : [],
  };
  return mergeResources(poolResourcesSchema.parse(last), written);
}

/** Of the things that were shown those that are the lab's; without those that were taken away since. */
function lastOf(resources: PoolResources, written: WrittenResources): Partial<PoolResources> {
  const lists = OVERLAID.map((name) => {
    const wanted = byKey(SORTS[name], written);
    const shown = [...byKey(SORTS[name], resources)];
    const isFound = (key: string): boolean =>
      wanted.has(key) && written.found[foundName(name, key)] !== undefined;
    return [SORTS[name].collection, shown.flatMap(([key, item]) => (isFound(key) ? [item] : []))];
  });
  return Object.fromEntries(lists);
}
