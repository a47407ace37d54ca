import { create } from "zustand";
import type { DesignNode, NodeId } from "../../shared/design/design.ts";

/** What the next click on the canvas puts there. */
export interface Placing {
  readonly kind: string;
  /** What is shown to be placed: the kind's or the catalogue item's name. */
  readonly title: string;
  readonly properties: DesignNode["properties"];
}

/** A link that is being drawn, from this row of ports; null for any. */
export interface Connecting {
  readonly node: NodeId;
  readonly port: string | null;
}

/** A link whose ports are being chosen, with the place on the screen to ask at. */
export interface Picking {
  readonly from: NodeId;
  /** The row of ports it was drawn from; null for any. */
  readonly fromPort: string | null;
  readonly to: NodeId;
  readonly at: { readonly x: number; readonly y: number };
}

export type BottomPanel = string;

interface Ui {
  /** Id of the view shown by the shell: see app/views.ts. */
  readonly view: string;
  /** How the shown design is drawn. */
  readonly surface: "canvas" | "table";
  readonly placing: Placing | null;
  readonly connecting: Connecting | null;
  readonly picking: Picking | null;
  readonly finding: boolean;
  readonly shortcutsShown: boolean;
  /** The tab of the bottom panel. */
  readonly bottomPanel: BottomPanel;
  /** Sizes in pixels (`palette.width`) and open states (`palette.open`) of panels, remembered by the host. */
  readonly panels: Readonly<Record<string, number | boolean>>;
}

/** What the window shows that is not part of any design. */
export const useUi = create<Ui>()(() => ({
  view: "design",
  surface: "canvas",
  placing: null,
  connecting: null,
  picking: null,
  finding: false,
  shortcutsShown: false,
  bottomPanel: "problems",
  panels: {},
}));

export function showView(view: string): void {
  useUi.setState({ view });
}

/** Turns the drawing into a table, and back. */
export function toggleSurface(): void {
  useUi.setState(({ surface }) => ({
    surface: surface === "canvas" ? "table" : "canvas",
    placing: null,
  }));
}

export function startPlacing(placing: Placing | null): void {
  useUi.setState({ placing });
}

/** Opens the bottom panel at one of its tabs. */
export function showBottomPanel(panel: BottomPanel): void {
  useUi.setState({ bottomPanel: panel });
  setPanel("bottom.open", true);
}

export function setPanel(name: string, value: number | boolean): void {
  useUi.setState(({ panels }) => ({ panels: { ...panels, [name]: value } }));
}

export function panelSize(panels: Ui["panels"], name: string, usual: number): number {
  const size = panels[`${name}.size`];
  return typeof size === "number" ? size : usual;
}

export function panelOpen(panels: Ui["panels"], name: string): boolean {
  return panels[`${name}.open`] !== false;
}

export function togglePanel(name: string): void {
  setPanel(`${name}.open`, !panelOpen(useUi.getState().panels, name));
}
