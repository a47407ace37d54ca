import {
  IconFocusCentered,
  IconKeyboard,
  IconLayoutBottombar,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconMap2,
  IconMoon,
  IconSearch,
  IconTable,
  IconTags,
  IconZoomIn,
  IconZoomOut,
  IconZoomScan,
} from "@tabler/icons-react";
import { flowId } from "../canvas/flow.ts";
import { togglePortLabels } from "../canvas/port-labels.ts";
import { fitTo, linksShown, panBy, zoomBy } from "../canvas/viewport.ts";
import { activeDocument } from "../store/documents.ts";
import { parseKey } from "../store/elements.ts";
import { nextColorScheme } from "../store/settings.ts";
import { togglePanel, toggleSurface, useUi } from "../store/ui.ts";
import type { Command } from "./command.ts";

function drawingShown(): boolean {
  return activeDocument() !== null && useUi.getState().view === "design";
}

function fitSelection(): void {
  const document = activeDocument();
  if (document === null) return;
  const ids = [...document.selection].map(parseKey).flatMap(({ type, id }) => {
    if (type === "link") {
      const link = document.design.links[id];
      return link === undefined ? [] : [link.from.node, link.to.node];
    }
    return type === "design" ? [] : [flowId(type, id)];
  });
  fitTo(ids.length === 0 ? undefined : ids);
}

const PAN_STEP = 80;

/** Arrow keys while nothing is selected; else they move what is. */
function pan(name: string, key: string, x: number, y: number): Command {
  return {
    id: `view.pan-${name}`,
    title: `Move the view ${name}`,
    section: "View",
    keys: [key],
    scope: "canvas",
    words: ["pan", "scroll"],
    enabled: () =>
      drawingShown() &&
      useUi.getState().surface === "canvas" &&
      activeDocument()?.selection.size === 0,
    run: () => {
      panBy(x * PAN_STEP, y * PAN_STEP);
    },
  };
}

export const VIEW_COMMANDS: readonly Command[] = [
  {
    id: "view.table",
    title: "Canvas or table",
    section: "View",
    icon: IconTable,
    keys: ["T"],
    scope: "canvas",
    words: ["rows", "grid", "spreadsheet", "list", "bulk edit"],
    enabled: drawingShown,
    run: toggleSurface,
  },
  {
    id: "view.fit",
    title: "Zoom to fit",
    section: "View",
    icon: IconZoomScan,
    keys: ["mod+0"],
    enabled: drawingShown,
    run: () => {
      fitTo();
    },
  },
  {
    id: "view.actual-size",
    title: "Actual size",
    section: "View",
    keys: ["mod+1"],
    enabled: drawingShown,
    run: () => {
      zoomBy("actual");
    },
  },
  {
    id: "view.fit-selection",
    title: "Zoom to selection",
    section: "View",
    icon: IconFocusCentered,
    keys: ["mod+2"],
    enabled: () => drawingShown() && (activeDocument()?.selection.size ?? 0) > 0,
    run: fitSelection,
  },
  pan("left", "ArrowLeft", -1, 0),
  pan("right", "ArrowRight", 1, 0),
  pan("up", "ArrowUp", 0, -1),
  pan("down", "ArrowDown", 0, 1),
  {
    id: "view.zoom-in",
    title: "Zoom in",
    section: "View",
    icon: IconZoomIn,
    keys: ["mod+=", "mod+shift+plus", "mod+plus", "=", "shift+plus"],
    enabled: drawingShown,
    run: () => {
      zoomBy("in");
    },
  },
  {
    id: "view.zoom-out",
    title: "Zoom out",
    section: "View",
    icon: IconZoomOut,
    keys: ["mod+-", "-"],
    enabled: drawingShown,
    run: () => {
      zoomBy("out");
    },
  },
  {
    id: "view.find",
    title: "Find on the canvas",
    section: "View",
    icon: IconSearch,
    keys: ["mod+F"],
    enabled: drawingShown,
    run: () => {
      useUi.setState({ finding: true });
    },
  },
  {
    id: "view.palette",
    title: "Toggle palette",
    section: "View",
    icon: IconLayoutSidebar,
    keys: ["mod+alt+1"],
    run: () => {
      togglePanel("palette");
    },
  },
  {
    id: "view.inspector",
    title: "Toggle inspector",
    section: "View",
    icon: IconLayoutSidebarRight,
    keys: ["mod+alt+2"],
    run: () => {
      togglePanel("inspector");
    },
  },
  {
    id: "view.bottom",
    title: "Toggle bottom panel",
    section: "View",
    icon: IconLayoutBottombar,
    keys: ["mod+alt+3"],
    run: () => {
      togglePanel("bottom");
    },
  },
  {
    id: "view.minimap",
    title: "Toggle minimap",
    section: "View",
    icon: IconMap2,
    keys: ["M"],
    scope: "canvas",
    words: ["overview"],
    enabled: drawingShown,
    run: () => {
      togglePanel("minimap");
    },
  },
  {
    id: "view.port-labels",
    title: "Port labels",
    section: "View",
    icon: IconTags,
    keys: ["shift+P"],
    scope: "canvas",
    words: ["show", "hide", "names", "ends", "links"],
    enabled: () => drawingShown() && useUi.getState().surface === "canvas",
    run: () => {
      togglePortLabels(linksShown());
    },
  },
  {
    id: "view.color-scheme",
    title: "Change colour scheme",
    section: "View",
    icon: IconMoon,
    words: ["theme", "appearance", "night", "dark", "light", "automatic"],
    run: nextColorScheme,
  },
  {
    id: "help.shortcuts",
    title: "Keyboard shortcuts",
    section: "Help",
    icon: IconKeyboard,
    keys: ["shift+?", "?"],
    words: ["keys", "help"],
    run: () => {
      useUi.setState(({ shortcutsShown }) => ({ shortcutsShown: !shortcutsShown }));
    },
  },
];
