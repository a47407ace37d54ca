import type { Catalogue } from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";
import { instanceId } from "../design/instances.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { AddressPlan } from "../topology/addresses.ts";
import type { Topology } from "../topology/topology.ts";
import { sortedIds } from "../topology/ids.ts";
import type { DesiredInstance } from "./desired.ts";

/**
 * A load balancer's settings: backends are the machines that serve its port in the subnets it is linked
 * to, or where there are none, those it can reach over routers. `address:port`, IPv6 in brackets.
 */
export function desiredBalancer(
  node: ResolvedNode,
  topology: Topology,
  addresses: AddressPlan,
  catalogue: Catalogue,
): DesiredInstance["balancer"] {
  const { balancer } = node.traits;
  if (balancer === undefined) return null;
  const own = topology.subnetsOf(node.id);
  const serving = (ids: Iterable<NodeId>): readonly ResolvedNode[] =>
    sortedIds(ids)
      .flatMap((id) => topology.nodes.get(id) ?? [])
      .filter((one) => serves(one, balancer.port, catalogue));
  const near = serving(new Set(own.flatMap((id) => topology.members(id).map((one) => one.node))));
  const backends = near.length > 0 ? near : serving(topology.reachable(node.id));
  return {
    ...balancer,
    backends: backends.flatMap((one) => backendsOf(one, own, balancer.port, topology, addresses)),
  };
}

function serves({ traits }: ResolvedNode, port: number, catalogue: Catalogue): boolean {
  if (traits.forwarding !== "endpoint") return false;
  return (traits.software?.applications ?? []).some((id) =>
    catalogue
      .find("applications", id)
      ?.listens.some((listen) => listen.protocol === "tcp" && listen.port === port),
  );
}

/** Each instance by its address in a subnet of the balancer, else by its first. */
function backendsOf(
  node: ResolvedNode,
  preferred: readonly NodeId[],
  port: number,
  topology: Topology,
  addresses: AddressPlan,
): readonly string[] {
  const attachments = topology.attachments(node.id);
  const isNear = (subnet: NodeId | null): boolean => subnet !== null && preferred.includes(subnet);
  const ordered = attachments.toSorted(
    (a, b) => Number(isNear(b.subnet)) - Number(isNear(a.subnet)),
  );
  return Array.from({ length: node.count }, (_, index) => instanceId(node.id, index + 1)).flatMap(
    (instance) => {
      const found = ordered
        .map(({ link }) => addresses.addressOf(instance, link))
        .find((address) => address !== undefined);
      if (found === undefined) return [];
      return [found.family === "ipv6" ? `[${found.address}]:${port}` : `${found.address}:${port}`];
    },
  );
}
