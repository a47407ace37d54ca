import { z } from "zod";
import { toInstant } from "../base/clock.ts";
import type { Steps } from "../base/steps.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { poolDuring } from "./condition.ts";
import {
  capacities,
  resourceIds,
  type Pool,
  type PoolHost,
  type PoolResources,
  type ResourceCapacity,
  type ResourceId,
} from "./pool.ts";

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

/** So many resources are looked at in one step. */
const IN_A_STEP = 4000;

/**
 * Everything of a pool that can run out, at a moment; what is out of use then counts nothing. A pool that never
 * had some of a thing is not told that it has none.
 */
export function* supplies(
  pool: Pool,
  catalogue: Pick<Catalogue, "data">,
  held: (resource: ResourceId) => number,
  now: number,
): Steps<readonly Counted[]> {
  const moment = { start: toInstant(now), end: toInstant(now + 1) };
  const usable = poolDuring(pool, moment);
  const machines = yield* roomForMachines(usable, catalogue, held);
  return [...machines, ...(yield* sums(pool, usable, held))];
}

/** For each architecture the hosts that can take one more of the smallest machine. */
function* roomForMachines(
  { id, resources }: Pool,
  { data }: Pick<Catalogue, "data">,
  held: (resource: ResourceId) => number,
): Steps<readonly Counted[]> {
  const counted: Counted[] = [];
  for (const [architecture, hosts] of Map.groupBy(resources.hosts, (host) => host.architecture)) {
    const types = data.machineTypes.filter((type) => type.architecture === architecture);
    if (types.length === 0) continue;
    const need = {
      cores: Math.min(...types.map(({ cores }) => cores)),
      memoryMiB: Math.min(...types.map(({ memoryMiB }) => memoryMiB)),
      diskGiB: Math.min(...types.map(({ diskGiB }) => diskGiB)),
    };
    const hasRoom = (host: PoolHost): boolean =>
      host.state === "up" &&
      PARTS.every((part) => host[part] - held(resourceIds.host(id, host.id, part)) >= need[part]);
    let free = 0;
    for (const [number, host] of hosts.entries()) {
      if (number % IN_A_STEP === IN_A_STEP - 1) yield;
      if (hasRoom(host)) free++;
    }
    const title = `Hosts with room for another ${architecture} machine`;
    const capacity = hosts.length;
    counted.push({ id: `machines/${architecture}`, title, held: capacity - free, capacity });
  }
  return counted;
}

const PARTS = ["cores", "memoryMiB", "diskGiB"] as const;

function* sums(
  pool: Pool,
  usable: Pool,
  held: (resource: ResourceId) => number,
): Steps<readonly Counted[]> {
  const found = new Map<string, { held: number; capacity: number }>();
  yield;
  for (const [number, { resource, capacity, supply }] of amountsOf(usable).entries()) {
    if (number % IN_A_STEP === IN_A_STEP - 1) yield;
    const sum = found.get(supply) ?? { held: 0, capacity: 0 };
    found.set(supply, sum);
    // Of what is out of use nothing more can be had, whoever still holds it.
    sum.held += Math.min(capacity, held(resource));
    sum.capacity += capacity;
  }
  yield;
  const ever = new Set<string>();
  for (const { supply, capacity } of amountsOf(pool)) if (capacity > 0) ever.add(supply);
  return [...found].flatMap(([id, sum]) =>
    ever.has(id) ? [{ id, title: titleOf(pool, id), held: sum.held, capacity: sum.capacity }] : [],
  );
}

/** A resource that counts for a supply. */
interface Amount extends ResourceCapacity {
  readonly supply: string;
}

const known = new WeakMap<PoolResources, Map<Pool["id"], readonly Amount[]>>();

/** Remembered by the description of what there is: of a large pool these are tens of thousands. */
function amountsOf(pool: Pool): readonly Amount[] {
  const byPool = known.get(pool.resources) ?? new Map<Pool["id"], readonly Amount[]>();
  known.set(pool.resources, byPool);
  const before = byPool.get(pool.id);
  if (before !== undefined) return before;
  const amounts = capacities(pool).flatMap(({ resource, capacity }) => {
    const supply = supplyOf(resource.slice(pool.id.length + 1));
    return supply === null ? [] : [{ resource, capacity, supply }];
  });
  byPool.set(pool.id, amounts);
  return amounts;
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
