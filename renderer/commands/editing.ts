import { NOTE, onGrid } from "../../shared/layout/drawing.ts";
import type { Design } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { flushSync } from "react-dom";
import { isUse } from "../../shared/design/use.ts";
import { canPark, isParked, parking } from "../../shared/kinds/parking.ts";
import { toggleUses } from "../canvas/unfolded/unfolding.ts";
import { cancelDragging } from "../canvas/dragging.ts";
import { groupChain, membersOf } from "../canvas/geometry.ts";
import {
  bringIntoView,
  middleOfView,
  middleOnScreen,
  shownArea,
  unfoldedBoxes,
} from "../canvas/viewport.ts";
import { activeDocument, edit, isReadOnly, select, selectKeys } from "../store/documents.ts";
import { elementKey, selectedIds, type ElementKey } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { freshName } from "../../shared/design/naming.ts";
import { catalogue } from "../store/reference.ts";
import { setPanel, startPlacing, useUi } from "../store/ui.ts";
import { clip, emptiedGroups, paste, pasteOffset, removal, type Clipping } from "./clipboard.ts";
import { linkVerdict } from "./linking.ts";
import { say } from "./notify.ts";
import { freePlace } from "./placing.ts";

// Kept here rather than in the system's clipboard, which a page may not read without asking.
let clipping: Clipping | null = null;

/** True when the shown tab is a design that may be changed. */
export function editable(): boolean {
  const document = activeDocument();
  return document !== null && !isReadOnly(document);
}

function chosen(type: "node" | "link" | "group" | "note"): readonly string[] {
  const document = activeDocument();
  return document === null ? [] : selectedIds(document.selection, type);
}

export function anythingSelected(): boolean {
  return (activeDocument()?.selection.size ?? 0) > 0;
}

export function copy(): boolean {
  const document = activeDocument();
  const clipped = document === null ? null : clip(document.design, document.selection);
  if (clipped === null) return false;
  clipping = clipped;
  return true;
}

function pasteClipping(label: string, clipped: Clipping): void {
  const document = activeDocument();
  if (document === null) return;
  const offset = pasteOffset(clipped, document.design, shownArea(), unfoldedBoxes());
  const { edits, selection } = paste(clipped, document.design, offset, newId);
  edit(label, edits, { select: selection });
  if (clipped.droppedLinks > 0) say(droppedText(clipped.droppedLinks));
}

export function canPaste(): boolean {
  return editable() && clipping !== null;
}

export function pasteCopied(): void {
  if (clipping !== null) pasteClipping("Paste", clipping);
}

function droppedText(count: number): string {
  return count === 1
    ? "One link to a node outside of the copy was left out."
    : `${count} links to nodes outside of the copy were left out.`;
}

export function duplicate(): void {
  const document = activeDocument();
  const clipped = document === null ? null : clip(document.design, document.selection);
  if (clipped !== null) pasteClipping("Duplicate", clipped);
}

export function remove(label: string): void {
  const document = activeDocument();
  if (document !== null) edit(label, removal(document.design, document.selection));
}

export function selectAll(): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const keys: ElementKey[] = [
    ...Object.keys(design.nodes).map((id) => elementKey("node", id)),
    ...Object.keys(design.links).map((id) => elementKey("link", id)),
    ...Object.keys(design.notes).map((id) => elementKey("note", id)),
    // The outermost bring along what is in them.
    ...Object.keys(design.groups)
      .filter((id) => groupChain(design, id).length === 1)
      .map((id) => elementKey("group", id)),
  ];
  selectKeys(keys);
}

/** Esc: ends what is going on, else selects nothing. */
export function cancel(): void {
  const { placing, finding, connecting } = useUi.getState();
  if (cancelDragging()) return;
  if (connecting !== null) return useUi.setState({ connecting: null });
  if (placing !== null) startPlacing(null);
  else if (finding) useUi.setState({ finding: false });
  else select(new Set());
}

export function group(): void {
  const document = activeDocument();
  if (document === null) return;
  const { design } = document;
  const ids = chosen("node");
  const id = newId("g");
  const names = new Set(Object.values(design.groups).map((other) => other.name));
  const parents = new Set(ids.map((node) => design.nodes[node]?.group));
  const parent = parents.size === 1 ? [...parents][0] : undefined;
  const members = ids.map(
    (node) => ({ type: "change-node", id: node, change: { group: id } }) as const,
  );
  edit(
    "Group",
    [
      {
        type: "put-group",
        id,
        group: { name: freshName("group", names), ...(parent !== undefined && { parent }) },
      },
      ...members,
      // Only groups other than the new one's own parent can be left empty by this.
      ...emptiedGroups(design, members).filter(
        (gone) => gone.type !== "remove-group" || gone.id !== parent,
      ),
    ],
    { select: new Set([elementKey("group", id)]) },
  );
}

export function ungroup(): void {
  edit(
    "Ungroup",
    chosen("group").map((id) => ({ type: "remove-group", id })),
  );
}

