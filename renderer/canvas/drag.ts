import type { Design } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { emptiedGroups } from "../commands/clipboard.ts";
import { moves, shift } from "../commands/arrange.ts";
import { groupAt } from "../commands/placing.ts";
import { elementOfFlow, type Moving } from "./flow.ts";
import { centre, groupChain, nodeBox, type Point } from "./geometry.ts";

/**
 * The edits that make a finished drag true: new places, and for nodes that left or entered a group's frame
 * the new group. Nodes whose whole group moves keep it.
 */
export function dragEdits(design: Design, moved: Moving): readonly DesignEdit[] {
  const nodes = new Map<string, Point>();
  const notes: DesignEdit[] = [];
  for (const [flow, place] of moved) {
    const { type, id } = elementOfFlow(flow);
    const note = design.notes[id];
    if (type === "node") nodes.set(id, place);
    else if (type === "note" && note !== undefined)
      notes.push(
        ...shift(design, [], [id], { x: place.x - note.position.x, y: place.y - note.position.y }),
      );
  }
  const regrouped = [...nodes].flatMap(([id, place]) => regroup(design, id, place, nodes));
  return [...moves(design, nodes), ...notes, ...regrouped, ...emptiedGroups(design, regrouped)];
}

function regroup(
  design: Design,
  id: string,
  place: Point,
  moved: ReadonlyMap<string, Point>,
): readonly DesignEdit[] {
  const own = design.nodes[id]?.group;
  if (groupMovesAlong(design, own, moved)) return [];
  const target = groupAt(design, centre(nodeBox(place)), new Set(moved.keys()));
  return target === own ? [] : [{ type: "change-node", id, change: { group: target ?? null } }];
}

// A frame is drawn around its members: when all of them move there is no frame left to leave.
function groupMovesAlong(
  design: Design,
  group: string | undefined,
  moved: ReadonlyMap<string, Point>,
): boolean {
  if (group === undefined) return false;
  return Object.entries(design.nodes).every(
    ([id, node]) =>
      !groupChain(design, node.group).includes(group) || moved.has(id) || node.locked === true,
  );
}
