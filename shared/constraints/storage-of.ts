import type { Endpoint, NodeId } from "../design/design.ts";
import { sidesOf, type LinkSide } from "./elements.ts";
import type { RuleContext } from "./rule.ts";

/** The links by which volumes are attached to a machine. */
export function volumesOf(context: RuleContext, machine: NodeId): readonly LinkSide[] {
  const ports = context.node(machine)?.ports.filter(({ medium }) => medium === "storage") ?? [];
  // Who is plugged in elsewhere is not even looked at: nearly all of a machine's links are of the network.
  const isStorage = ({ node, port }: Endpoint): boolean =>
    node === machine && ports.some(({ id }) => id === port);
  return sidesOf(context, machine, ({ from, to }) => isStorage(from) || isStorage(to)).filter(
    ({ other }) => other.node.traits.volume !== undefined,
  );
}

/** What one instance of a machine gets of the volumes attached to it. */
export function attachedGiB(context: RuleContext, machine: NodeId): number {
  return volumesOf(context, machine).reduce((sum, { mine, other }) => {
    const { count } = other.node;
    const total = (other.node.traits.volume?.capacityGiB ?? 0) * count;
    const users = sidesOf(context, other.id)
      .filter((side) => side.other.node.isComputer)
      .reduce((users, side) => users + side.other.node.count, 0);
    return sum + total / Math.max(1, users, mine.node.count);
  }, 0);
}
