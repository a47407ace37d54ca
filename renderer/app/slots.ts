import type { ComponentType } from "react";
import type { Icon } from "@tabler/icons-react";
import type { Command } from "../commands/command.ts";

/**
 * Where the live side of the window plugs in: renderer/live fills one {@link LiveSlots} and exports it from
 * live/index.ts; the shell, the canvas and the command list read it there. Nothing else of the window knows
 * about daemons.
 */
export interface LiveSlots {
  /** Shown in the view switch after *Design*, in this order. */
  readonly views: readonly View[];
  /** At the right end of the top bar: the daemon's state, *Send to lab*. */
  readonly topBar: ComponentType;
  /** More tabs of the panel under the canvas (events, statement). */
  readonly bottomPanels: readonly BottomTab[];
  /** On top of the inspector: the selected nodes' live state, console, release. Null outside an environment. */
  readonly inspectorHead: ComponentType;
  /** Over the upper edge of the canvas: which environment it shows, its charge. */
  readonly canvasHead: ComponentType;
  readonly commands: readonly Command[];
  /** Mounted once for the window's life: connection, dialogs. */
  readonly background: ComponentType;
}

/** A whole view of the window; the canvas is the view `design`. */
export interface View {
  readonly id: string;
  readonly title: string;
  readonly icon: Icon;
  readonly component: ComponentType;
}

/** A tab of the panel under the canvas. */
export interface BottomTab {
  readonly id: string;
  readonly title: string;
  readonly icon: Icon;
  readonly component: ComponentType;
  /** A short count beside the title; nothing when null. */
  readonly badge?: ComponentType;
}
