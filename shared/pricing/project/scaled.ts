import type { Design, NodeId } from "../../design/design.ts";
import { pathSteps } from "../../design/element-path.ts";
import { expandDesign } from "../../design/expand.ts";
import type { InstanceId } from "../../design/instances.ts";

/** How many copies each node, and each use of a component, stands for. */
export type DrawnCounts = ReadonlyMap<NodeId, number>;

/** The counts of a design as it was sent. Kept in mind by design: designs never change. */
export function drawnCounts(design: Design): DrawnCounts {
  let counts = known.get(design);
  if (counts === undefined) {
    const all = [...Object.entries(expandDesign(design).nodes), ...Object.entries(design.nodes)];
    known.set(design, (counts = new Map(all.map(([id, { count }]) => [id, count]))));
  }
  return counts;
}

const known = new WeakMap<Design, DrawnCounts>();

/**
 * Whether an instance came by scaling: its node, or the component that it came with, was drawn with fewer copies than
 * there are by now. What was not drawn at all was added by somebody, and is no copy of anything.
 */
export function isScaled(drawn: DrawnCounts, node: NodeId, instance: InstanceId): boolean {
  const [{ id, copy } = { id: "", copy: null }] = pathSteps(node);
  if (copy !== null && isBeyond(drawn.get(id), copy)) return true;
  return isBeyond(drawn.get(node), Number(instance.slice(instance.lastIndexOf(".") + 1)));
}

function isBeyond(count: number | undefined, ordinal: number): boolean {
  return count !== undefined && ordinal > count;
}
