import type { Design, LinkId } from "../design/design.ts";
import { instanceId } from "../design/instances.ts";
import type { Placement } from "../placement/placement.ts";
import type { AddressPlan } from "../topology/addresses.ts";
import { cidrAround, formatCidr, parseAddress, parseCidr } from "../topology/cidr.ts";
import { sortedIds } from "../topology/ids.ts";
import type { Attachment, Topology } from "../topology/topology.ts";
import type { DesiredNetwork } from "./desired.ts";

/** One network per subnet, per bare cable and per way outside, in that order. */
export function desiredNetworks(
  design: Design,
  topology: Topology,
  addresses: AddressPlan,
  placement: Placement,
): DesiredNetwork[] {
  const attachments = [...topology.nodes.values()]
    .filter(({ traits }) => traits.forwarding !== "outside")
    .flatMap(({ id }) => topology.attachments(id));
  const nameOf = (id: string): string => topology.nodes.get(id)?.node.name ?? id;
  const subnets = topology.subnets.map((id): DesiredNetwork => {
    const cidr = parseCidr(topology.nodes.get(id)?.traits.subnet?.cidr ?? "");
    return {
      id,
      name: nameOf(id),
      type: "subnet",
      cidr: cidr === null ? null : formatCidr(cidr),
      vlan: placement.vlans[id] ?? null,
    };
  });
  const cables = Map.groupBy(
    attachments.filter((one) => one.subnet === null && one.outside === null && one.peer !== null),
    ({ link }) => link,
  );
  const outsides = new Set(attachments.flatMap(({ outside }) => outside ?? []));
  return [
    ...subnets,
    ...sortedIds(cables.keys()).map((id): DesiredNetwork => {
      const { from, to, label } = design.links[id] ?? {};
      const name = label ?? `${nameOf(from?.node ?? "")} – ${nameOf(to?.node ?? "")}`;
      const cidr = cableBlock(id, cables.get(id) ?? [], addresses);
      return { id, name, type: "cable", cidr, vlan: null };
    }),
    ...sortedIds(outsides).map((id): DesiredNetwork => {
      return { id, name: nameOf(id), type: "outside", cidr: null, vlan: null };
    }),
  ];
}

/** The block of addresses that a bare cable was given, if it was. */
function cableBlock(
  link: LinkId,
  ends: readonly Attachment[],
  addresses: AddressPlan,
): string | null {
  const [end] = ends;
  const found = end && addresses.addressOf(instanceId(end.node, 1), link);
  const address = found && parseAddress(found.address);
  return found && address ? formatCidr(cidrAround(address, found.prefixLength)) : null;
}
