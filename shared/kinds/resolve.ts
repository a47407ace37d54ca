import type { z } from "zod";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, DesignNode, NodeId } from "../design/design.ts";
import type {
  ComponentKind,
  Demand,
  ExpectedUse,
  MeterUse,
  PortGroup,
  Traits,
} from "./component-kind.ts";
import { findKind } from "./index.ts";

/** A property whose value the kind's schema refused; the default stands in for it. */
interface PropertyIssue {
  readonly property: string;
  readonly message: string;
}

/** A node seen through its kind: everything the rest of the domain may ask of it. */
export interface ResolvedNode {
  readonly id: NodeId;
  readonly node: DesignNode;
  /** The kind, or undefined for a kind this version does not know. */
  readonly kind: ComponentKind | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly issues: readonly PropertyIssue[];
  /** Instances: the node's count where it is a sensible number, else 1 (a rule reports the rest). */
  readonly count: number;
  readonly traits: Traits;
  readonly ports: readonly PortGroup[];
  /** Per instance. */
  readonly demand: Demand;
  /** Per instance. */
  readonly meters: readonly MeterUse[];
  /** Per instance. */
  readonly expected: readonly ExpectedUse[];
  readonly summary: string;
}

/** The most instances one node may stand for. */
export const MAXIMUM_COUNT = 10_000;

// Designs are immutable, so a node object that is the same is resolved once, whoever asks.
const caches = new WeakMap<Catalogue, WeakMap<DesignNode, ResolvedNode>>();

/**
 * Looks at one node through its kind. Cheap when the same node object was resolved before, or when what it was
 * until now, seen through the same catalogue, is given and has the very same properties.
 */
export function resolveNode(
  id: NodeId,
  node: DesignNode,
  catalogue: Catalogue,
  before?: ResolvedNode,
): ResolvedNode {
  let cache = caches.get(catalogue);
  if (cache === undefined) caches.set(catalogue, (cache = new WeakMap()));
  const known = cache.get(node);
  if (known !== undefined && known.id === id) return known;
  const isKnown =
    before?.id === id &&
    before.node.kind === node.kind &&
    before.node.properties === node.properties;
  const resolved = isKnown
    ? { ...before, node, count: sensibleCount(node.count) }
    : resolveAnew(id, node, catalogue);
  cache.set(node, resolved);
  return resolved;
}

/** True when two versions of a node are the same but for name, place, group and lock. */
export function sameContent(a: DesignNode, b: DesignNode): boolean {
  return a.kind === b.kind && Object.is(a.count, b.count) && a.properties === b.properties;
}

export function resolveNodes(
  design: Design,
  catalogue: Catalogue,
): ReadonlyMap<NodeId, ResolvedNode> {
  return new Map(
    Object.entries(design.nodes).map(([id, node]) => [id, resolveNode(id, node, catalogue)]),
  );
}

function resolveAnew(id: NodeId, node: DesignNode, catalogue: Catalogue): ResolvedNode {
  const kind = findKind(node.kind);
  if (kind === undefined) return unknownNode(id, node);
  const { properties, issues } = readProperties(kind.properties, node.properties);
  return {
    id,
    node,
    kind,
    properties,
    issues,
    count: sensibleCount(node.count),
    traits: kind.traits(properties, catalogue),
    ports: kind.ports(properties, catalogue),
    demand: kind.demand(properties, catalogue),
    meters: kind.meters(properties, catalogue),
    expected: kind.expectedUse?.(properties, catalogue) ?? [],
    summary: kind.summary(properties, catalogue),
  };
}

function unknownNode(id: NodeId, node: DesignNode): ResolvedNode {
  return {
    id,
    node,
    kind: undefined,
    properties: node.properties,
    issues: [],
    count: sensibleCount(node.count),
    traits: { forwarding: "none" },
    ports: [],
    demand: {},
    meters: [],
    expected: [],
    summary: "unknown kind",
  };
}

function sensibleCount(count: number): number {
  return Number.isInteger(count) && count >= 1 && count <= MAXIMUM_COUNT ? count : 1;
}

/** Parses properties; where one is refused, its default is taken and the refusal reported. */
function readProperties(
  schema: z.ZodObject,
  raw: DesignNode["properties"],
): { properties: Record<string, unknown>; issues: readonly PropertyIssue[] } {
  const whole = schema.safeParse(raw);
  if (whole.success) return { properties: whole.data, issues: [] };
  const issues = whole.error.issues.map((issue) => ({
    property: String(issue.path[0] ?? ""),
    message: issue.message,
  }));
  const refused = new Set(issues.map((issue) => issue.property));
  const rest = Object.fromEntries(Object.entries(raw).filter(([key]) => !refused.has(key)));
  return { properties: schema.parse(rest), issues };
}
