import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, DesignLink, DesignNode, Endpoint, LinkId } from "../design/design.ts";
import { instancePairs } from "../design/instance-pairs.ts";
import { instanceName } from "../design/instances.ts";
import { resolveNodes, type ResolvedNode } from "../kinds/resolve.ts";
import { ELEMENT_LIMIT } from "./limits.ts";
import type { LossLog } from "./loss.ts";

/** A device of a design as other programs want it: each by itself, joined by cables of two ends. */
export interface CabledNode {
  /** Unique: the node's id, and the copy's ordinal where there are several. */
  readonly key: string;
  readonly name: string;
  /** From 1. */
  readonly ordinal: number;
  readonly resolved: ResolvedNode;
}

interface CableEnd {
  /** A node's key. */
  readonly node: string;
  readonly end: Endpoint;
}

export interface Cable {
  readonly ends: readonly [CableEnd, CableEnd];
  /** The design's link, or the first of those that a subnet between two devices was made of. */
  readonly id: LinkId;
  readonly link: DesignLink;
}

export interface Cabling {
  readonly nodes: readonly CabledNode[];
  readonly cables: readonly Cable[];
}

/**
 * A design for programs that know only devices and cables: equal machines one by one, what is no part of
 * the network left out, and subnets gone where they are implied: on a switch, or between two devices.
 * `stays` names subnets that the other program has a word for.
 */
export function cablingOf(
  design: Design,
  catalogue: Catalogue,
  loss: LossLog,
  stays: (node: DesignNode) => boolean = () => false,
): Result<Cabling> {
  const resolved = resolveNodes(design, catalogue);
  if (sizeOf(design, resolved) > ELEMENT_LIMIT)
    return err(fault("export-too-many", { limit: ELEMENT_LIMIT }));
  const nodes = new Map<string, readonly CabledNode[]>();
  for (const [id, node] of resolved) {
    if (node.traits.forwarding === "none") {
      const what = node.kind?.title ?? `kind ${node.node.kind}`;
      loss.add("dropped", what, "", node.node.name);
      continue;
    }
    if (node.count > 1)
      loss.add(
        "approximated",
        `${node.kind?.title ?? "node"} with a count`,
        "One by one",
        node.node.name,
      );
    nodes.set(id, copiesOf(id, node));
  }
  const cables = Object.entries(design.links).flatMap(([id, link]) =>
    pairUp(id, link, nodes, loss),
  );
  const subnets = [...nodes.values()]
    .flat()
    .filter(({ resolved: { traits, node } }) => traits.forwarding === "segment" && !stays(node));
  for (const { resolved: subnet } of subnets) {
    const range = `address range ${subnet.traits.subnet?.cidr ?? ""}`;
    loss.add("dropped", range.trim(), "", subnet.node.name);
  }
  const implied = impliedSubnets(subnets, cables);
  const goneKeys = new Set([...implied.keys()].map(({ key }) => key));
  return ok({
    nodes: [...nodes.values()].flat().filter(({ key }) => !goneKeys.has(key)),
    cables: [
      ...cables.filter(({ ends }) => !ends.some(({ node }) => goneKeys.has(node))),
      ...[...implied.values()].flatMap((cable) => cable ?? []),
    ],
  });
}

/** How many nodes and cables there will be, one by one. */
function sizeOf({ links }: Design, nodes: ReadonlyMap<string, ResolvedNode>): number {
  const countOf = (id: string): number => nodes.get(id)?.count ?? 0;
  const machines = [...nodes.values()].reduce((sum, { count }) => sum + count, 0);
  return Object.values(links).reduce(
    (sum, { from, to }) => sum + Math.max(countOf(from.node), countOf(to.node)),
    machines,
  );
}

function copiesOf(id: string, resolved: ResolvedNode): readonly CabledNode[] {
  const { count, node } = resolved;
  return Array.from({ length: count }, (_, index) => ({
    key: count === 1 ? id : `${id} ${index + 1}`,
    name: instanceName(node.name, count, index + 1),
    ordinal: index + 1,
    resolved,
  }));
}

function pairUp(
  id: LinkId,
  link: DesignLink,
  nodes: ReadonlyMap<string, readonly CabledNode[]>,
  loss: LossLog,
): readonly Cable[] {
  const [from, to] = [nodes.get(link.from.node), nodes.get(link.to.node)];
  if (from === undefined || to === undefined || from === to) {
    loss.add("dropped", "link that is no cable between two devices", "", link.label ?? id);
    return [];
  }
  return instancePairs(from.length, to.length).flatMap(([one, other]): readonly Cable[] => {
    const [a, b] = [from[one - 1], to[other - 1]];
    if (a === undefined || b === undefined) return [];
    const ends = [
      { node: a.key, end: link.from },
      { node: b.key, end: link.to },
    ] as const;
    return [{ id, link, ends }];
  });
}

/** Subnets that need no node of their own, with the cable that takes the place of one between two devices. */
function impliedSubnets(
  subnets: readonly CabledNode[],
  cables: readonly Cable[],
): ReadonlyMap<CabledNode, Cable | undefined> {
  const at = new Map<string, Cable[]>(subnets.map(({ key }) => [key, []]));
  for (const cable of cables) for (const { node } of cable.ends) at.get(node)?.push(cable);
  const implied = new Map<CabledNode, Cable | undefined>();
  for (const node of subnets) {
    const joined = at.get(node.key) ?? [];
    const far = joined.flatMap(({ ends }) => ends.filter((end) => end.node !== node.key));
    const [first, second] = far;
    if (far.length < 2) implied.set(node, undefined);
    else if (far.length === 2 && first && second && first.node !== second.node && joined[0])
      implied.set(node, { ...joined[0], ends: [first, second] });
  }
  return implied;
}
