import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, LinkId, NodeId } from "../design/design.ts";
import { instancePairs } from "../design/instance-pairs.ts";
import { instanceId, type InstanceId } from "../design/instances.ts";
import type { ComputeDemand } from "../kinds/component-kind.ts";
import { resolveNodes, type ResolvedNode } from "../kinds/resolve.ts";
import { buildTopology } from "../topology/build.ts";
import { sortedIds } from "../topology/ids.ts";
import { confinedNeeds, type Confined, type Confining } from "./confined-needs.ts";
import { standingNeeds, type StandingNeed } from "./standing-needs.ts";
import { bandwidthNetworks, type BandwidthNetwork } from "./bandwidth-networks.ts";

/** Equal machines: all instances of one node. */
export interface MachineNeed {
  readonly node: NodeId;
  readonly name: string;
  readonly instances: readonly InstanceId[];
  readonly compute: ComputeDemand;
  /** What it boots; null for none, which any host can give. */
  readonly image: { readonly name: string; readonly aliases: readonly string[] } | null;
}

export interface SwitchNeed {
  readonly node: NodeId;
  readonly name: string;
  readonly instance: InstanceId;
  readonly ports: number;
  readonly speedMbps: number;
}

export interface VolumeNeed {
  readonly node: NodeId;
  readonly name: string;
  readonly instance: InstanceId;
  readonly capacityGiB: number;
  readonly bandwidthMbps: number;
  /** Only in storage that all hosts reach. */
  readonly shared: boolean;
}

/** Everything a design takes out of a pool. */
export interface Requirements {
  readonly machines: readonly MachineNeed[];
  readonly switches: readonly SwitchNeed[];
  readonly volumes: readonly VolumeNeed[];
  /** Subnets that take a VLAN, with the number the architect would like. */
  readonly vlans: readonly { readonly node: NodeId; readonly wish: number | null }[];
  /** Links that end outside; each takes an address. */
  readonly outsideLinks: readonly LinkId[];
  readonly seats: readonly {
    readonly node: NodeId;
    readonly name: string;
    readonly product: string;
    /** As people call it. */
    readonly title: string;
    readonly seats: number;
  }[];
  readonly networks: readonly BandwidthNetwork[];
  readonly standings: readonly StandingNeed[];
}

/** Reads what each node's kind demands, in the order of ids; of a lab what it confines, where one is named. */
export function requirementsOf(
  design: Design,
  catalogue: Catalogue,
  lab: Confining | null = null,
): Requirements {
  const nodes = resolveNodes(design, catalogue);
  const ordered = sortedIds(nodes.keys()).flatMap((id) => nodes.get(id) ?? []);
  const ports = switchPorts(design, nodes);
  const topology = buildTopology(nodes, design.links);
  const networks = bandwidthNetworks(design, topology);
  const confined = lab === null ? UNCONFINED : confinedNeeds(design, nodes, networks, lab);
  return {
    machines: ordered.flatMap((node) => machineNeed(node, catalogue)),
    switches: ordered.flatMap((node) => switchNeeds(node, ports)),
    volumes: ordered.flatMap((node) => volumeNeeds(node, confined.shared)),
    vlans: ordered.flatMap(({ id, demand, traits }) =>
      demand.vlan === undefined ? [] : [{ node: id, wish: traits.subnet?.vlan ?? null }],
    ),
    outsideLinks: outsideLinks(design, nodes),
    seats: ordered.flatMap(({ id, node: { name }, count, demand: { seats } }) =>
      seats === undefined
        ? []
        : [
            {
              node: id,
              name,
              product: seats.product,
              title: catalogue.find("licenceProducts", seats.product)?.name ?? seats.product,
              seats: seats.seats * count,
            },
          ],
    ),
    networks,
    standings: [...standingNeeds(design, ordered), ...confined.standings],
  };
}

function machineNeed(node: ResolvedNode, catalogue: Catalogue): readonly MachineNeed[] {
  const { compute } = node.demand;
  if (compute === undefined) return [];
  const operatingSystem = node.traits.software?.operatingSystem ?? null;
  const system = catalogue.find("operatingSystems", operatingSystem ?? "");
  const image = { name: system?.name ?? operatingSystem ?? "", aliases: system?.images ?? [] };
  return [
    {
      node: node.id,
      name: node.node.name,
      instances: instancesOf(node),
      // Who is parked leaves cores and memory to others.
      compute: compute.parked ? { ...compute, cores: 0, memoryMiB: 0 } : compute,
      image: operatingSystem === null ? null : image,
    },
  ];
}

function switchNeeds(
  node: ResolvedNode,
  ports: ReadonlyMap<InstanceId, number>,
): readonly SwitchNeed[] {
  const { switchPorts: demand } = node.demand;
  if (demand === undefined) return [];
  return instancesOf(node).map((instance) => ({
    node: node.id,
    name: node.node.name,
    instance,
    ports: ports.get(instance) ?? 0,
    speedMbps: demand.speedMbps,
  }));
}

const UNCONFINED: Confined = { standings: [], shared: new Set() };

function volumeNeeds(node: ResolvedNode, shared: ReadonlySet<InstanceId>): readonly VolumeNeed[] {
  const { volume } = node.demand;
  if (volume === undefined) return [];
  const { capacityGiB, bandwidthMbps } = volume;
  return instancesOf(node).map((instance) => ({
    node: node.id,
    name: node.node.name,
    instance,
    capacityGiB,
    bandwidthMbps,
    shared: shared.has(instance),
  }));
}

/** Ports taken on each switch instance. A subnet is no device, so a link to one takes no port. */
function switchPorts(
  design: Design,
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
): ReadonlyMap<InstanceId, number> {
  const ports = new Map<InstanceId, number>();
  const take = (node: ResolvedNode, ordinal: number): void => {
    const key = instanceId(node.id, ordinal);
    ports.set(key, (ports.get(key) ?? 0) + 1);
  };
  for (const { from, to } of Object.values(design.links)) {
    const [a, b] = [nodes.get(from.node), nodes.get(to.node)];
    if (a === undefined || b === undefined || a === b) continue;
    if (a.traits.forwarding === "segment" || b.traits.forwarding === "segment") continue;
    for (const [left, right] of instancePairs(a.count, b.count)) {
      if (a.demand.switchPorts !== undefined) take(a, left);
      if (b.demand.switchPorts !== undefined) take(b, right);
    }
  }
  return ports;
}

function outsideLinks(design: Design, nodes: ReadonlyMap<NodeId, ResolvedNode>): readonly LinkId[] {
  const demand = (node: string): number => nodes.get(node)?.demand.outsideAddresses ?? 0;
  return sortedIds(Object.keys(design.links)).filter((id) => {
    const link = design.links[id];
    return link !== undefined && demand(link.from.node) + demand(link.to.node) > 0;
  });
}

function instancesOf({ id, count }: ResolvedNode): readonly InstanceId[] {
  return Array.from({ length: count }, (_, index) => instanceId(id, index + 1));
}
