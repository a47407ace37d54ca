import { fault, type Fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { NodeId } from "../design/design.ts";
import { instanceId } from "../design/instances.ts";
import type { FirewallRule } from "../kinds/component-kind.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { AddressPlan } from "../topology/addresses.ts";
import { formatCidr, parseAddress, parseCidr } from "../topology/cidr.ts";
import type { Topology } from "../topology/topology.ts";
import { blocksOutside } from "./outside-blocks.ts";
import type { DesiredInstance } from "./desired.ts";

type Filter = NonNullable<DesiredInstance["filter"]>;

/**
 * A firewall's rules with every name turned into addresses. A rule that can match nothing is left out; one
 * that names nothing in the design is refused, for an empty list would mean anything.
 */
export function desiredFilter(
  node: ResolvedNode,
  topology: Topology,
  addresses: AddressPlan,
): Result<Filter | null> {
  const { filter } = node.traits;
  if (filter === undefined) return ok(null);
  const rules: Filter["rules"] = [];
  for (const [index, rule] of filter.rules.entries()) {
    const sources = blocksOf(rule.source, topology, addresses);
    const destinations = blocksOf(rule.destination, topology, addresses);
    if (sources === null) return err(unknownName(node, index, rule.source));
    if (destinations === null) return err(unknownName(node, index, rule.destination));
    if (sources !== "nothing" && destinations !== "nothing")
      rules.push({ ...pick(rule), sources: [...sources], destinations: [...destinations] });
  }
  return ok({ defaultAction: filter.defaultAction, rules });
}

function pick({
  action,
  protocol,
  port,
}: FirewallRule): Pick<FirewallRule, "action" | "protocol" | "port"> {
  return { action, protocol, port };
}

function unknownName(node: ResolvedNode, index: number, name: string): Fault {
  const detail = `Rule ${index + 1} of ${node.node.name} names "${name}", which is no address and no node.`;
  return fault("design-invalid", { detail }, node.node.name);
}

/** CIDRs that a rule's end means: empty for anything, null when it means nothing in this design. */
function blocksOf(
  end: string,
  topology: Topology,
  addresses: AddressPlan,
): readonly string[] | "nothing" | null {
  const text = end.trim();
  if (text === "any" || text === "") return [];
  const cidr = parseCidr(text);
  if (cidr !== null) return [formatCidr(cidr)];
  const address = parseAddress(text);
  if (address !== null) return [`${text}/${address.family === "ipv4" ? 32 : 128}`];
  const named = [...topology.nodes.values()].filter(({ node }) => node.name === text);
  if (named.length === 0) return null;
  const blocks = named.flatMap((node) => blocksOfNode(node, topology, addresses));
  return blocks.length === 0 ? "nothing" : [...new Set(blocks)];
}

function blocksOfNode(
  node: ResolvedNode,
  topology: Topology,
  addresses: AddressPlan,
): readonly string[] {
  if (node.traits.forwarding === "outside") return blocksOutside(topology);
  if (node.traits.forwarding === "switch")
    return topology.carriedBy(node.id).flatMap((id) => blockOfSubnet(id, topology));
  return node.traits.subnet === undefined
    ? ownAddresses(node, topology, addresses)
    : blockOfSubnet(node.id, topology);
}

function blockOfSubnet(id: NodeId, topology: Topology): readonly string[] {
  const cidr = parseCidr(topology.nodes.get(id)?.traits.subnet?.cidr ?? "");
  return cidr === null ? [] : [formatCidr(cidr)];
}

function ownAddresses(
  node: ResolvedNode,
  topology: Topology,
  addresses: AddressPlan,
): readonly string[] {
  return topology
    .attachments(node.id)
    .flatMap(({ link }) =>
      Array.from({ length: node.count }, (_, index) =>
        addresses.addressOf(instanceId(node.id, index + 1), link),
      ).flatMap((found) =>
        found === undefined ? [] : [`${found.address}/${found.family === "ipv4" ? 32 : 128}`],
      ),
    );
}