/** Groups become one card, or show their members again; so do uses of components with what they hold. */
export function collapse(): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const edits = chosen("group").flatMap((id): DesignEdit[] => {
    const found = design.groups[id];
    return found === undefined
      ? []
      : [{ type: "put-group", id, group: { ...found, collapsed: found.collapsed !== true } }];
  });
  edit("Collapse or expand", edits);
  const uses = chosen("node").filter((id) => {
    const node = design.nodes[id];
    return node !== undefined && isUse(node);
  });
  if (uses.length > 0) toggleUses(uses);
}

/** The nodes that are selected, alone or with their group. */
export function chosenNodes(): readonly string[] {
  const design = activeDocument()?.design;
  if (design === undefined) return [];
  const inGroups = chosen("group").flatMap((id) => membersOf(design, id));
  return [...new Set([...chosen("node"), ...inGroups])];
}

/** Whether anything is selected that can be locked to its place: nodes, groups by their members, notes. */
export function lockable(): boolean {
  return editable() && chosenNodes().length + chosen("note").length > 0;
}

/** Locks what is selected to its place, or unlocks it when all of it is locked. */
export function lock(): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const [nodes, notes] = [chosenNodes(), chosen("note")];
  const all =
    nodes.every((id) => design.nodes[id]?.locked === true) &&
    notes.every((id) => design.notes[id]?.locked === true);
  edit(all ? "Unlock" : "Lock", [
    ...nodes.map(
      (id) => ({ type: "change-node", id, change: { locked: all ? null : true } }) as const,
    ),
    ...notes.flatMap((id) => lockedNote(design, id, !all)),
  ]);
}

/** Whether anything is selected that can be switched off with its disk kept. */
export function parkable(): boolean {
  const design = activeDocument()?.design;
  return editable() && design !== undefined && chosenNodes().some((id) => canPark(design, id));
}

/** Parks the selected machines, or has them run again when all of them are parked. */
export function park(): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const machines = chosenNodes().filter((id) => canPark(design, id));
  const all = machines.every((id) => isParked(design, id));
  edit(all ? "Resume" : "Park", parking(design, machines, !all));
}

function lockedNote(design: Design, id: string, isLocked: boolean): DesignEdit[] {
  const note = design.notes[id];
  if (note === undefined) return [];
  const { locked: _, ...rest } = note;
  return [{ type: "put-note", id, note: isLocked ? { ...rest, locked: true } : rest }];
}

/** Shows the inspector with the cursor in the name (a link's label, a note's text), ready to type. */
export function rename(): void {
  // At once, or letters that follow quickly would be taken for commands.
  flushSync(() => {
    setPanel("inspector.open", true);
  });
  focusName();
  // A menu that it was asked by gives the focus back when it closes.
  requestAnimationFrame(focusName);
}

function focusName(): void {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>("[data-rename]");
  if (field === null || field === document.activeElement) return;
  field.focus();
  field.select();
}

/** Links the first selected node to each of the others. */
export function linkSelected(): void {
  const document = activeDocument();
  const [first, ...others] = chosen("node");
  if (document === null || first === undefined) return;
  const made = others.flatMap((other): DesignEdit[] => {
    const verdict = linkVerdict(document.design, catalogue(), first, null, other);
    if (!verdict.ok) say(verdict.reason, "Not linked");
    return verdict.ok ? [{ type: "put-link", id: newId("l"), link: verdict.link }] : [];
  });
  edit("Link", made);
}

/** Asks at which ports the two selected nodes are to be linked. */
export function pickPorts(): void {
  const document = activeDocument();
  const [from, to] = chosen("node");
  if (document === null || from === undefined || to === undefined) return;
  const verdict = linkVerdict(document.design, catalogue(), from, null, to);
  if (!verdict.ok) return say(verdict.reason, "Not linked");
  useUi.setState({ picking: { from, fromPort: null, to, at: middleOnScreen() } });
}

/** Whether exactly two nodes are selected and may be linked. */
export function pairSelected(): boolean {
  return editable() && useUi.getState().surface === "canvas" && chosen("node").length === 2;
}

export function addNote(): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const id = newId("t");
  const middle = freePlace(design, middleOfView(), { size: NOTE, more: unfoldedBoxes() });
  const position = { x: onGrid(middle.x - NOTE.width / 2), y: onGrid(middle.y - NOTE.height / 2) };
  edit("Add note", [{ type: "put-note", id, note: { text: "", position } }], {
    select: new Set([elementKey("note", id)]),
  });
  bringIntoView({ ...position, ...NOTE });
}

function nameAfter(verb: string, steps: readonly { label: string }[] | undefined): string {
  const label = steps?.at(-1)?.label;
  return label === undefined ? verb : `${verb} ${label.toLowerCase()}`;
}

/** `Undo move`: what a menu entry or a tooltip says. */
export function undoTitle(
  document: { readonly history: { readonly done: readonly { label: string }[] } } | null,
): string {
  return nameAfter("Undo", document?.history.done);
}

export function redoTitle(
  document: { readonly history: { readonly undone: readonly { label: string }[] } } | null,
): string {
  return nameAfter("Redo", document?.history.undone);
}

export function selectedNodeCount(least: number): boolean {
  return editable() && chosen("node").length >= least;
}

export function groupSelected(): boolean {
  return editable() && chosen("group").length > 0;
}

export function copyable(design: Design | undefined): boolean {
  return (
    design !== undefined &&
    chosen("node").length + chosen("note").length + chosen("group").length > 0
  );
}
