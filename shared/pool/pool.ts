import { z } from "zod";
import { faultSchema } from "../base/wire-fault.ts";
import { architectureSchema } from "../catalogue/catalogue.ts";
import { conditionSchema } from "./condition.ts";
import { furtherUplinks } from "./uplinks.ts";
import { vlansIn, vlansSchema } from "./vlans.ts";

const poolItemIdSchema = z.string().min(1).max(128);

/** What a lab admin notes on any thing of the lab; nothing of it changes what the thing can do. */
const notesSchema = z.object({
  tags: z.array(z.string()).default([]),
  /** Who it belongs to: a person, a team, a project. */
  owner: z.string().default(""),
  note: z.string().default(""),
  /** Whatever else is worth knowing, such as a serial number. */
  properties: z.record(z.string(), z.string()).default({}),
});

/** What stands somewhere in the lab. */
const thingSchema = notesSchema.extend({
  id: poolItemIdSchema,
  name: z.string(),
  site: z.string().default(""),
  rack: z.string().default(""),
  /** The lowest rack unit it takes, from 1 at the bottom; null where nobody wrote it down. */
  position: z.int().min(1).nullable().default(null),
  /** Its height in rack units. */
  units: z.int().min(1).max(60).default(1),
});

/** A machine of the lab that instances run on. Capacity is what Labwright may use of it. */
export const hostSchema = thingSchema.extend({
  architecture: architectureSchema,
  cores: z.number().min(0),
  memoryMiB: z.number().min(0),
  diskGiB: z.number().min(0),
  features: z.array(z.string()).default([]),
  /** Serves one machine at a time, whatever that leaves unused. */
  exclusive: z.boolean().default(false),
  /** What an hour of it costs the lab, in whatever unit all hosts of the pool use. */
  hourlyCost: z.number().min(0).default(0),
  /** The pool switch its network card is plugged into, and that cable's speed. */
  switch: poolItemIdSchema.nullable().default(null),
  uplinkMbps: z.number().min(0).default(0),
  /** Equal ports that this speed is made of: one link can have no more than one of them gives. */
  ports: z.int().min(1).default(1),
  state: z.enum(["up", "down", "drained"]).default("up"),
});

export const poolSwitchSchema = thingSchema.extend({
  /** Ports that designs may take; those with hosts plugged in are not among them. */
  ports: z.int().min(0),
  speedMbps: z.number().min(0),
});

/** A cable (or bundle) between two pool switches. The trunks of a pool form a forest. */
export const trunkSchema = z.object({
  id: poolItemIdSchema,
  from: poolItemIdSchema,
  to: poolItemIdSchema,
  bandwidthMbps: z.number().min(0),
});

export const storagePoolSchema = thingSchema.extend({
  capacityGiB: z.number().min(0),
  bandwidthMbps: z.number().min(0),
  /** Each host has its own of it: a volume is with its machines, and only those of one host share it. */
  local: z.boolean().default(false),
});

/** A frame that hosts, switches and storage stand in. */
export const rackSchema = z.object({
  name: z.string().min(1).max(128),
  site: z.string().default(""),
  units: z.int().min(1).max(60).default(42),
});

/**
 * One cable: two ports of two things, by their ids. For people, since what bandwidth there is says the trunk or the
 * uplink; unless it has a speed and leads from a host to another switch than the host's own (see uplinks.ts).
 */
export const cableSchema = z.object({
  from: z.object({ item: poolItemIdSchema, port: z.string().max(64) }),
  to: z.object({ item: poolItemIdSchema, port: z.string().max(64) }),
  label: z.string().default(""),
  speedMbps: z.number().min(0).optional(),
});

/** Seats of a licence product that the lab owns. */
export const seatsSchema = z.object({
  product: z.string().min(1),
  seats: z.int().min(0),
  /** When the licence's term ends; left out or null: never. */
  until: z.iso.datetime().nullable().optional(),
  owner: z.string().optional(),
  note: z.string().optional(),
});

/**
 * What a lab admin wants placements to be like, in links between switches: how many of them one host more, one
 * host broken into, the dearest host or two equal machines on one host are worth.
 */
export const placementWeightsSchema = z.object({
  trunks: z.number().min(0).default(1),
  hosts: z.number().min(0).default(0.05),
  wholeHosts: z.number().min(0).default(0),
  cost: z.number().min(0).default(0),
  spread: z.number().min(0).default(0),
});

export type PlacementWeights = z.infer<typeof placementWeightsSchema>;

