import { Decimal, decimalText } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { instanceId } from "../design/instances.ts";
import type { MeterUse } from "../kinds/component-kind.ts";
import { resolveNodes, type ResolvedNode } from "../kinds/resolve.ts";
import type { Window } from "../schedule/window.ts";
import type { UsageSegment } from "./charge.ts";

/**
 * What is metered while one instance of a node exists, each item once. The quote and the daemon's meter
 * both take it from here, so that what was quoted is what is measured.
 */
export function meteredUses(node: ResolvedNode): readonly MeterUse[] {
  const uses = new Map<string, MeterUse>();
  for (const use of node.meters) {
    const key = `${use.meter} ${use.item}`;
    const known = uses.get(key);
    const quantity = new Decimal(use.quantity).plus(known?.quantity ?? 0);
    uses.set(key, { ...use, quantity: decimalText(quantity) });
  }
  return [...uses.values()];
}

/** The usage to expect of a design in a window: every instance of every node, all the time. */
export function projectedSegments(
  design: Design,
  catalogue: Catalogue,
  window: Window,
): readonly UsageSegment[] {
  return [...resolveNodes(expandDesign(design), catalogue).values()].flatMap((node) =>
    segmentsOf(node, window),
  );
}

/** The usage to expect of one node. */
function segmentsOf(node: ResolvedNode, window: Window): readonly UsageSegment[] {
  const uses = meteredUses(node);
  return Array.from({ length: node.count }, (_, index) => instanceId(node.id, index + 1)).flatMap(
    (instance) => uses.map((use) => projectedSegment(node, instance, use, window)),
  );
}

function projectedSegment(
  node: ResolvedNode,
  instance: string,
  use: MeterUse,
  window: Window,
): UsageSegment {
  return { ...use, node: node.id, instance, ...window, quality: "projected" };
}

/** What all nodes of a design are metered for together, each item once. */
export function totalUses(design: Design, catalogue: Catalogue): readonly MeterUse[] {
  const uses = new Map<string, { use: MeterUse; quantity: Decimal }>();
  for (const node of resolveNodes(expandDesign(design), catalogue).values())
    for (const use of node.meters) {
      const key = `${use.meter} ${use.item}`;
      const known = uses.get(key)?.quantity ?? new Decimal(0);
      const quantity = known.plus(new Decimal(use.quantity).times(node.count));
      uses.set(key, { use, quantity });
    }
  return [...uses.values()].map(({ use: { meter, item }, quantity }) => {
    return { meter, item, quantity: decimalText(quantity) };
  });
}
