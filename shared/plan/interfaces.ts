import type { Design, LinkId } from "../design/design.ts";
import { instanceId } from "../design/instances.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { Placement } from "../placement/placement.ts";
import type { AddressPlan } from "../topology/addresses.ts";
import { compareIds } from "../topology/ids.ts";
import type { Attachment, Topology } from "../topology/topology.ts";
import type { DesiredInterface } from "./desired.ts";
import type { Before } from "./before.ts";
import { macAddress } from "./mac.ts";

interface Network {
  readonly design: Design;
  readonly placement: Placement;
  readonly topology: Topology;
  readonly addresses: AddressPlan;
  readonly managementId: string;
  /** What is there already. */
  readonly before: Before | null;
}

/** The network an attachment leads to: subnet, way outside or bare cable; null for an unfinished drawing. */
function networkOf({ subnet, outside, peer, link }: Attachment): string | null {
  return subnet ?? outside ?? (peer === null ? null : link);
}

/** The network interfaces of one instance, by name. */
export function desiredInterfaces(
  { design, topology, addresses, placement, managementId, before }: Network,
  node: ResolvedNode,
  ordinal: number,
): readonly DesiredInterface[] {
  const instance = instanceId(node.id, ordinal);
  const finished = topology.attachments(node.id).filter((one) => networkOf(one) !== null);
  const names = interfaceNames(
    finished.map((one) => networkOf(one) ?? one.link),
    before?.instances.get(instance)?.interfaces ?? [],
  );
  const interfaces = finished.map((attachment, index) => {
    const name = names[index] ?? `eth${index}`;
    const found = addresses.addressOf(instance, attachment.link);
    return {
      name,
      network: networkOf(attachment) ?? attachment.link,
      address:
        found === undefined
          ? outsideAddress(placement, attachment, ordinal)
          : `${found.address}/${found.prefixLength}`,
      mac: macAddress(managementId, instance, name),
      limitMbps: limitOf(design, topology, attachment),
    };
  });
  return interfaces.toSorted((a, b) => compareIds(a.name, b.name));
}

/** `eth0`, `eth1` … in the order of links; one that is there already keeps its name, the others fill the gaps. */
function interfaceNames(
  networks: readonly string[],
  before: readonly Pick<DesiredInterface, "name" | "network">[],
): readonly string[] {
  const kept = Map.groupBy(before, ({ network }) => network);
  const known = networks.map((network) => kept.get(network)?.shift()?.name);
  const taken = new Set(known);
  let next = 0;
  return known.map((name) => {
    if (name !== undefined) return name;
    while (taken.has(`eth${next}`)) next += 1;
    return `eth${next++}`;
  });
}

/** The address of the pool by which the outside reaches it; there is one per link, for the first instance. */
function outsideAddress(
  placement: Placement,
  { link, outside }: Attachment,
  ordinal: number,
): string | null {
  const address = outside === null || ordinal > 1 ? undefined : placement.outsideAddresses[link];
  if (address === undefined) return null;
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

/**
 * What the drawing holds the interface to: the bandwidth its link names, else the slowest thing on the way
 * where that is slower than the interface itself.
 */
function limitOf(design: Design, topology: Topology, attachment: Attachment): number | null {
  const stated = design.links[attachment.link]?.bandwidthMbps;
  if (isSpeed(stated)) return stated;
  const own = portSpeed(topology.nodes.get(attachment.node), attachment.port);
  const way = [attachment.link, ...attachment.trunks].flatMap((link) =>
    linkSpeeds(design, topology, link),
  );
  const slowest = Math.min(...way);
  return Number.isFinite(slowest) && (own === null || slowest < own) ? slowest : null;
}

/** What a link can carry: the bandwidth it names, and the speeds of the ports at both ends. */
function linkSpeeds(design: Design, topology: Topology, id: LinkId): readonly number[] {
  const link = design.links[id];
  if (link === undefined) return [];
  const ends = [link.from, link.to].map(({ node, port }) =>
    portSpeed(topology.nodes.get(node), port),
  );
  return [...ends, link.bandwidthMbps].filter(isSpeed);
}

/** A design may hold any number here; a rule reports those that are none. */
function isSpeed(speed: number | null | undefined): speed is number {
  return typeof speed === "number" && Number.isFinite(speed) && speed > 0;
}

function portSpeed(node: ResolvedNode | undefined, port: string): number | null {
  return node?.ports.find((group) => group.id === port)?.speedMbps ?? null;
}
