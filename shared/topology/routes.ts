import type { NodeId } from "../design/design.ts";
import { instanceId } from "../design/instances.ts";
import type { AddressPlan } from "./addresses.ts";
import { formatCidr, parseCidr } from "./cidr.ts";
import { adjacentRouters, forwards, outsideDistances, routerDistances } from "./gateways.ts";
import type { Topology } from "./topology.ts";

/** A static route: where to, and by whose address. */
export interface Route {
  /** A CIDR or `default`. */
  readonly destination: string;
  readonly via: string;
}

/** A router next to a node, and its address on the network they share. */
interface Hop {
  readonly router: NodeId;
  readonly via: string;
}

/**
 * The static routes of every node that is in a network: a default route towards the Internet (none where
 * the node is linked to the Internet itself: that network gives one), and one for each subnet that lies
 * another way. All instances of a node have the same.
 */
export function routesOf(
  topology: Topology,
  plan: AddressPlan,
): ReadonlyMap<NodeId, readonly Route[]> {
  const hops = new Map<NodeId, readonly Hop[]>();
  const routes = new Map<NodeId, Route[]>();
  for (const [id, node] of topology.nodes) {
    if (!ROUTED.has(node.traits.forwarding)) continue;
    hops.set(id, hopsOf(topology, plan, id));
    const via = defaultVia(topology, plan, id, hops.get(id) ?? []);
    routes.set(id, via === null ? [] : [{ destination: "default", via }]);
  }
  for (const subnet of topology.subnets) addRoutesTo(topology, subnet, hops, routes);
  return routes;
}

const ROUTED: ReadonlySet<string> = new Set(["endpoint", "router", "proxy"]);

function hopsOf(topology: Topology, plan: AddressPlan, node: NodeId): Hop[] {
  return adjacentRouters(topology, node).flatMap(({ router, theirs }) => {
    const via = plan.addressOf(instanceId(router, 1), theirs.link)?.address;
    return via === undefined ? [] : [{ router, via }];
  });
}

function defaultVia(
  topology: Topology,
  plan: AddressPlan,
  node: NodeId,
  hops: readonly Hop[],
): string | null {
  const attachments = topology.attachments(node);
  if (attachments.some((attachment) => attachment.outside !== null)) return null;
  const distances = outsideDistances(topology);
  const gateways = attachments.flatMap(({ subnet }): Hop[] => {
    const via = subnet === null ? null : plan.gatewayOf(subnet);
    if (subnet === null || via === null) return [];
    return [{ router: plan.gatewayNodeOf(subnet) ?? "", via }];
  });
  if (forwards(topology, node)) {
    const best = nearest(hops, distances);
    const own = distances.get(node) ?? Number.POSITIVE_INFINITY;
    if (best !== null && (distances.get(best.router) ?? own) < own) return best.via;
    // A gateway that no router of the design holds lies outside the drawing and may lead further.
    return gateways.find((gateway) => gateway.router === "")?.via ?? null;
  }
  const candidates = [
    ...gateways,
    ...hops.filter((hop) => attachments.some((one) => one.peer === hop.router)),
  ];
  return (nearest(candidates, distances) ?? candidates[0])?.via ?? null;
}

function addRoutesTo(
  topology: Topology,
  subnet: NodeId,
  hops: ReadonlyMap<NodeId, readonly Hop[]>,
  routes: ReadonlyMap<NodeId, Route[]>,
): void {
  const cidr = parseCidr(topology.nodes.get(subnet)?.traits.subnet?.cidr ?? "");
  if (cidr === null) return;
  const routers = topology.routers(subnet).map((member) => member.node);
  const distances = routerDistances(topology, routers);
  const inside = new Set(topology.members(subnet).map((member) => member.node));
  for (const [id, list] of routes) {
    const best = inside.has(id) ? null : nearest(hops.get(id) ?? [], distances);
    const byDefault = list[0]?.destination === "default" ? list[0].via : null;
    if (best !== null && byDefault !== best.via)
      list.push({ destination: formatCidr(cidr), via: best.via });
  }
}

/** The hop with the least distance, the first of equals; null when none of them has a way. */
function nearest(hops: readonly Hop[], distances: ReadonlyMap<NodeId, number>): Hop | null {
  let best: Hop | null = null;
  for (const hop of hops) {
    const distance = distances.get(hop.router);
    if (distance === undefined) continue;
    const least = best === null ? undefined : distances.get(best.router);
    if (least === undefined || distance < least) best = hop;
  }
  return best;
}
