import { z } from "zod";
import { toInstant } from "../base/clock.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { poolDuring } from "./condition.ts";
import { capacities, resourceIds, type Pool, type PoolHost, type ResourceId } from "./pool.ts";

/** How much there is of one sort of thing that can run out, and how much of it is held. */
export const supplySchema = z.object({
  /** `machines/amd64`, `cores`, `storage/ssd`, `seats/cad` …; for ever the same. */
  id: z.string(),
  title: z.string(),
  held: z.int(),
  capacity: z.int(),
  level: z.enum(["ample", "nearly", "exhausted"]),
});
export type Supply = z.infer<typeof supplySchema>;
export type Level = Supply["level"];

interface Thresholds {
  /** The share held from which on it is nearly used up. */
  readonly nearly: number;
  /** The share below which it is ample again; less, so that it is not told to and fro. */
  readonly ample: number;
}
const THRESHOLDS: Thresholds = { nearly: 0.9, ample: 0.85 };

type Counted = Omit<Supply, "level">;

/**
 * Everything of a pool that can run out, at a moment; what is out of use then counts nothing. A pool that never
 * had some of a thing is not told that it has none.
 */
export function supplies(
  pool: Pool,
  catalogue: Pick<Catalogue, "data">,
  held: (resource: ResourceId) => number,
  now: number,
): readonly Counted[] {
  const moment = { start: toInstant(now), end: toInstant(now + 1) };
  const usable = poolDuring(pool, moment);
  return [...roomForMachines(usable, catalogue, held), ...sums(pool, usable, held)];
}

/** For each architecture the hosts that can take one more of the smallest machine. */
function roomForMachines(
  { id, resources }: Pool,
  { data }: Pick<Catalogue, "data">,
  held: (resource: ResourceId) => number,
): readonly Counted[] {
  const groups = [...Map.groupBy(resources.hosts, ({ architecture }) => architecture)];
  return groups.flatMap(([architecture, hosts]) => {
    const types = data.machineTypes.filter((type) => type.architecture === architecture);
    if (types.length === 0) return [];
    const need = {
      cores: Math.min(...types.map(({ cores }) => cores)),
      memoryMiB: Math.min(...types.map(({ memoryMiB }) => memoryMiB)),
      diskGiB: Math.min(...types.map(({ diskGiB }) => diskGiB)),
    };
    const hasRoom = (host: PoolHost): boolean =>
      host.state === "up" &&
      PARTS.every((part) => host[part] - held(resourceIds.host(id, host.id, part)) >= need[part]);
    const free = hosts.filter(hasRoom).length;
    const title = `Hosts with room for another ${architecture} machine`;
    const capacity = hosts.length;
    return [{ id: `machines/${architecture}`, title, held: capacity - free, capacity }];
  });
}

const PARTS = ["cores", "memoryMiB", "diskGiB"] as const;

function sums(
  pool: Pool,
  usable: Pool,
  held: (resource: ResourceId) => number,
): readonly Counted[] {
  const found = new Map<string, { held: number; capacity: number; ever: number }>();
  const ever = new Map(capacities(pool).map(({ resource, capacity }) => [resource, capacity]));
  for (const { resource, capacity } of capacities(usable)) {
    const name = supplyOf(resource.slice(pool.id.length + 1));
    if (name === null) continue;
    const sum = found.get(name) ?? { held: 0, capacity: 0, ever: 0 };
    found.set(name, {
      // Of what is out of use nothing more can be had, whoever still holds it.
      held: sum.held + Math.min(capacity, held(resource)),
      capacity: sum.capacity + capacity,
      ever: sum.ever + (ever.get(resource) ?? 0),
    });
  }
  return [...found].flatMap(([id, sum]) =>
    sum.ever === 0
      ? []
      : [{ id, title: titleOf(pool, id), held: sum.held, capacity: sum.capacity }],
  );
}

/** Hosts add up, so do VLANs and addresses; storage and seats are told apart. Bandwidth is for placement to weigh. */
function supplyOf(resource: string): string | null {
  const [sort = "", item = "", part = ""] = resource.split("/");
  if (sort === "host") return part === "uplinkMbps" ? null : part;
  if (sort === "storage") return part === "capacityGiB" ? `storage/${item}` : null;
  if (sort === "seats") return resource;
  return sort === "vlan" || sort === "address" ? sort : null;
}

const TITLES: Readonly<Record<string, string>> = {
  cores: "Cores",
  memoryMiB: "Memory in MiB",
  diskGiB: "Disk of hosts in GiB",
  vlan: "VLANs",
  address: "Outside addresses",
};

function titleOf({ resources }: Pool, id: string): string {
  const [sort, ...rest] = id.split("/");
  const item = rest.join("/");
  if (sort === "seats") return `Seats of ${item}`;
  if (sort === "storage")
    return `Storage ${resources.storage.find((one) => one.id === item)?.name ?? item} in GiB`;
  return TITLES[id] ?? id;
}

/** How a supply stands, seen from how it stood. */
export function levelOf(
  { held, capacity }: Counted,
  before: Level,
  { nearly, ample }: Thresholds = THRESHOLDS,
): Level {
  if (held >= capacity) return "exhausted";
  const share = held / capacity;
  if (share >= nearly) return "nearly";
  return before !== "ample" && share >= ample ? "nearly" : "ample";
}
