import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { Design, DesignLink, Endpoint, NodeId } from "../../shared/design/design.ts";
import type { PortGroup } from "../../shared/kinds/component-kind.ts";
import { resolveNode, type ResolvedNode } from "../../shared/kinds/resolve.ts";
import { withComponents } from "../../shared/kinds/with-components.ts";

/** Whether two nodes can be linked, and at which ports; if not, a sentence that says why. */
export type LinkVerdict =
  | { readonly ok: true; readonly link: DesignLink }
  | { readonly ok: false; readonly reason: string };

function refuse(reason: string): LinkVerdict {
  return { ok: false, reason };
}

/** The ports of one node instance that a port group still has; null for any number. */
function freePorts(
  design: Design,
  catalogue: Catalogue,
  node: NodeId,
  group: PortGroup,
): number | null {
  if (group.count === null) return null;
  return group.count - (portsUsed(design, catalogue).get(portKey(node, group.id)) ?? 0);
}

function portKey(node: NodeId, port: string): string {
  return `${node} ${port}`;
}

// Asked for every node while a link is drawn; a design never changes, so it is counted once.
const counted = new WeakMap<Design, ReadonlyMap<string, number>>();

/** Ports taken on each instance of a node: a link to a node of 12 instances takes 12 on a single switch. */
function portsUsed(design: Design, catalogue: Catalogue): ReadonlyMap<string, number> {
  const known = counted.get(design);
  if (known !== undefined) return known;
  const used = new Map<string, number>();
  const take = (own: Endpoint, other: Endpoint): void => {
    const key = portKey(own.node, own.port);
    used.set(key, (used.get(key) ?? 0) + share(design, catalogue, own.node, other.node));
  };
  for (const { from, to } of Object.values(design.links)) {
    take(from, to);
    take(to, from);
  }
  counted.set(design, used);
  return used;
}

/** How many ports of each instance of a node one link to another takes. */
export function share(design: Design, catalogue: Catalogue, node: NodeId, other: NodeId): number {
  const own = resolve(design, catalogue, node)?.count ?? 1;
  const others = resolve(design, catalogue, other)?.count ?? 1;
  return Math.max(1, Math.ceil(others / own));
}

/** A node of a design seen through its kind; undefined where there is none of that id. */
export function resolve(
  design: Design,
  catalogue: Catalogue,
  id: NodeId,
): ResolvedNode | undefined {
  const node = design.nodes[id];
  return node === undefined ? undefined : resolveNode(id, node, catalogue);
}

/**
 * Looks for a way to link a port (or, without `fromPort`, any port) of one node to another node: the first
 * pair of port groups of one medium with a free port on both sides, machines' own ports before uplinks. With
 * `toPorts` it must end at one of these.
 */
export function linkVerdict(
  design: Design,
  offered: Catalogue,
  from: NodeId,
  fromPort: string | null,
  to: NodeId,
  toPorts: readonly string[] | null = null,
): LinkVerdict {
  if (from === to) return refuse("A node cannot be linked to itself.");
  const catalogue = withComponents(offered, design.components);
  const start = resolve(design, catalogue, from);
  const end = resolve(design, catalogue, to);
  if (start === undefined || end === undefined) return refuse("The node is not there any more.");
  for (const side of [start, end])
    if (side.ports.length === 0) return refuse(`${named(side)} has no ports to link.`);
  const ports = start.ports.filter((port) => fromPort === null || port.id === fromPort);
  const ends = end.ports.filter((port) => toPorts === null || toPorts.includes(port.id));
  const pairs = ports.flatMap((port) =>
    ends.filter((other) => other.medium === port.medium).map((other) => [port, other] as const),
  );
  if (pairs.length === 0) return refuse(noSuchMedium(ports, end));
  const free = pairs.find(
    ([port, other]) =>
      hasFree(design, catalogue, start, port) && hasFree(design, catalogue, end, other),
  );
  if (free === undefined) return refuse(allTaken(design, catalogue, start, end, pairs));
  return {
    ok: true,
    link: { from: { node: from, port: free[0].id }, to: { node: to, port: free[1].id } },
  };
}

/** Whether a row of ports has one left for another link. */
export function hasFree(
  design: Design,
  catalogue: Catalogue,
  node: ResolvedNode,
  port: PortGroup,
): boolean {
  const free = freePorts(design, catalogue, node.id, port);
  return free === null || free > 0;
}

/** What a node is called in a sentence. */
export function named(node: ResolvedNode): string {
  return node.node.name === "" ? (node.kind?.title ?? "The node") : node.node.name;
}

const MEDIUM_WORDS = { ethernet: "network", storage: "storage" } as const;

function noSuchMedium(ports: readonly PortGroup[], end: ResolvedNode): string {
  const words = [...new Set(ports.map((port) => MEDIUM_WORDS[port.medium]))].join(" or ");
  return `${named(end)} has no ${words} port.`;
}

function allTaken(
  design: Design,
  catalogue: Catalogue,
  start: ResolvedNode,
  end: ResolvedNode,
  pairs: readonly (readonly [PortGroup, PortGroup])[],
): string {
  const full = pairs.every(([port]) => !hasFree(design, catalogue, start, port)) ? start : end;
  const port = pairs.map((pair) => (full === start ? pair[0] : pair[1]))[0];
  return `All ${port?.count ?? 0} ${port?.title.toLowerCase() ?? ""} ports of ${named(full)} are taken.`;
}
