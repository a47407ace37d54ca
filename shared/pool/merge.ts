import { sameJson } from "../design/same-json.ts";
import {
  poolResourcesSchema,
  type PoolHost,
  type PoolResources,
  type StoragePool,
} from "./pool.ts";
import { withSites } from "./racks.ts";
import { commonVlans } from "./vlans.ts";

/**
 * What a lab's driver found together with what a lab admin wrote down. Capacity is believed of the driver, places,
 * owners and notes of the admin; a host that only the admin knows is down, since the driver cannot use it. What names
 * only its rack stands where that rack is.
 */
export function mergeResources(
  discovered: PoolResources,
  written: PoolResources | null,
): PoolResources {
  if (written === null) return discovered;
  const found = new Set(discovered.hosts.flatMap(({ id, name }) => [id, name]));
  const unknown = written.hosts.filter(({ id, name }) => !found.has(id) && !found.has(name));
  return withSites({
    ...discovered,
    hosts: [
      ...discovered.hosts.map((host) => annotated(host, written.hosts)),
      ...unknown.map((host): PoolHost => Object.assign({}, host, { state: "down" as const })),
    ],
    storage: discovered.storage.map((storage) => described(storage, written.storage)),
    switches: preferred(written.switches, discovered.switches),
    trunks: preferred(written.trunks, discovered.trunks),
    seats: preferred(written.seats, discovered.seats),
    racks: preferred(written.racks, discovered.racks),
    cables: preferred(written.cables, discovered.cables),
    vlans: carried(written.vlans, discovered.vlans),
    // No lab says what its placements are to be like.
    weights: written.weights,
    outsideAddresses:
      discovered.outsideAddresses === null
        ? null
        : preferred(written.outsideAddresses ?? [], discovered.outsideAddresses),
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

function annotated(host: PoolHost, written: readonly PoolHost[]): PoolHost {
  const notes = written.find(({ id, name }) => id === host.id || name === host.name);
  if (notes === undefined) return host;
  const { id, name, architecture, cores, memoryMiB, diskGiB } = host;
  const features = [...new Set([...host.features, ...notes.features])];
  const state = host.state === "up" ? notes.state : host.state;
  return { ...notes, id, name, architecture, cores, memoryMiB, diskGiB, features, state };
}

function described(storage: StoragePool, written: readonly StoragePool[]): StoragePool {
  const notes = written.find(({ id }) => id === storage.id);
  if (notes === undefined) return storage;
  const { id, name, capacityGiB, bandwidthMbps } = storage;
  return { ...notes, id, name, capacityGiB, bandwidthMbps };
}

/**
 * What is to be kept as written where resources are wanted. The state and features of a host and the VLANs that
 * nobody changed are the lab's own word, and go when the lab says otherwise.
 */
export function writtenOf(wanted: PoolResources, known: Known): PoolResources {
  const shown = new Map(known.resources.hosts.map((host) => [host.id, host]));
  const noted = new Map((known.written?.hosts ?? []).map((host) => [host.id, host]));
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
  return { ...wanted, hosts, vlans: isSame ? (known.written?.vlans ?? []) : wanted.vlans };
}

interface Named {
  readonly id: string;
}
interface Known {
  readonly resources: PoolResources;
  readonly written: PoolResources | null;
}

/** What is believed of a lab that does not answer: what was known of it, as it was written down since. */
export function believedOf({ resources, written }: Known): PoolResources {
  if (written === null) return resources;
  const isIn = (items: readonly Named[]): ((item: Named) => boolean) => {
    const ids = new Set(items.map(({ id }) => id));
    return ({ id }) => ids.has(id);
  };
  const last = {
    hosts: resources.hosts.filter(isIn(written.hosts)),
    storage: resources.storage.filter(isIn(written.storage)),
    images: resources.images,
    vlans: written.vlans.length === 0 ? resources.vlans : [],
    downSince: resources.downSince,
    outsideAddresses: resources.outsideAddresses === null ? null : [],
  };
  return mergeResources(poolResourcesSchema.parse(last), written);
}
