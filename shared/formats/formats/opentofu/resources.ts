import { hostName } from "../../../design/host-name.ts";
import type { Surroundings } from "../../../guest/configure.ts";
import type {
  DesiredInstance,
  DesiredInterface,
  DesiredState,
  DesiredVolume,
} from "../../../plan/desired.ts";
import { NETWORK_CONFIG, userData } from "./cloud-init.ts";
import { reference, type HclBlock, type HclValue } from "./hcl.ts";
import { imageOf } from "./images.ts";
import type { WayOutside } from "./ways-outside.ts";

/** What every resource of one export shares. */
export interface Making {
  readonly desired: DesiredState;
  /** See {@link labelsFor}. */
  readonly labels: ReadonlyMap<string, string>;
  /** A short word of its own for the design; bridges are the whole server's. */
  readonly prefix: string;
  readonly outside: ReadonlyMap<string, WayOutside>;
  /** Lines of /etc/hosts. */
  readonly hosts: readonly string[];
}

const PROJECT = reference("incus_project.lab.name");
const POOL = reference("var.storage_pool");

/** A name of HCL for each id: letters, digits and underscores, each one once. */
export function labelsFor({
  networks,
  volumes,
  instances,
}: DesiredState): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of [...networks, ...volumes, ...instances]) {
    const plain = id.replaceAll(/\W/g, "_").replace(/^(?=\d)/, "n_");
    let label = plain;
    for (let next = 2; taken.has(label); next++) label = `${plain}_${next}`;
    taken.add(label);
    labels.set(id, label);
  }
  return labels;
}

function labelOf({ labels }: Making, id: string): string {
  const label = labels.get(id);
  if (label === undefined) throw new Error(`${id} is not in the desired state`);
  return label;
}

/** Provider, variables and the project that holds everything. */
export function preamble(name: string): readonly HclBlock[] {
  const provider = { source: "lxc/incus", version: ">= 0.3.0" };
  return [
    {
      type: "terraform",
      blocks: [{ type: "required_providers", attributes: { incus: provider } }],
    },
    { type: "provider", labels: ["incus"] },
    {
      type: "variable",
      labels: ["storage_pool"],
      attributes: {
        description: "The storage pool that holds root disks and volumes.",
        type: reference("string"),
        default: "default",
      },
    },
    {
      type: "resource",
      labels: ["incus_project", "lab"],
      attributes: {
        name: hostName(name) || "lab",
        description: `Labwright: ${name}`,
        config: {
          "features.images": "false",
          "features.networks": "false",
          "features.profiles": "true",
          "features.storage.volumes": "true",
        },
      },
    },
  ];
}

/** Nothing but the machines plugged in is on the wire, unless it leads outside. */
export function networks(making: Making): readonly HclBlock[] {
  const { desired, outside, prefix } = making;
  return desired.networks.map(({ id, name }, index) => {
    const way = outside.get(id);
    return {
      type: "resource",
      labels: ["incus_network", labelOf(making, id)],
      attributes: {
        // Linux has room for 15 letters in the name of an interface.
        name: `${prefix}-${index}`,
        description: name,
        config: {
          "ipv4.address": way === undefined ? "none" : `${way.gateway}/24`,
          ...(way !== undefined && { "ipv4.nat": "true", "ipv4.dhcp": "false" }),
          "ipv6.address": "none",
        },
      },
    };
  });
}

export function volumes(making: Making): readonly HclBlock[] {
  return making.desired.volumes.map(({ id, name, capacityGiB }) => ({
    type: "resource",
    labels: ["incus_storage_volume", labelOf(making, id)],
    attributes: {
      name: volumeName(making, id),
      description: name,
      project: PROJECT,
      pool: POOL,
      content_type: "filesystem",
      config: { size: `${Math.ceil(capacityGiB)}GiB` },
    },
  }));
}

function volumeName(making: Making, id: string): string {
  return labelOf(making, id).replaceAll("_", "-");
}

/** One after the other: each names all others, so that thousands do not fit into the memory together. */
export function* instances(making: Making): Generator<HclBlock> {
  for (const instance of making.desired.instances) yield instanceBlock(instance, making);
}

function instanceBlock(instance: DesiredInstance, making: Making): HclBlock {
  return {
    type: "resource",
    labels: ["incus_instance", labelOf(making, instance.id)],
    attributes: {
      name: instance.hostname,
      project: PROJECT,
      image: imageOf(instance)?.image ?? "images:debian/13/cloud",
      profiles: [],
      config: {
        ...limits(instance),
        "cloud-init.network-config": NETWORK_CONFIG,
        "cloud-init.user-data": userData(instance, surroundingsOf(instance, making)),
      },
    },
    blocks: [
      rootDisk(instance),
      ...instance.interfaces.map((item) => networkCard(making, item)),
      ...making.desired.volumes
        .filter(({ id }) => instance.volumes.includes(id))
        .map((volume) => volumeDisk(making, volume)),
    ],
  };
}

function limits({ cores, memoryMiB }: DesiredInstance): Readonly<Record<string, HclValue>> {
  return {
    "limits.cpu": String(Math.max(1, Math.ceil(cores))),
    "limits.memory": `${Math.ceil(memoryMiB)}MiB`,
  };
}

function surroundingsOf(instance: DesiredInstance, { hosts, outside }: Making): Surroundings {
  const addresses = instance.interfaces.flatMap(({ name, network, address }) => {
    const found = outside.get(network)?.addresses.get(`${instance.id}/${name}`);
    return found === undefined || address !== null ? [] : [[name, found] as const];
  });
  const [first] = outside.values();
  return {
    hosts,
    outside: new Map(addresses),
    nameServer: first?.gateway ?? null,
    limitInside: false,
  };
}

function device(
  name: string,
  type: "disk" | "nic",
  properties: Readonly<Record<string, HclValue>>,
): HclBlock {
  return { type: "device", attributes: { name, type, properties } };
}

function rootDisk({ diskGiB }: DesiredInstance): HclBlock {
  const size = `${Math.max(1, Math.ceil(diskGiB))}GiB`;
  return device("root", "disk", { path: "/", pool: POOL, size });
}

function networkCard(making: Making, item: DesiredInterface): HclBlock {
  const { name, network, mac, limitMbps } = item;
  const rate = limitMbps === null ? null : `${Math.ceil(limitMbps)}Mbit`;
  return device(name, "nic", {
    name,
    network: reference(`incus_network.${labelOf(making, network)}.name`),
    hwaddr: mac,
    ...(rate !== null && { "limits.ingress": rate, "limits.egress": rate }),
  });
}

function volumeDisk(making: Making, { id }: DesiredVolume): HclBlock {
  const name = volumeName(making, id);
  return device(name, "disk", {
    path: `/mnt/${name}`,
    pool: POOL,
    source: reference(`incus_storage_volume.${labelOf(making, id)}.name`),
  });
}
