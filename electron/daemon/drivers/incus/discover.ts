import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import {
  poolResourcesSchema,
  type PoolResources,
  type storagePoolSchema,
} from "../../../../shared/pool/pool.ts";
import type { VlanBridge } from "../../../../shared/protocol/vlan-bridge.ts";
import { architectureOf } from "./architectures.ts";
import { refused, type Outcome } from "./client/failure.ts";
import { apiPath, type RestClient } from "./client/rest.ts";
import { listImages } from "./images.ts";
import type { ServerFacts } from "./server.ts";

const resourcesSchema = z.looseObject({
  cpu: z.looseObject({ total: z.number() }),
  memory: z.looseObject({ total: z.number() }),
});

const spaceSchema = z.looseObject({
  space: z.looseObject({ used: z.number().default(0), total: z.number() }),
});

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** Left to the host itself. */
const HOST_MEMORY_MIB = 512;
/** Bridges are software: as many ports as anybody wants, and faster than what is plugged in. */
const VIRTUAL_SWITCH = { id: "virtual", name: "Virtual switch", ports: 4096, speedMbps: 100_000 };
/** No server says how fast its disks are; this is a plain NVMe drive, 2 GB/s. */
const ASSUMED_STORAGE_MBPS = 16_000;

/** Where subnets are bridges of their own, numbers tell them apart and are on no cable. */
const ANY_VLAN = { first: 1, last: 4094 };

interface Terms {
  /** How many cores it may promise for each it has. */
  readonly coresPerCore: number;
  readonly vlans: VlanBridge | null;
}

/** What the server has for instances, as a pool. */
export async function discover(
  rest: RestClient,
  facts: ServerFacts,
  { coresPerCore, vlans }: Terms,
  signal: AbortSignal,
): Promise<Outcome<PoolResources>> {
  const architecture = architectureOf(facts.architecture);
  if (architecture === undefined)
    return err(refused("to be a pool", `its architecture ${facts.architecture} is not known`));
  // Bridges end at their host: networks over several need another network type than this driver makes.
  if (facts.clustered)
    return err(refused("to be a pool", "it is a cluster; add its members as servers of their own"));
  const [resources, images, storage] = await Promise.all([
    rest.get(apiPath(["resources"]), resourcesSchema, signal),
    listImages(rest, signal),
    storageSpace(rest, facts, signal),
  ]);
  if (!resources.ok) return resources;
  if (!images.ok) return images;
  if (!storage.ok) return storage;
  const { cpu, memory } = resources.value;
  const host = {
    id: facts.name,
    name: facts.name,
    architecture,
    cores: cpu.total * coresPerCore,
    memoryMiB: Math.max(0, Math.floor(memory.total / MIB) - HOST_MEMORY_MIB),
    diskGiB: storage.value.rootGiB,
    switch: VIRTUAL_SWITCH.id,
    uplinkMbps: VIRTUAL_SWITCH.speedMbps,
  };
  return ok(
    poolResourcesSchema.parse({
      hosts: [host],
      switches: [VIRTUAL_SWITCH],
      storage: storage.value.pools,
      vlans: [vlans === null ? ANY_VLAN : { first: vlans.first, last: vlans.last }],
      // Every way outside brings its own addresses.
      outsideAddresses: null,
      images: images.value,
    }),
  );
}

interface Space {
  readonly rootGiB: number;
  readonly pools: z.input<typeof storagePoolSchema>[];
}

/** Root disks and volumes draw on the same storage pool: half is promised to each, so nothing is twice. */
async function storageSpace(
  rest: RestClient,
  facts: ServerFacts,
  signal: AbortSignal,
): Promise<Outcome<Space>> {
  const pools: z.input<typeof storagePoolSchema>[] = [];
  let rootGiB = 0;
  for (const { name } of facts.storagePools) {
    const path = apiPath(["storage-pools", name, "resources"]);
    const found = await rest.get(path, spaceSchema, signal);
    if (!found.ok) return found;
    const { total, used } = found.value.space;
    const free = Math.max(0, Math.floor((total - used) / GIB));
    const isDefault = name === facts.defaultPool;
    const capacityGiB = isDefault ? Math.floor(free / 2) : free;
    if (isDefault) rootGiB = free - capacityGiB;
    pools.push({ id: name, name, capacityGiB, bandwidthMbps: ASSUMED_STORAGE_MBPS });
  }
  return ok({ rootGiB, pools });
}
