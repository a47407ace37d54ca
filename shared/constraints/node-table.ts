import type { Catalogue } from "../catalogue/catalogue.ts";
import type { DesignNode, NodeId } from "../design/design.ts";
import { sameJson } from "../design/same-json.ts";
import { resolveNode, sameContent, type ResolvedNode } from "../kinds/resolve.ts";
import { createNodeIndexes, type NodeIndexes } from "./node-indexes.ts";
import type { LinkedNode, RuleNode } from "./rule.ts";
import type { Changes } from "./state.ts";

/** The nodes of a design with their indexes. */
export interface NodeTable {
  readonly all: ReadonlyMap<NodeId, DesignNode>;
  readonly resolved: ReadonlyMap<NodeId, ResolvedNode>;
  /** Adds, replaces or (undefined) removes a node, and notes what that changes. */
  readonly put: (id: NodeId, next: DesignNode | undefined, changes: Changes) => void;
  readonly node: (id: NodeId) => RuleNode | undefined;
  readonly linked: (id: NodeId) => LinkedNode | undefined;
  readonly placeBeside: (id: NodeId) => { readonly x: number; readonly y: number };
  readonly indexes: Omit<NodeIndexes, "put">;
}

type Ports = RuleNode["ports"];

const NONE: readonly never[] = [];

/** How far beside a node a quick fix puts what it adds. */
const BESIDE = { x: 240, y: 40 };

export function createNodeTable(catalogue: Catalogue): NodeTable {
  const all = new Map<NodeId, DesignNode>();
  const resolved = new Map<NodeId, ResolvedNode>();
  const nodes = new Map<NodeId, RuleNode>();
  const linked = new Map<NodeId, LinkedNode>();
  const indexes = createNodeIndexes(catalogue);
  const replace = (id: NodeId, next: DesignNode | undefined): ResolvedNode | undefined => {
    const now = next && resolveNode(id, next, catalogue, resolved.get(id));
    if (next === undefined || now === undefined) {
      resolved.delete(id);
      nodes.delete(id);
    } else {
      resolved.set(id, now);
      nodes.set(id, ruleNode(now, next));
    }
    return now;
  };
  const relink = (id: NodeId, now: RuleNode | undefined, changes: Changes): void => {
    const before = linked.get(id);
    const next = now && linkedNode(now);
    if (sameJson(before, next)) return;
    if (next === undefined) linked.delete(id);
    else linked.set(id, next);
    changes.linked.add(id);
  };
  const resocket = (id: NodeId, before: Ports, now: Ports, changes: Changes): void => {
    const [sockets, speeds] = [new Set<string>(), new Set<string>()];
    for (const port of new Set([...before, ...now].map((group) => group.id))) {
      const [a, b] = [before, now].map((groups) => groups.find((group) => group.id === port));
      if (a?.title !== b?.title || a?.medium !== b?.medium) sockets.add(port);
      if (a?.speedMbps !== b?.speedMbps) speeds.add(port);
    }
    if (sockets.size > 0) changes.sockets.set(id, sockets);
    if (speeds.size > 0) changes.speeds.set(id, speeds);
  };
  return {
    all,
    resolved,
    put: (id, next, changes) => {
      const previous = all.get(id);
      if (next === undefined) all.delete(id);
      else all.set(id, next);
      const renamed = previous?.name !== next?.name;
      if (renamed) changes.names.add(id);
      if (previous?.position !== next?.position) changes.positions.add(id);
      const same = previous !== undefined && next !== undefined && sameContent(previous, next);
      if (!same) {
        const before = resolved.get(id);
        const now = replace(id, next);
        if (before?.count !== now?.count) changes.counts.add(id);
        changes.nodes.add(id);
        relink(id, nodes.get(id), changes);
        resocket(id, before?.ports ?? NONE, now?.ports ?? NONE, changes);
        if (!sameShape(before, now)) changes.shapes.add(id);
      }
      if (!same || renamed) {
        const { sort } = indexes.filed(id);
        indexes.put(id, nodes.get(id), next?.name ?? "", changes);
        if (next !== undefined && indexes.filed(id).sort !== sort) changes.newNodes.add(id);
      }
    },
    node: (id) => nodes.get(id),
    linked: (id) => linked.get(id),
    placeBeside: (id) => {
      const { x, y } = all.get(id)?.position ?? { x: 0, y: 0 };
      return { x: x + BESIDE.x, y: y + BESIDE.y };
    },
    indexes,
  };
}

function ruleNode(node: ResolvedNode, source: DesignNode): RuleNode {
  const { id, kind, properties, issues, count, traits, ports, demand, meters } = node;
  const { expected, copies } = node;
  const stated = { kindId: source.kind, statedCount: source.count };
  // Named one by one: to copy what is left of an object takes ten times as long.
  const own = { id, kind, properties, issues, count, traits, ports, demand, meters };
  return Object.assign(own, { expected, copies }, stated);
}

function linkedNode({ id, count, traits, kind, demand }: RuleNode): LinkedNode {
  const { forwarding, volume, use } = traits;
  return {
    id,
    count,
    traits: { forwarding, ...(volume && { volume }), ...(use && { use }) },
    isKnown: kind !== undefined,
    isComputer: demand.compute !== undefined,
  };
}

/** True when all that the topology is made of is the same. */
function sameShape(a: ResolvedNode | undefined, b: ResolvedNode | undefined): boolean {
  return (
    a?.traits.forwarding === b?.traits.forwarding &&
    a?.traits.subnet?.vlan === b?.traits.subnet?.vlan &&
    a?.ports.length === b?.ports.length &&
    a?.ports.every(
      ({ id, medium }, at) => id === b?.ports[at]?.id && medium === b.ports[at].medium,
    ) !== false
  );
}
