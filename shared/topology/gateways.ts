import type { NodeId } from "../design/design.ts";
import type { Attachment, Topology } from "./topology.ts";

/** True for what forwards packets between its subnets: routers and firewalls. */
export function forwards(topology: Topology, node: NodeId): boolean {
  return topology.nodes.get(node)?.traits.forwarding === "router";
}

/** A router next to a node, and the attachment it is met by. */
interface Adjacent {
  readonly router: NodeId;
  readonly theirs: Attachment;
}

const adjacentCache = new WeakMap<Topology, Map<NodeId, readonly Adjacent[]>>();

/** Routers that a node meets without another router between, each with the attachment it meets it by. */
export function adjacentRouters(topology: Topology, node: NodeId): readonly Adjacent[] {
  let cache = adjacentCache.get(topology);
  if (cache === undefined) adjacentCache.set(topology, (cache = new Map()));
  let found = cache.get(node);
  if (found === undefined) cache.set(node, (found = findAdjacent(topology, node)));
  return found;
}

function findAdjacent(topology: Topology, node: NodeId): readonly Adjacent[] {
  return topology.attachments(node).flatMap((mine) => {
    const others =
      mine.subnet === null
        ? topology
            .attachments(mine.peer ?? "")
            .filter((theirs) => theirs.link === mine.link && theirs.peer === node)
        : topology.routers(mine.subnet);
    return others
      .filter((theirs) => theirs.node !== node && forwards(topology, theirs.node))
      .map((theirs) => ({ router: theirs.node, theirs }));
  });
}

/** How many routers lie between each router and one of the given ones; those without a way are left out. */
export function routerDistances(
  topology: Topology,
  targets: Iterable<NodeId>,
): ReadonlyMap<NodeId, number> {
  const distances = new Map<NodeId, number>();
  for (const target of targets) distances.set(target, 0);
  // A map walks over what is added to it on the way, so it is the queue as well.
  for (const [router, distance] of distances)
    for (const next of adjacentRouters(topology, router))
      if (!distances.has(next.router)) distances.set(next.router, distance + 1);
  return distances;
}

const outsideCache = new WeakMap<Topology, ReadonlyMap<NodeId, number>>();

/** Each router's distance from the Internet; those without a way to it are left out. */
export function outsideDistances(topology: Topology): ReadonlyMap<NodeId, number> {
  const known = outsideCache.get(topology);
  if (known !== undefined) return known;
  const edges = [...topology.nodes.keys()].filter(
    (id) => forwards(topology, id) && topology.attachments(id).some((one) => one.outside !== null),
  );
  const distances = routerDistances(topology, edges);
  outsideCache.set(topology, distances);
  return distances;
}

/** The routers of a subnet, that with the shortest way to the Internet first. */
export function routersByDistance(topology: Topology, subnet: NodeId): readonly NodeId[] {
  const distances = outsideDistances(topology);
  const far = Number.POSITIVE_INFINITY;
  const routers = topology.routers(subnet).map((member) => member.node);
  return [...new Set(routers)].sort(
    (a, b) => (distances.get(a) ?? far) - (distances.get(b) ?? far) || 0,
  );
}
