import { Decimal, decimalText } from "../base/money.ts";
import type { NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { RatedLine } from "./engine/line.ts";
import type { Segment } from "./engine/segments.ts";
import { targetText } from "./engine/steps/target.ts";
import {
  nodeUsage,
  usageSegment,
  type DrawnAround,
  type NodeUsage,
  type UsageContext,
} from "./project/node-usage.ts";
import type { Window } from "../schedule/window.ts";
import { isPriced } from "./rated.ts";

/** What one node adds to a quote. */
export interface NodeLines {
  /** Also of what has no price. */
  readonly lines: readonly RatedLine[];
  /** The sum of what they charge; null where nothing has a price. */
  readonly total: Decimal | null;
}

/** A node as far as its price depends on it. */
export interface MeteredNode extends NodeUsage {
  readonly count: number;
  /** Equal for nodes that cost the same. */
  readonly key: string;
}

export function meteredNode(drawn: DrawnAround, resolved: ResolvedNode): MeteredNode {
  const usage = nodeUsage(drawn, resolved);
  const { count } = resolved;
  const { kind, component, groups, uses } = usage;
  const key = JSON.stringify([count, kind, component, groups, uses]);
  return { ...usage, count, key };
}

/** Forgotten all at once beyond this many; a design has some dozen. */
const KINDS_KEPT = 5000;

/** No id of a node is like it. */
const ANY = "\u0001";

/**
 * Prices single nodes for a window by a book in which that is possible (`isSeparable`). A node's lines depend on
 * nothing but what is metered of it and how often, so of nodes that are alike one is rated, and the others get its
 * lines with their own id.
 */
export function nodePricer(
  rater: (segments: readonly Segment[]) => readonly RatedLine[],
  context: UsageContext,
  window: Window,
): (node: MeteredNode) => NodeLines {
  const known = new Map<string, NodeLines>();
  return (node) => {
    let lines = known.get(node.key);
    if (lines === undefined) {
      if (known.size >= KINDS_KEPT) known.clear();
      known.set(node.key, (lines = linesOf(rater(togetherOf(node, context, window)), node.count)));
    }
    return linesFor(node.node, lines);
  };
}

/** What all instances of a node use, as if it were one instance: they all do so at the same time. */
export function togetherOf(
  node: Omit<MeteredNode, "key">,
  context: UsageContext,
  window: Window,
): readonly Segment[] {
  const instance = { source: "projected", instance: ANY, ...window } as const;
  return node.uses.map((use) => {
    const quantity = decimalText(new Decimal(use.quantity).times(node.count));
    return usageSegment(context, { ...node, node: ANY }, { ...use, quantity }, instance);
  });
}

function linesOf(lines: readonly RatedLine[], instances: number): NodeLines {
  const priced = lines.filter(isPriced);
  const total = priced.reduce((sum, { rounded }) => sum.plus(rounded), new Decimal(0));
  return {
    lines: lines.map((line) => Object.assign({}, line, { instances })),
    total: priced.length === 0 ? null : total,
  };
}

/** The node's id is also a part of the keys. */
function linesFor(node: NodeId, { lines, total }: NodeLines): NodeLines {
  const text = targetText(node);
  return {
    lines: lines.map((line) =>
      Object.assign({}, line, {
        node,
        lineKey: line.lineKey.replace(ANY, () => text),
        compareKey: line.compareKey.replace(ANY, () => text),
      }),
    ),
    total,
  };
}
