import { Decimal, decimalText } from "../base/money.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { RatedLine } from "./engine/line.ts";
import type { Segment } from "./engine/segments.ts";
import { prepareRating } from "./engine/prepare.ts";
import { targetStart } from "./engine/steps/target.ts";
import type { Frame } from "./engine/usage.ts";
import { selectedBy } from "./separable.ts";
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
  /** Also of what has no price. Made when somebody looks: thousands of nodes have lines that nobody sees. */
  readonly lines: () => readonly RatedLine[];
  readonly isEmpty: boolean;
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

/**
 * Prices single nodes for a window by a book in which that is possible (`isSeparable`). A node's lines depend on
 * nothing but what is metered of it, how often, and what rules of the book select by; so of nodes that are alike one
 * is rated, and the others get its lines with their own name on them.
 */
export function nodePricer(
  { book, contract, calendar }: Frame,
  context: UsageContext,
  window: Window,
): (node: MeteredNode) => NodeLines {
  const rater = prepareRating(book, contract, calendar);
  const selected = selectedBy(book);
  const known = new Map<string, Template>();
  return (node) => {
    const plain = { ...node, ...selected(node), node: "" };
    const key = JSON.stringify([
      plain.count,
      plain.kind,
      plain.component,
      plain.groups,
      plain.uses,
    ]);
    let template = known.get(key);
    if (template === undefined) {
      if (known.size >= KINDS_KEPT) known.clear();
      const start = targetStart({ ...classed(context), ...plain }, context.account);
      known.set(key, (template = templateOf(rater(togetherOf(plain, context, window)), start)));
    }
    return linesFor(node, context, template);
  };
}

/** What all instances of a node use, as if it were one instance: they all do so at the same time. */
function togetherOf(
  node: Omit<MeteredNode, "key">,
  context: UsageContext,
  window: Window,
): readonly Segment[] {
  const instance = { source: "projected", instance: "", ...window } as const;
  return node.uses.map((use) => {
    const quantity = decimalText(new Decimal(use.quantity).times(node.count));
    return usageSegment(context, node, { ...use, quantity }, instance);
  });
}

function classed({ qosClass = "", ...context }: UsageContext) {
  return { ...context, qosClass };
}

/** The lines of nodes that are alike, all of whose keys have the same start. */
interface Template {
  readonly lines: readonly RatedLine[];
  readonly start: string;
  readonly total: Decimal | null;
}

function templateOf(lines: readonly RatedLine[], start: string): Template {
  const priced = lines.filter(isPriced);
  const total = priced.reduce((sum, { rounded }) => sum.plus(rounded), new Decimal(0));
  return { lines, start, total: priced.length === 0 ? null : total };
}

function linesFor(
  { node, component, groups, count: instances }: MeteredNode,
  context: UsageContext,
  template: Template,
): NodeLines {
  const make = (): readonly RatedLine[] => {
    const own = { ...classed(context), node, component, groups };
    const start = targetStart(own, context.account);
    const keyed = (key: string): string => start + key.slice(template.start.length);
    return template.lines.map((line) =>
      Object.assign({}, line, {
        node,
        groups: groups.toSorted(),
        instances,
        lineKey: keyed(line.lineKey),
        compareKey: keyed(line.compareKey),
      }),
    );
  };
  let made: readonly RatedLine[] | undefined;
  return {
    lines: () => (made ??= make()),
    isEmpty: template.lines.length === 0,
    total: template.total,
  };
}
