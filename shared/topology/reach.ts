import type { NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { sortedIds } from "./ids.ts";
import type { Topology } from "./topology.ts";

type Network = Pick<Topology, "attachments" | "members" | "subnetsOf" | "nodes">;

/** Forwardings that lead on; everything else is only ever an end of a way. */
const TRANSIT: ReadonlySet<string> = new Set(["segment", "router", "proxy"]);

/** Reachability over subnets, routers and proxies; the Internet and machines are ends, never ways through. */
export function createReach(network: Network): Pick<Topology, "reachable" | "path"> {
  const neighbours = memoise((id: NodeId) => neighboursOf(network, id));
  const isTransit = (id: NodeId): boolean => TRANSIT.has(forwardingOf(network.nodes.get(id)));
  const transit = memoise((id: NodeId) => neighbours(id).filter(isTransit));
  const areas = new Map<NodeId, ReadonlySet<NodeId>>();
  const areaOf = (id: NodeId): ReadonlySet<NodeId> => {
    const known = areas.get(id);
    if (known !== undefined) return known;
    const core = new Set([id]);
    for (const member of core) for (const next of transit(member)) core.add(next);
    const area = new Set(core);
    for (const member of core) for (const next of neighbours(member)) area.add(next);
    for (const member of core) areas.set(member, area);
    return area;
  };
  const unions = new Map<string, ReadonlySet<NodeId>>();
  const reachable = (id: NodeId): ReadonlySet<NodeId> => {
    if (isTransit(id)) return areaOf(id);
    const direct = neighbours(id);
    const reached = [...new Set(direct.filter(isTransit).map(areaOf))];
    // Nearly every machine is in one area, with all it touches, and then shares that area's set.
    const ends = direct.filter((one) => !isTransit(one));
    const [only] = reached;
    if (reached.length === 1 && only !== undefined && ends.every((one) => only.has(one)))
      return only;
    const key = [...direct, reached.length === 0 || ends.length > 0 ? id : ""].join(" ");
    const known = unions.get(key);
    if (known !== undefined) return known;
    const union = new Set([id, ...direct]);
    for (const area of reached) for (const member of area) union.add(member);
    unions.set(key, union);
    return union;
  };
  const trees = memoise((start: NodeId) => treeFrom(start, transit));
  return {
    reachable,
    path: (from, to) => shortest(from, to, neighbours, isTransit, trees),
  };
}

function forwardingOf(node: ResolvedNode | undefined): string {
  return node?.traits.forwarding ?? "none";
}

/** What a node meets without anything between: its subnets, the Internet, the far ends of bare cables. */
function neighboursOf(network: Network, id: NodeId): readonly NodeId[] {
  if (forwardingOf(network.nodes.get(id)) === "segment")
    return [...new Set(network.members(id).map((member) => member.node))];
  const met = network.attachments(id).flatMap((one) => one.subnet ?? one.outside ?? one.peer ?? []);
  const outside = forwardingOf(network.nodes.get(id)) === "outside";
  return outside ? [...new Set(met)] : sortedIds(new Set(met));
}

/** Shortest-way tree over transit nodes: each node with the one before it; null at the start. */
function treeFrom(
  start: NodeId,
  transit: (id: NodeId) => readonly NodeId[],
): ReadonlyMap<NodeId, NodeId | null> {
  const before = new Map<NodeId, NodeId | null>([[start, null]]);
  for (const id of before.keys())
    for (const next of transit(id)) if (!before.has(next)) before.set(next, id);
  return before;
}

function shortest(
  from: NodeId,
  to: NodeId,
  neighbours: (id: NodeId) => readonly NodeId[],
  isTransit: (id: NodeId) => boolean,
  trees: (id: NodeId) => ReadonlyMap<NodeId, NodeId | null>,
): readonly NodeId[] | null {
  if (from === to) return [from];
  if (neighbours(from).includes(to)) return [from, to];
  const starts = isTransit(from) ? [from] : neighbours(from).filter(isTransit);
  const ends = isTransit(to) ? [to] : neighbours(to).filter(isTransit);
  let best: readonly NodeId[] | null = null;
  for (const start of starts)
    for (const end of ends) {
      const way = wayBack(trees(start), end);
      if (way === null) continue;
      const whole = [...(start === from ? [] : [from]), ...way, ...(end === to ? [] : [to])];
      if (best === null || whole.length < best.length) best = whole;
    }
  return best;
}

function wayBack(tree: ReadonlyMap<NodeId, NodeId | null>, end: NodeId): NodeId[] | null {
  if (!tree.has(end)) return null;
  const way: NodeId[] = [];
  for (let id: NodeId | null = end; id !== null; id = tree.get(id) ?? null) way.unshift(id);
  return way;
}

function memoise<T>(make: (id: NodeId) => T): (id: NodeId) => T {
  const known = new Map<NodeId, T>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const made = make(id);
    known.set(id, made);
    return made;
  };
}
