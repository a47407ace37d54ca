import { fromInstant } from "../base/clock.ts";
import { Decimal } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";
import { instanceId } from "../design/instances.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { Window } from "../schedule/window.ts";
import { compareText } from "../topology/ids.ts";
import type { Bill, Charge } from "./charge.ts";
import { meteredUses } from "./projected.ts";
import type { RateCard } from "./rate-card.ts";
import { rateGroups } from "./rate.ts";

/** What one node adds to a quote. */
export interface NodeLines {
  readonly charges: readonly Charge[];
  readonly unpriced: Bill["unpriced"];
  /** The sum of the rounded lines. */
  readonly total: Decimal;
}

/** Forgotten all at once beyond this many; a design has some dozen. */
const KINDS_KEPT = 5000;

/**
 * Prices single nodes for a window. A node's lines depend on nothing but what is metered of it and how often,
 * so of nodes that are alike one is rated, and the others get its lines with their own id.
 */
export function nodePricer(
  catalogue: Catalogue,
  card: RateCard,
  window: Window,
): (node: ResolvedNode) => NodeLines {
  const known = new Map<string, NodeLines>();
  return (node) => {
    const key = meteringKey(node);
    let lines = known.get(key);
    if (lines === undefined) {
      if (known.size >= KINDS_KEPT) known.clear();
      known.set(key, (lines = linesOf(node, catalogue, card, window)));
    }
    return linesFor(node.id, lines);
  };
}

/** Equal for nodes that cost the same. */
export function meteringKey({ count, meters }: ResolvedNode): string {
  return [count, ...meters.map(({ meter, item, quantity }) => `${meter} ${item} ${quantity}`)].join(
    "\n",
  );
}

/** The lines of a node without an id. */
function linesOf(
  node: ResolvedNode,
  catalogue: Catalogue,
  card: RateCard,
  window: Window,
): NodeLines {
  const [start, end] = [fromInstant(window.start), fromInstant(window.end)];
  // What lasts no time is not metered.
  if (start >= end) return { charges: [], unpriced: [], total: new Decimal(0) };
  const instances = Array.from({ length: node.count }, (_, index) => instanceId("", index + 1));
  const groups = meteredUses(node)
    .map(({ meter, item, quantity: level }) => {
      const slices = instances.map((instance) => ({ instance, level, start, end }));
      return { node: "", meter, item, slices };
    })
    .toSorted((a, b) => compareText(`${a.meter} ${a.item}`, `${b.meter} ${b.item}`));
  const { charges, unpriced } = rateGroups(card, groups, catalogue);
  const total = charges.reduce((sum, { rounded }) => sum.plus(rounded), new Decimal(0));
  return { charges, unpriced, total };
}

/** A line's key starts with its node. */
function linesFor(node: NodeId, { charges, unpriced, total }: NodeLines): NodeLines {
  return {
    charges: charges.map((charge) =>
      Object.assign({}, charge, { node, lineKey: `${node}${charge.lineKey}` }),
    ),
    unpriced: unpriced.map((one) => Object.assign({}, one, { node })),
    total,
  };
}
