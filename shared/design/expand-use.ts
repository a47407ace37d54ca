import { MAXIMUM_COUNT } from "../kinds/resolve.ts";
import { componentKey, type ComponentVersion } from "./component.ts";
import type { DesignLink, DesignNode, Endpoint, NodeId } from "./design.ts";
import { innerId } from "./element-path.ts";
import { expandBody, type Body, type ExpandedUse } from "./expand-body.ts";
import { innerName, renamed } from "./expand-names.ts";
import { MAXIMUM_DEPTH, readUse, usedVersion, withParameters } from "./use.ts";
import type { Components, Use, UseTrouble } from "./use.ts";

/** What one use stands for. */
export interface UseExpansion extends ExpandedUse {
  /** Every version that was looked for, so that one can tell when this is out of date. */
  readonly needs: ReadonlyMap<string, ComponentVersion | undefined>;
}

interface Surroundings {
  readonly components: Components;
  /** The components this use lies in, outermost first. */
  readonly inside: readonly string[];
  readonly needs: Map<string, ComponentVersion | undefined>;
  readonly budget: { left: number };
}

/** More than this many copied elements, and a small file could fill the memory. */
export const MAXIMUM_EXPANSION = 100_000;

/**
 * Expands one use of a drawing, with everything used inside it. `within` is the component that the drawing is
 * one of, if it is: a use of it would lie in itself.
 */
export function expandUse(
  id: NodeId,
  node: DesignNode,
  components: Components,
  within?: string,
): UseExpansion {
  const inside = within === undefined ? [] : [within];
  const needs: Surroundings["needs"] = new Map();
  const budget = { left: MAXIMUM_EXPANSION };
  const found = expand(id, node, { components, inside, needs, budget });
  // Half of a use is of no use: either all of it fits or it stays a shell.
  return budget.left < 0 ? tooLarge(id, node, needs) : { ...found, needs };
}

/** The use as a shell that says it is too large. */
export function tooLarge(id: NodeId, node: DesignNode, needs: UseExpansion["needs"]): UseExpansion {
  return { ...empty(id, node, [{ reason: "too-large" }]), needs };
}

function expand(id: NodeId, node: DesignNode, around: Surroundings): ExpandedUse {
  around.budget.left -= 1;
  const use = readUse(node);
  if (use === undefined) return empty(id, node, []);
  const version = usedVersion(around.components, use);
  around.needs.set(componentKey(use.component, use.version), version);
  if (version === undefined) return empty(id, node, [{ reason: "missing" }]);
  if (around.inside.includes(use.component)) return empty(id, node, [{ reason: "in-itself" }]);
  if (around.inside.length >= MAXIMUM_DEPTH) return empty(id, node, [{ reason: "too-deep" }]);
  const { nodes, unknown } = withParameters(version, use.parameters);
  const inner = { ...around, inside: [...around.inside, use.component] };
  const body = expandBody({ nodes, links: version.links }, (innerUse, its) =>
    expand(innerUse, its, inner),
  );
  const troubles = unknown.map(
    (parameter) => ({ reason: "parameter-unknown", parameter }) as const,
  );
  const copies = copyBody(id, node, { version, body, troubles }, around);
  // A use that something is wrong with stays beside its contents, for rules to point at.
  const isFaulty = troubles.length > 0 || !isSensible(node, use);
  return isFaulty ? { ...copies, nodes: { [id]: copies.shell, ...copies.nodes } } : copies;
}

function isSensible({ count, properties }: DesignNode, { parameters }: Use): boolean {
  const given = properties["parameters"];
  return isCount(count) && (given === undefined || given === parameters);
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= MAXIMUM_COUNT;
}

/** The use itself, holding nothing; its troubles are told where its kind finds them. */
function shellOf(node: DesignNode, troubles: readonly UseTrouble[]): DesignNode {
  const told = troubles.map((trouble) => ({ ...trouble }));
  return { ...node, properties: { ...node.properties, troubles: told } };
}

function empty(id: NodeId, node: DesignNode, troubles: readonly UseTrouble[]): ExpandedUse {
  const shell = shellOf(node, troubles);
  return { nodes: { [id]: shell }, links: {}, ports: new Map(), shell, size: 1 };
}

interface Contents {
  readonly version: ComponentVersion;
  readonly body: Body;
  readonly troubles: readonly UseTrouble[];
}

function copyBody(
  id: NodeId,
  node: DesignNode,
  { version, body, troubles }: Contents,
  { budget }: Surroundings,
): ExpandedUse {
  const count = isCount(node.count) ? node.count : 1;
  const inner = { nodes: Object.entries(body.nodes), links: Object.entries(body.links) };
  const size = (inner.nodes.length + inner.links.length + 1) * count;
  const shell = shellOf(node, troubles);
  const nodes: Record<NodeId, DesignNode> = {};
  const links: Record<string, DesignLink> = {};
  budget.left -= size;
  if (budget.left < 0) return { nodes, links, ports: new Map(), shell, size };
  const name = node.name.trim() || version.name;
  const corner = cornerOf(version);
  for (let copy = 1; copy <= count; copy++) {
    const inside = (its: string): string => innerId(id, copy, its);
    const nameOf = (its: string): string => innerName(name, count === 1 ? null : copy, its);
    for (const [its, found] of renamed(inner.nodes, nameOf))
      nodes[inside(its)] = placed(found, node, corner);
    for (const [its, link] of inner.links) links[inside(its)] = linkInside(link, inside);
  }
  return { nodes, links, ports: portsOf(id, count, version, body), shell, size };
}

function linkInside(link: DesignLink, inside: (inner: string) => string): DesignLink {
  const { from, to } = link;
  return {
    ...link,
    from: { ...from, node: inside(from.node) },
    to: { ...to, node: inside(to.node) },
  };
}

/** The inner node where the use stands; a group inside a component is none of the drawing's groups. */
function placed(inner: DesignNode, use: DesignNode, corner: DesignNode["position"]): DesignNode {
  const { group: _group, locked: _locked, ...rest } = inner;
  const x = use.position.x + inner.position.x - corner.x;
  const y = use.position.y + inner.position.y - corner.y;
  const group = use.group === undefined ? {} : { group: use.group };
  return { ...rest, ...group, position: { x, y } };
}

/** The upper left of what a version holds. */
export function cornerOf({ nodes }: Pick<ComponentVersion, "nodes">): DesignNode["position"] {
  const places = Object.values(nodes).map(({ position }) => position);
  const [first = { x: 0, y: 0 }] = places;
  return places.reduce(
    (least, { x, y }) => ({ x: Math.min(least.x, x), y: Math.min(least.y, y) }),
    {
      x: first.x,
      y: first.y,
    },
  );
}

function portsOf(
  id: NodeId,
  count: number,
  version: ComponentVersion,
  { uses }: Body,
): ReadonlyMap<string, readonly Endpoint[]> {
  const ends = new Map<string, readonly Endpoint[]>();
  for (const [exposed, { node, port }] of Object.entries(version.ports)) {
    if (!Object.hasOwn(version.nodes, node)) continue;
    const use = uses.get(node);
    const inner = use === undefined ? [{ node, port }] : use.ports.get(port);
    if (inner === undefined) continue;
    const copies = Array.from({ length: count }, (_, index) =>
      inner.map((end) => ({ node: innerId(id, index + 1, end.node), port: end.port })),
    );
    ends.set(exposed, copies.flat());
  }
  return ends;
}
