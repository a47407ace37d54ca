import type { Design, NodeId } from "../../../shared/design/design.ts";
import { drawnElement } from "../../../shared/design/element-path.ts";
import { nodeAt } from "../../../shared/design/use-at.ts";
import { readUse, usedVersion } from "../../../shared/design/use.ts";
import { applyEdits, type DesignEdit } from "../../../shared/design/edit.ts";
import { moves, shift } from "../../commands/arrange.ts";
import { say } from "../../commands/notify.ts";
import { activeDocument, edit, type OpenDocument } from "../../store/documents.ts";
import { fold, unfold, unfoldedIn, type Unfolded } from "../../store/unfolded.ts";
import { membersOf, nodeBox } from "../geometry.ts";
import { isLocked } from "../press.ts";
import { createSceneCache, holderOf, type SceneItem } from "../scene.ts";
import { makeRoom } from "./make-room.ts";

/**
 * Shows uses with what they hold, or as one card again where they were shown so; an id may be the path to a use
 * inside of another. Where that would cover neighbours they make room, in one step.
 */
export function toggleUses(ids: readonly NodeId[]): void {
  const document = activeDocument();
  if (document === null) return;
  const unfolded = unfoldedIn(document);
  for (const id of ids) if (unfolded.has(id)) fold(document.id, id);
  const opening = ids.filter((id) => !unfolded.has(id) && isKnown(document.design, id));
  if (opening.length + ids.filter((id) => unfolded.has(id)).length < ids.length)
    say("The design does not carry what this component holds.", "Not expanded");
  if (opening.length > 0) unfoldUses(document, opening);
}

function isKnown(design: Design, id: NodeId): boolean {
  const node = nodeAt(design, id);
  const use = node && readUse(node);
  return use !== undefined && usedVersion(design.components, use) !== undefined;
}

function unfoldUses(document: OpenDocument, ids: readonly NodeId[]): void {
  const unfolded = new Map(unfoldedIn(document));
  const edits: DesignEdit[] = [];
  let { design } = document;
  for (const id of ids) {
    unfolded.set(id, 1);
    const room = roomEdits(design, drawnElement({ type: "node", id }).id, new Map(unfolded));
    design = applyEdits(design, room);
    edits.push(...room);
  }
  const before = document.history.done.at(-1);
  const [name] = ids.map((id) => nodeAt(document.design, id)?.name);
  edit(`Expand ${ids.length === 1 ? name : "components"}`, edits);
  const step = activeDocument()?.history.done.at(-1);
  for (const id of ids)
    unfold(document.id, id, { copy: 1, step: step === before ? null : (step ?? null) });
}

/** Moves aside what the frame would cover. */
function roomEdits(design: Design, use: NodeId, unfolded: Unfolded): readonly DesignEdit[] {
  const scene = createSceneCache()(design, unfolded);
  const frame = scene.items.get(use);
  const node = design.nodes[use];
  if (frame === undefined || node === undefined) return [];
  const others = [...scene.items.values()].filter(
    (item) => item.id !== use && holderOf(item) === item.id && isMovable(item),
  );
  const places = makeRoom(frame.box, nodeBox(node.position), others);
  return others.flatMap((item) => {
    const place = places.get(item.id);
    if (place === undefined) return [];
    const by = { x: place.x - item.box.x, y: place.y - item.box.y };
    if (item.type === "note") return shift(design, [], [item.noteId], by);
    return item.type === "frame"
      ? shift(design, membersOf(design, item.groupId), [], by)
      : moves(design, new Map([[item.id, place]]));
  });
}

/** An open group is where its members are. */
function isMovable(item: SceneItem): boolean {
  if (item.type === "frame") return item.collapsed;
  return !isLocked(item);
}
