import { createContext } from "react";
import { setPanel, useUi } from "../store/ui.ts";

/** Panels and what the canvas shows are remembered alike: see the ui store. */
const SHOWN = "port-labels.open";
/** With more links, labels at both ends of each would hide the drawing: shown only where one asks for them. */
const MOST_LINKS = 300;

type Panels = ReturnType<typeof useUi.getState>["panels"];

/** Whether every link names the ports it ends at; a selected one always does. */
export function portLabelsShown(panels: Panels, links: number): boolean {
  const asked = panels[SHOWN];
  return typeof asked === "boolean" ? asked : links <= MOST_LINKS;
}

/** Shows what is hidden, and hides what is shown. */
export function togglePortLabels(links: number): void {
  setPanel(SHOWN, !portLabelsShown(useUi.getState().panels, links));
}

/** What the canvas tells its links: asked once for all of them. */
export const PortLabels = createContext(false);
