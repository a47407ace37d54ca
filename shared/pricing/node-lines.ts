import { Decimal, decimalText } from "../base/money.ts";
import type { DesignNode } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { PriceBook } from "./engine/book.ts";
import { scaled } from "./engine/exact.ts";
import type { RatedLine } from "./engine/line.ts";
import type { Segment } from "./engine/segments.ts";
import { prepareRating } from "./engine/prepare.ts";
import { targetStart } from "./engine/steps/target.ts";
import { chargeFor, unitCosts, type UnitCost } from "./engine/unit-costs.ts";
import type { Frame } from "./engine/usage.ts";
import { quantityOf, type ItemUse } from "./run-rate.ts";
import { isBeyondFirst, selectedBy } from "./separable.ts";
import {
  componentAround,
  groupsOf,
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
  /** Whether it says what to expect of use that is only measured: that is priced with the whole alone. */
  readonly expects: boolean;
  /** Equal for nodes that cost the same. */
  readonly key: string;
}

export function meteredNode(
  drawn: DrawnAround,
  resolved: ResolvedNode,
  count = resolved.count,
): MeteredNode {
  const { expected } = resolved;
  return withKey({ ...nodeUsage(drawn, resolved), count, expects: expected.length > 0 });
}

/** The same node where what is around it is another: it is not looked at through its kind again. */
export function movedNode(drawn: DrawnAround, before: MeteredNode, node: DesignNode): MeteredNode {
  const component = componentAround(drawn, before.node);
  return withKey({ ...before, component, groups: groupsOf(drawn, node) });
}

function withKey(usage: Omit<MeteredNode, "key">): MeteredNode {
  const { count, kind, component, groups, uses, expects } = usage;
  return { ...usage, key: JSON.stringify([count, kind, component, groups, uses, expects]) };
}

/** Forgotten all at once beyond this many; a design has some dozen. */
const KINDS_KEPT = 5000;

/** Equal for nodes that cost the same by a book, whatever their lines call them. */
export function costKeyOf(book: PriceBook): (node: MeteredNode) => string {
  const selected = selectedBy(book);
  const keyFor = (node: MeteredNode): string => {
    const { kind, component, groups } = selected(node);
    return JSON.stringify([node.count, kind, component, groups, node.uses]);
  };
  const keys = new WeakMap<MeteredNode, string>();
  return (node) => {
    let key = keys.get(node);
    if (key === undefined) keys.set(node, (key = keyFor(node)));
    return key;
  };
}

/**
 * Prices single nodes for a window by a book in which that is possible (`separable.ts`). A node's lines depend on
 * nothing but what is metered of it, how often, and what rules of the book select by; so of nodes that are alike one
 * is rated, and the others get its lines with their own name on them. What they add up to is known before: the
 * price of a unit is worked out once for each item, and a node is many units.
 */
export function nodePricer(
  frame: Frame,
  context: UsageContext,
  window: Window,
  costKey = costKeyOf(frame.book),
): (node: MeteredNode) => NodeLines {
  const { book, contract, calendar } = frame;
  const rater = prepareRating(book, contract, calendar);
  const selected = selectedBy(book);
  const chargesOf = chargeFinder(frame, context, window);
  const templates = new Map<string, Template>();
  const templateFor = (plain: Omit<MeteredNode, "key">, key: string): Template =>
    kept(templates, key, () => {
      const start = targetStart({ ...classed(context), ...plain }, context.account);
      return templateOf(rater(togetherOf(plain, context, window)), start);
    });
  const sums = new Map<string, Charges>();
  return (node) => {
    const plain = { ...node, ...selected(node), node: "" };
    const key = costKey(node);
    const sum = kept(sums, key, () => chargesOf(plain) ?? templateFor(plain, key));
    return linesFor(node, context, sum, () => templateFor(plain, key));
  };
}

/** What is known, or else made and kept. */
function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) {
    if (known.size >= KINDS_KEPT) known.clear();
    known.set(key, (value = make()));
  }
  return value;
}

type Charges = Pick<NodeLines, "isEmpty" | "total">;

/** What all nodes together use of an item, and when. */
interface UseWithin {
  readonly use: ItemUse;
  readonly window: Window;
}

/**
 * Whether nodes cost what they do by themselves, given what all of them use of what is priced in bands: as long as
 * that is in the first band.
 */
export function firstBandChecker(
  { book, contract, calendar }: Frame,
  context: UsageContext,
): (banded: readonly UseWithin[]) => boolean {
  const rater = prepareRating(book, contract, calendar);
  return (banded) => {
    const segments = banded.map(({ use, window }, at) =>
      usageSegment(
        context,
        { ...use, node: "" },
        { ...use, quantity: quantityOf(use) },
        // Those of one instance at the same time would count once.
        { source: "projected", instance: String(at), ...window },
      ),
    );
    return segments.length === 0 || !isBeyondFirst(rater(segments));
  };
}

/** What nodes come to, without their lines; null where that is not so much for each unit. */
function chargeFinder(
  frame: Frame,
  context: UsageContext,
  window: Window,
): (plain: Omit<MeteredNode, "key">) => Charges | null {
  const unitCost = unitCosts(frame);
  const known = new Map<string, UnitCost | null>();
  return (plain) => {
    let isEmpty = true;
    let total: Decimal | null = null;
    for (const use of plain.uses) {
      const { kind, component, groups } = plain;
      const key = JSON.stringify([use.meter, use.item, kind, component, groups]);
      const one = { ...plain, count: 1, uses: [{ ...use, quantity: "1" }] };
      const cost = kept(known, key, () => {
        const [segment] = togetherOf(one, context, window);
        return segment === undefined ? null : unitCost(segment);
      });
      const level = scaled(use.quantity) * BigInt(plain.count);
      // A rule may have no line for nothing.
      if (cost === null || level <= 0n) return null;
      if (cost.lines.length > 0) total = chargeFor(frame, cost, level).plus(total ?? 0);
      if (cost.lines.length > 0 || cost.isUnpriced) isEmpty = false;
    }
    return { isEmpty, total };
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
interface Template extends Charges {
  readonly lines: readonly RatedLine[];
  readonly start: string;
}

function templateOf(lines: readonly RatedLine[], start: string): Template {
  const priced = lines.filter(isPriced);
  const sum = priced.reduce((total, { rounded }) => total.plus(rounded), new Decimal(0));
  return { lines, start, total: priced.length === 0 ? null : sum, isEmpty: lines.length === 0 };
}

function linesFor(
  { node, component, groups, count: instances }: MeteredNode,
  context: UsageContext,
  { isEmpty, total }: Charges,
  templateFor: () => Template,
): NodeLines {
  const make = (): readonly RatedLine[] => {
    const template = templateFor();
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
  return { lines: () => (made ??= make()), isEmpty, total };
}
