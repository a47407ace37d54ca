import type { z } from "zod";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok } from "../../../../shared/base/result.ts";
import {
  poolResourcesSchema,
  type PoolResources,
  type hostSchema,
  type storagePoolSchema,
} from "../../../../shared/pool/pool.ts";
import type { VlanBridge } from "../../../../shared/protocol/vlan-bridge.ts";
import { architectureOf } from "./architectures.ts";
import { refused, type Outcome } from "./client/failure.ts";
import type { RestClient } from "./client/rest.ts";
import { listImages } from "./images.ts";
import { sizeMembers, type KnownMembers, type SizedMember } from "./member-size.ts";
import { readMembers } from "./members.ts";
import type { ServerFacts, ServerStorage } from "./server.ts";

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
  /** Written here. */
  readonly known: KnownMembers;
}

/** What the server has for instances, or all members of its cluster have, as a pool. */
export async function discover(
  rest: RestClient,
  facts: ServerFacts,
  { coresPerCore, vlans, known }: Terms,
  signal: AbortSignal,
): Promise<Outcome<PoolResources>> {
  // Bridges end at their member: only VLANs lead from one to another.
  if (facts.clustered && vlans === null)
    return err(
      refused(
        "to be a pool",
        "it is a cluster: name the bridge that carries VLANs from member to member",
      ),
    );
  const members = await readMembers(rest, facts, signal);
  if (!members.ok) return members;
  const [sized, images] = await Promise.all([
    sizeMembers(rest, facts, { members: members.value, known }, signal),
    listImages(rest, signal),
  ]);
  if (!sized.ok) return sized;
  if (!images.ok) return images;
  const { detour } = rest.ways;
  const hosts: z.input<typeof hostSchema>[] = [];
  for (const member of sized.value) {
    const { name, size, state } = member;
    const architecture = architectureOf(member.architecture);
    if (architecture === undefined)
      return err(refused("to be a pool", `its architecture ${member.architecture} is not known`));
    hosts.push({
      id: name,
      name,
      architecture,
      cores: (size?.cores ?? 0) * coresPerCore,
      memoryMiB: size?.memoryMiB ?? 0,
      diskGiB: rootSpace(facts, sized.value, member),
      switch: VIRTUAL_SWITCH.id,
      uplinkMbps: VIRTUAL_SWITCH.speedMbps,
      state,
    });
  }
  return ok(
    poolResourcesSchema.parse({
      hosts,
      switches: [VIRTUAL_SWITCH],
      cablesEndAtHost: facts.clustered,
      storage: facts.storagePools.map((pool) => storageOf(facts, sized.value, pool)),
      vlans: [vlans === null ? ANY_VLAN : { first: vlans.first, last: vlans.last }],
      // Every way outside brings its own addresses.
      outsideAddresses: null,
      images: images.value,
      detour: detour === null ? null : fault("lab-detour", { ...detour }),
    }),
  );
}

// Root disks and volumes draw on the same storage pool: half is promised to each, so nothing is twice.

/** What volumes may take of so much of a pool. */
function volumeShare({ defaultPool }: ServerFacts, pool: string, free: number): number {
  return pool === defaultPool ? Math.floor(free / 2) : free;
}

function rootSpace(facts: ServerFacts, all: readonly SizedMember[], { size }: SizedMember): number {
  const { defaultPool, storagePools, clustered } = facts;
  const free = size?.freeGiB.get(defaultPool) ?? 0;
  const rest = free - volumeShare(facts, defaultPool, free);
  const isLocal = storagePools.some(({ name, local }) => name === defaultPool && local);
  return isLocal || !clustered ? rest : Math.floor(rest / all.length);
}

/**
 * Where each member has its own, a volume is with its machine, wherever that will be: no more is promised in all than
 * the member with least has room for.
 */
function storageOf(
  facts: ServerFacts,
  members: readonly SizedMember[],
  { name, local }: ServerStorage,
): z.input<typeof storagePoolSchema> {
  const free = members.flatMap(({ size }) => size?.freeGiB.get(name) ?? []);
  const least = local ? Math.min(...free) : Math.max(...free);
  const capacityGiB = free.length === 0 ? 0 : volumeShare(facts, name, least);
  const isSplit = facts.clustered && local;
  return { id: name, name, capacityGiB, bandwidthMbps: ASSUMED_STORAGE_MBPS, local: isSplit };
}
