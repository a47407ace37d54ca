import type { Design, NodeId } from "../design/design.ts";
import type { InstanceId } from "../design/instances.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { STANDING_LEVELS, type StandingLevel } from "../kinds/standing.ts";
import { sortedIds } from "../topology/ids.ts";

/** Machines that have to stand apart from each other, or together. */
export interface StandingNeed {
  /** Name of the node or group that asks for it. */
  readonly name: string;
  readonly nodes: readonly NodeId[];
  readonly level: StandingLevel;
  readonly apart: boolean;
  /** Only these instances of the nodes; left out: all of them. */
  readonly instances?: ReadonlySet<InstanceId>;
  /** Nobody asked for it: this link or storage node, which has the name, reaches no other host in this lab. */
  readonly confinedBy?: { readonly sort: "cable" | "volume"; readonly id: string };
}

/** How many instances of a node it is about. */
export function standingCount(
  { nodes, instances: some }: Pick<StandingNeed, "nodes" | "instances">,
  { node, instances }: { readonly node: NodeId; readonly instances: readonly InstanceId[] },
): number {
  if (!nodes.includes(node)) return 0;
  return some === undefined ? instances.length : instances.filter((one) => some.has(one)).length;
}

/** What is left of it with only some of the nodes: of a cable that lost an end, nothing. */
export function standingAmong(standing: StandingNeed, among: ReadonlySet<NodeId>): StandingNeed {
  const nodes = standing.nodes.filter((node) => among.has(node));
  const isCut = standing.confinedBy?.sort === "cable" && nodes.length < standing.nodes.length;
  return { ...standing, nodes: isCut ? [] : nodes };
}

/** What nodes ask for their instances, and groups for all machines in them. */
export function standingNeeds(
  design: Design,
  nodes: readonly ResolvedNode[],
): readonly StandingNeed[] {
  const machines = nodes.filter(({ demand }) => demand.compute !== undefined);
  const own = machines.flatMap(({ id, node, demand: { standing } }) =>
    needsOf(node.name, [id], standing?.apart, standing?.together),
  );
  const ofGroups = sortedIds(Object.keys(design.groups)).flatMap((id) => {
    const group = design.groups[id];
    if (group === undefined) return [];
    const inside = machines.filter(({ node }) => isInside(design, node.group, id));
    return needsOf(
      group.name,
      inside.map((machine) => machine.id),
      group.apart,
      group.together,
    );
  });
  return [...own, ...ofGroups];
}

function needsOf(
  name: string,
  nodes: readonly NodeId[],
  apart: string | null | undefined,
  together: string | null | undefined,
): readonly StandingNeed[] {
  return [
    { level: apart, apart: true },
    { level: together, apart: false },
  ].flatMap((wish) => {
    // A word that is no level, as a file may have it, asks for nothing.
    const level = STANDING_LEVELS.find((one) => one === wish.level);
    return level === undefined || nodes.length === 0
      ? []
      : [{ name, nodes, level, apart: wish.apart }];
  });
}

/** Whether a group is another one or inside it. A damaged file can make a group its own parent. */
export function isInside({ groups }: Design, group: string | undefined, outer: string): boolean {
  const seen = new Set<string>();
  for (let at = group; at !== undefined && !seen.has(at); at = groups[at]?.parent) {
    if (at === outer) return true;
    seen.add(at);
  }
  return false;
}
