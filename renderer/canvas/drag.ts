import type { Design } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { emptiedGroups } from "../commands/clipboard.ts";
import { moves, shift } from "../commands/arrange.ts";
import { groupFinder } from "../commands/placing.ts";
import { centre, groupChain, nodeBox, type Moving, type Point } from "./geometry.ts";
import { elementOfFlow } from "./flow-id.ts";

/**
 * The edits that make a finished drag true: new places, and for nodes that left or entered a group's frame
 * the new group. Nodes whose whole group moves keep it.
 */
export function dragEdits(design: Design, { ids, by }: Moving): readonly DesignEdit[] {
  const nodes = new Map<string, Point>();
  const notes: string[] = [];
  for (const flow of ids) {
    const { type, id } = elementOfFlow(flow);
    const place = design.nodes[id]?.position;
    if (type === "note") notes.push(id);
    else if (type === "node" && place !== undefined)
      nodes.set(id, { x: place.x + by.x, y: place.y + by.y });
  }
  const regrouped = regroup(design, nodes);
  return [
    ...moves(design, nodes),
    ...shift(design, [], notes, by),
    ...regrouped,
    ...emptiedGroups(design, regrouped),
  ];
}

function regroup(design: Design, moved: ReadonlyMap<string, Point>): readonly DesignEdit[] {
  if (Object.keys(design.groups).length === 0) return [];
  const left = groupsLeftBehind(design, moved);
  const groupAt = groupFinder(design, new Set(moved.keys()));
  return [...moved].flatMap(([id, place]): DesignEdit[] => {
    const own = design.nodes[id]?.group;
    // A frame is drawn around its members: when all of them move there is no frame left to leave.
    if (own !== undefined && !left.has(own)) return [];
    const target = groupAt(centre(nodeBox(place)));
    return target === own ? [] : [{ type: "change-node", id, change: { group: target ?? null } }];
  });
}

/** Groups of which some member, at any depth, neither moves nor is locked; a group that is not there too. */
function groupsLeftBehind(design: Design, moved: ReadonlyMap<string, Point>): ReadonlySet<string> {
  const left = new Set<string>();
  for (const [id, { group, locked }] of Object.entries(design.nodes)) {
    if (group === undefined || locked === true) continue;
    if (!Object.hasOwn(design.groups, group)) left.add(group);
    else if (!moved.has(id)) for (const around of groupChain(design, group)) left.add(around);
  }
  return left;
}
