import type { z } from "zod";
import { memoiseText } from "../base/memo.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, DesignNode, NodeId } from "../design/design.ts";
import type {
  ComponentKind,
  Copies,
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
  /** Between how many instances it goes as the load does; null: there are `count`. */
  readonly copies: Copies | null;
  readonly summary: string;
}

/** The most instances one node may stand for. */
export const MAXIMUM_COUNT = 10_000;

/** What follows from a node's kind and its properties alone. */
type Content = Omit<ResolvedNode, "id" | "node" | "count">;

/** What one catalogue was asked for before. */
interface Known {
  /** Designs are immutable, so a node object that is the same is resolved once, whoever asks. */
  readonly nodes: WeakMap<DesignNode, ResolvedNode>;
  /** By {@link contentText}: of the thousands of nodes of a design, most are like others. */
  readonly contentOf: (text: string) => Content;
}

const known = new WeakMap<Catalogue, Known>();

function knownTo(catalogue: Catalogue): Known {
  let found = known.get(catalogue);
  if (found === undefined) {
    const contentOf = memoiseText((text) => readContent(text, catalogue), CONTENTS_KEPT);
    known.set(catalogue, (found = { nodes: new WeakMap(), contentOf }));
  }
  return found;
}

const CONTENTS_KEPT = 5000;

/**
 * Looks at one node through its kind. Cheap when the same node object was resolved before, one that is alike, or
 * when what it was until now, seen through the same catalogue, is given and has the very same properties. Nodes
 * that are alike share all that follows from kind and properties.
 */
export function resolveNode(
  id: NodeId,
  node: DesignNode,
  catalogue: Catalogue,
  before?: ResolvedNode,
): ResolvedNode {
  const { nodes, contentOf } = knownTo(catalogue);
  const found = nodes.get(node);
  if (found !== undefined && found.id === id) return found;
  const isKnown =
    before?.id === id &&
    before.node.kind === node.kind &&
    before.node.properties === node.properties;
  const content = isKnown ? before : contentOf(contentText(node));
  const resolved = { ...content, id, node, count: sensibleCount(node.count) };
  nodes.set(node, resolved);
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

function contentText({ kind, properties }: DesignNode): string {
  return JSON.stringify([kind, properties]);
}

function readContent(text: string, catalogue: Catalogue): Content {
  // It was written by contentText.
  const [kindId, raw] = JSON.parse(text) as [string, DesignNode["properties"]];
  const kind = findKind(kindId);
  if (kind === undefined) return { ...UNKNOWN, properties: raw };
  const { properties, issues } = readProperties(kind.properties, raw);
  return {
    kind,
    properties,
    issues,
    traits: kind.traits(properties, catalogue),
    ports: kind.ports(properties, catalogue),
    demand: kind.demand(properties, catalogue),
    meters: kind.meters(properties, catalogue),
    expected: kind.expectedUse?.(properties, catalogue) ?? [],
    copies: kind.copies?.(properties) ?? null,
    summary: kind.summary(properties, catalogue),
  };
}

const UNKNOWN: Omit<Content, "properties"> = {
  kind: undefined,
  issues: [],
  traits: { forwarding: "none" },
  ports: [],
  demand: {},
  meters: [],
  expected: [],
  copies: null,
  summary: "unknown kind",
};

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