/** What a pool has, as its driver discovered it or a lab admin wrote it down. */
export const poolResourcesSchema = z.object({
  hosts: z.array(hostSchema),
  /** Real switches; none listed: the driver makes a design's switches in software, and counts nothing. */
  switches: z.array(poolSwitchSchema).default([]),
  trunks: z.array(trunkSchema).default([]),
  /** What joins two machines without a subnet leads from no host to another. */
  cablesEndAtHost: z.boolean().default(false),
  weights: placementWeightsSchema.prefault({}),
  storage: z.array(storagePoolSchema).default([]),
  seats: z.array(seatsSchema).default([]),
  racks: z.array(rackSchema).default([]),
  cables: z.array(cableSchema).default([]),
  /** Since when each host that is not up has not been, as far as anybody saw it. */
  downSince: z.record(z.string(), z.iso.datetime()).default({}),
  /** None where the driver needs none. */
  vlans: vlansSchema,
  /** Addresses by which the outside reaches an environment, or null where the driver gives a way out by itself. */
  outsideAddresses: z.array(z.string()).nullable().default([]),
  /** Operating systems it has an image for, or null for any. */
  images: z
    .array(
      z.object({ alias: z.string(), architecture: architectureSchema, description: z.string() }),
    )
    .nullable()
    .default(null),
  /** That the lab is reached by another server than the one that was named, and why; left out or null: it is not. */
  detour: faultSchema.nullable().optional(),
});

export const poolSchema = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  state: z.enum(["online", "offline"]),
  /** When the resources were last discovered: while it is offline, when it was last heard of. */
  refreshedAt: z.iso.datetime(),
  /** Why it is offline. */
  away: faultSchema.nullable().optional(),
  resources: poolResourcesSchema,
  /** What must not be used for a time, and why. */
  conditions: z.array(conditionSchema).default([]),
});

export type PoolSwitch = z.infer<typeof poolSwitchSchema>;
export type StoragePool = z.infer<typeof storagePoolSchema>;
export type PoolHost = z.infer<typeof hostSchema>;
export type PoolResources = z.infer<typeof poolResourcesSchema>;
export type Pool = z.infer<typeof poolSchema>;

/** Names one countable thing of a pool: what a claim holds and the store guards. */
export type ResourceId = string;

/** `quantity` of a resource that one environment holds for its window; integers only. */
export const claimSchema = z.object({ resource: z.string(), quantity: z.int().min(1) });
export type Claim = z.infer<typeof claimSchema>;

export interface ResourceCapacity {
  readonly resource: ResourceId;
  readonly capacity: number;
}

type HostPart = "cores" | "memoryMiB" | "diskGiB" | "uplinkMbps";

export const resourceIds = {
  host: (pool: string, host: string, part: HostPart): ResourceId => `${pool}/host/${host}/${part}`,
  /** Cables of a host to a switch beside its own. */
  furtherUplink: (pool: string, host: string, to: string): ResourceId =>
    `${pool}/host/${host}/uplinkMbps/${to}`,
  switchPorts: (pool: string, id: string): ResourceId => `${pool}/switch/${id}/ports`,
  trunk: (pool: string, id: string): ResourceId => `${pool}/trunk/${id}/bandwidthMbps`,
  storage: (pool: string, id: string, part: "capacityGiB" | "bandwidthMbps"): ResourceId =>
    `${pool}/storage/${id}/${part}`,
  seats: (pool: string, product: string): ResourceId => `${pool}/seats/${product}`,
  vlan: (pool: string, vlan: number): ResourceId => `${pool}/vlan/${vlan}`,
  outsideAddress: (pool: string, address: string): ResourceId => `${pool}/address/${address}`,
} as const;

/** Every resource of a pool with how much of it there is; down and drained hosts count nothing. */
export function capacities(pool: Pool): readonly ResourceCapacity[] {
  const { resources, id } = pool;
  const list: ResourceCapacity[] = [];
  const add = (resource: ResourceId, capacity: number): void => {
    list.push({ resource, capacity: Math.floor(capacity) });
  };
  const further = furtherUplinks(resources);
  for (const host of resources.hosts) {
    const share = host.state === "up" ? 1 : 0;
    for (const part of ["cores", "memoryMiB", "diskGiB", "uplinkMbps"] as const)
      add(resourceIds.host(id, host.id, part), host[part] * share);
    for (const { switch: to, mbps } of further.get(host.id) ?? [])
      add(resourceIds.furtherUplink(id, host.id, to), mbps * share);
  }
  for (const item of resources.switches) add(resourceIds.switchPorts(id, item.id), item.ports);
  for (const trunk of resources.trunks) add(resourceIds.trunk(id, trunk.id), trunk.bandwidthMbps);
  for (const storage of resources.storage)
    for (const part of ["capacityGiB", "bandwidthMbps"] as const)
      add(resourceIds.storage(id, storage.id, part), storage[part]);
  for (const { product, seats } of resources.seats) add(resourceIds.seats(id, product), seats);
  for (const vlan of vlansIn(resources.vlans)) add(resourceIds.vlan(id, vlan), 1);
  for (const address of resources.outsideAddresses ?? [])
    add(resourceIds.outsideAddress(id, address), 1);
  return list;
}
