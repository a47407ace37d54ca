import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClipboard,
  IconCopy,
  IconCut,
  IconFolders,
  IconFoldersOff,
  IconLink,
  IconLock,
  IconNote,
  IconSquareRoundedPlus,
  IconTrash,
} from "@tabler/icons-react";
import type { Design } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { cancelDragging } from "../canvas/dragging.ts";
import { middleOfView } from "../canvas/viewport.ts";
import { activeDocument, edit, redo, select, selectKeys, undo } from "../store/documents.ts";
import { elementKey, selectedIds, type ElementKey } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { freshName } from "../store/naming.ts";
import { catalogue } from "../store/reference.ts";
import { setPanel, startPlacing, useUi } from "../store/ui.ts";
import { clip, emptiedGroups, paste, removal, type Clipping } from "./clipboard.ts";
import type { Command } from "./command.ts";
import { linkVerdict } from "./linking.ts";
import { say } from "./notify.ts";
import { snapped } from "./placing.ts";

const PASTE_OFFSET = 32;

// Kept here rather than in the system's clipboard, which a page may not read without asking.
let clipping: Clipping | null = null;
let pastes = 0;

/** True when the shown tab is a design that may be changed. */
export function editable(): boolean {
  const document = activeDocument();
  return document !== null && document.environment === null;
}

function chosen(type: "node" | "link" | "group" | "note"): string[] {
  const document = activeDocument();
  return document === null ? [] : selectedIds(document.selection, type);
}

function anythingSelected(): boolean {
  return (activeDocument()?.selection.size ?? 0) > 0;
}

function copy(): boolean {
  const document = activeDocument();
  const clipped = document === null ? null : clip(document.design, document.selection);
  if (clipped === null) return false;
  clipping = clipped;
  pastes = 0;
  return true;
}

function pasteClipping(label: string, clipped: Clipping, offset: number): void {
  const document = activeDocument();
  if (document === null) return;
  const { edits, selection } = paste(clipped, document.design, { x: offset, y: offset }, newId);
  edit(label, edits, { select: selection });
  if (clipped.droppedLinks > 0) say(droppedText(clipped.droppedLinks));
}

function droppedText(count: number): string {
  return count === 1
    ? "One link to a node outside of the copy was left out."
    : `${count} links to nodes outside of the copy were left out.`;
}

function duplicate(): void {
  const document = activeDocument();
  const clipped = document === null ? null : clip(document.design, document.selection);
  if (clipped !== null) pasteClipping("Duplicate", clipped, PASTE_OFFSET);
}

function remove(label: string): void {
  const document = activeDocument();
  if (document !== null) edit(label, removal(document.design, document.selection));
}

function selectAll(): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const keys: ElementKey[] = [
    ...Object.keys(design.nodes).map((id) => elementKey("node", id)),
    ...Object.keys(design.links).map((id) => elementKey("link", id)),
    ...Object.keys(design.notes).map((id) => elementKey("note", id)),
  ];
  selectKeys(keys);
}

/** Esc: ends what is going on, else selects nothing. */
function cancel(): void {
  const { placing, finding, connecting } = useUi.getState();
  if (cancelDragging()) return;
  if (connecting !== null) return useUi.setState({ connecting: null });
  if (placing !== null) startPlacing(null);
  else if (finding) useUi.setState({ finding: false });
  else select(new Set());
}

function group(): void {
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

function ungroup(): void {
  edit(
    "Ungroup",
    chosen("group").map((id) => ({ type: "remove-group", id })),
  );
}

function collapse(): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const edits = chosen("group").flatMap((id): DesignEdit[] => {
    const found = design.groups[id];
    return found === undefined
      ? []
      : [{ type: "put-group", id, group: { ...found, collapsed: found.collapsed !== true } }];
  });
  edit("Collapse or expand", edits);
}

/** Locks the selected nodes, or unlocks them when all are locked. */
function lock(): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const ids = chosen("node");
  const all = ids.every((id) => design.nodes[id]?.locked === true);
  edit(
    all ? "Unlock" : "Lock",
    ids.map((id) => ({ type: "change-node", id, change: { locked: all ? null : true } })),
  );
}

/** Shows the inspector with the cursor in the name, ready to type. */
function rename(): void {
  setPanel("inspector.open", true);
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>("[data-rename]");
    field?.focus();
    field?.select();
  });
}

