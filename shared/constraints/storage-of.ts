import type { NodeId } from "../design/design.ts";
import { sidesOf, type LinkSide } from "./elements.ts";
import type { RuleContext } from "./rule.ts";

/** The links by which volumes are attached to a machine. */
export function volumesOf(context: RuleContext, machine: NodeId): readonly LinkSide[] {
  return sidesOf(context, machine).filter(
    ({ mine, other }) => mine.group?.medium === "storage" && other.node.traits.volume !== undefined,
  );
}

/** What one instance of a machine gets of the volumes attached to it. */
export function attachedGiB(context: RuleContext, machine: NodeId): number {
  return volumesOf(context, machine).reduce((sum, { mine, other }) => {
    const { count } = other.node;
    const total = (other.node.traits.volume?.capacityGiB ?? 0) * count;
    const users = sidesOf(context, other.id)
      .filter((side) => side.other.node.demand.compute !== undefined)
      .reduce((users, side) => users + side.other.node.count, 0);
    return sum + total / Math.max(1, users, mine.node.count);
  }, 0);
}
