import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconSitemap,
  type Icon,
} from "@tabler/icons-react";
import { applyEdits } from "../../shared/design/edit.ts";
import { entryCount } from "../../shared/design/large-record.ts";
import { GRID } from "../../shared/layout/drawing.ts";
import { layOut } from "../canvas/layout/lay-out.ts";
import { fitTo } from "../canvas/viewport.ts";
import { activeDocument, edit } from "../store/documents.ts";
import { selectedIds, type Selection } from "../store/elements.ts";
import { useUi } from "../store/ui.ts";
import {
  align,
  distribute,
  moves,
  shift,
  uncovered,
  type Alignment,
  type Axis,
} from "./arrange.ts";
import type { Command } from "./command.ts";
import { catalogue } from "../store/reference.ts";
import { chosenNodes, editable } from "./editing.ts";
import { say } from "./notify.ts";

function movesSomething(least: number): boolean {
  return editable() && chosenNodes().length >= least;
}

function alignment(to: Alignment, title: string, icon: Icon): Command {
  return {
    id: `arrange.align-${to}`,
    title,
    section: "Arrange",
    icon,
    words: ["line up"],
    enabled: () => movesSomething(2),
    run: () => {
      const document = activeDocument();
      if (document !== null) edit("Align", align(document.design, chosenNodes(), to));
    },
  };
}

function distribution(axis: Axis, title: string, icon: Icon): Command {
  return {
    id: `arrange.distribute-${axis === "x" ? "horizontally" : "vertically"}`,
    title,
    section: "Arrange",
    icon,
    words: ["space evenly"],
    enabled: () => movesSomething(3),
    run: () => {
      const document = activeDocument();
      if (document !== null) edit("Distribute", distribute(document.design, chosenNodes(), axis));
    },
  };
}

let nudged: Selection | null = null;
let nudges = 0;

/** A row of presses is one step of undo until something else happens or is selected. */
function nudgeGesture(selection: Selection): string {
  if (selection !== nudged) nudges++;
  nudged = selection;
  return `nudge-${nudges}`;
}

/** Arrow keys on the canvas, while anything is selected. */
function nudge(name: string, key: string, x: number, y: number): Command {
  return {
    id: `arrange.nudge-${name}`,
    title: `Move ${name}`,
    section: "Arrange",
    keys: [key],
    scope: "canvas",
    enabled: () =>
      editable() &&
      useUi.getState().surface === "canvas" &&
      (activeDocument()?.selection.size ?? 0) > 0,
    run: () => {
      const document = activeDocument();
      if (document === null) return;
      const { design, selection } = document;
      const edits = shift(design, chosenNodes(), selectedIds(selection, "note"), { x, y });
      edit("Move", edits, { gesture: nudgeGesture(selection) });
    },
  };
}

function autoLayout(): void {
  const document = activeDocument();
  if (document === null) return;
  const { design } = document;
  const chosen = chosenNodes();
  const ids = chosen.length > 1 ? chosen : Object.keys(design.nodes);
  const edits = moves(design, layOut(design, ids, catalogue()));
  if (edits.length === 0) say("Everything is in its place already.", "Auto layout");
  edit("Auto layout", [...edits, ...uncovered(applyEdits(design, edits))]);
  requestAnimationFrame(() => {
    fitTo();
  });
}

export const ARRANGE_COMMANDS: readonly Command[] = [
  {
    id: "arrange.auto-layout",
    title: "Auto layout",
    section: "Arrange",
    icon: IconSitemap,
    keys: ["mod+shift+L"],
    words: ["tidy", "order", "arrange"],
    enabled: () => editable() && entryCount(activeDocument()?.design.nodes ?? {}) > 1,
    run: autoLayout,
  },
  alignment("left", "Align left", IconLayoutAlignLeft),
  alignment("centre", "Align centres", IconLayoutAlignCenter),
  alignment("right", "Align right", IconLayoutAlignRight),
  alignment("top", "Align top", IconLayoutAlignTop),
  alignment("middle", "Align middles", IconLayoutAlignMiddle),
  alignment("bottom", "Align bottom", IconLayoutAlignBottom),
  distribution("x", "Distribute horizontally", IconLayoutDistributeHorizontal),
  distribution("y", "Distribute vertically", IconLayoutDistributeVertical),
  nudge("left", "ArrowLeft", -GRID, 0),
  nudge("right", "ArrowRight", GRID, 0),
  nudge("up", "ArrowUp", 0, -GRID),
  nudge("down", "ArrowDown", 0, GRID),
  nudge("left by one", "shift+ArrowLeft", -1, 0),
  nudge("right by one", "shift+ArrowRight", 1, 0),
  nudge("up by one", "shift+ArrowUp", 0, -1),
  nudge("down by one", "shift+ArrowDown", 0, 1),
];