/** Links the first selected node to each of the others. */
function linkSelected(): void {
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

function addNote(): void {
  const id = newId("t");
  const middle = middleOfView();
  const position = { x: snapped(middle.x - 104), y: snapped(middle.y - 60) };
  edit("Add note", [{ type: "put-note", id, note: { text: "", position } }], {
    select: new Set([elementKey("note", id)]),
  });
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

function selectedNodeCount(least: number): boolean {
  return editable() && chosen("node").length >= least;
}

function groupSelected(): boolean {
  return editable() && chosen("group").length > 0;
}

function copyable(design: Design | undefined): boolean {
  return (
    design !== undefined &&
    chosen("node").length + chosen("note").length + chosen("group").length > 0
  );
}

export const EDIT_COMMANDS: readonly Command[] = [
  {
    id: "edit.undo",
    title: "Undo",
    section: "Edit",
    icon: IconArrowBackUp,
    keys: ["mod+Z"],
    enabled: () => editable() && (activeDocument()?.history.done.length ?? 0) > 0,
    run: undo,
  },
  {
    id: "edit.redo",
    title: "Redo",
    section: "Edit",
    icon: IconArrowForwardUp,
    keys: ["mod+shift+Z", "mod+Y"],
    enabled: () => editable() && (activeDocument()?.history.undone.length ?? 0) > 0,
    run: redo,
  },
  {
    id: "edit.cut",
    title: "Cut",
    section: "Edit",
    icon: IconCut,
    keys: ["mod+X"],
    enabled: () => editable() && copyable(activeDocument()?.design),
    run: () => {
      if (copy()) remove("Cut");
    },
  },
  {
    id: "edit.copy",
    title: "Copy",
    section: "Edit",
    icon: IconCopy,
    keys: ["mod+C"],
    enabled: () => copyable(activeDocument()?.design),
    run: () => {
      copy();
    },
  },
  {
    id: "edit.paste",
    title: "Paste",
    section: "Edit",
    icon: IconClipboard,
    keys: ["mod+V"],
    enabled: () => editable() && clipping !== null,
    run: () => {
      if (clipping !== null) pasteClipping("Paste", clipping, ++pastes * PASTE_OFFSET);
    },
  },
  {
    id: "edit.duplicate",
    title: "Duplicate",
    section: "Edit",
    icon: IconSquareRoundedPlus,
    keys: ["mod+D"],
    enabled: () => editable() && copyable(activeDocument()?.design),
    run: duplicate,
  },
  {
    id: "edit.delete",
    title: "Delete",
    section: "Edit",
    icon: IconTrash,
    keys: ["Delete", "Backspace"],
    scope: "canvas",
    enabled: () => editable() && anythingSelected(),
    run: () => {
      remove("Delete");
    },
  },
  {
    id: "edit.select-all",
    title: "Select all",
    section: "Edit",
    keys: ["mod+A"],
    enabled: () => activeDocument() !== null,
    run: selectAll,
  },
  {
    id: "edit.cancel",
    title: "Cancel or select nothing",
    section: "Edit",
    keys: ["Escape"],
    run: cancel,
  },
  {
    id: "edit.group",
    title: "Group",
    section: "Edit",
    icon: IconFolders,
    keys: ["mod+G"],
    enabled: () => selectedNodeCount(1),
    run: group,
  },
  {
    id: "edit.ungroup",
    title: "Ungroup",
    section: "Edit",
    icon: IconFoldersOff,
    keys: ["mod+shift+G"],
    enabled: groupSelected,
    run: ungroup,
  },
  {
    id: "edit.collapse",
    title: "Collapse or expand group",
    section: "Edit",
    keys: ["mod+E"],
    enabled: groupSelected,
    run: collapse,
  },
  {
    id: "edit.rename",
    title: "Rename",
    section: "Edit",
    keys: ["F2"],
    enabled: () => editable() && activeDocument()?.selection.size === 1,
    run: rename,
  },
  {
    id: "edit.lock",
    title: "Lock or unlock",
    section: "Edit",
    icon: IconLock,
    keys: ["mod+L"],
    words: ["pin", "fix"],
    enabled: () => selectedNodeCount(1),
    run: lock,
  },
  {
    id: "edit.link",
    title: "Link selected nodes",
    section: "Edit",
    icon: IconLink,
    keys: ["L"],
    scope: "canvas",
    words: ["connect", "cable"],
    enabled: () => selectedNodeCount(2),
    run: linkSelected,
  },
  {
    id: "edit.note",
    title: "Add note",
    section: "Place",
    icon: IconNote,
    keys: ["N"],
    scope: "canvas",
    words: ["text", "comment", "sticky"],
    enabled: editable,
    run: addNote,
  },
];
