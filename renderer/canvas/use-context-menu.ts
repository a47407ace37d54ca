import { useEffect, type MouseEvent, type ReactElement } from "react";
import { MENUS } from "../commands/menus.ts";
import { activeDocument, select } from "../store/documents.ts";
import { useCommandMenu } from "../ui/CommandMenu.tsx";
import { centre, type Point } from "./geometry.ts";
import { linkMiddle } from "./layer/picture.ts";
import type { Hit } from "./layer/hit.ts";
import { heldUnder, keyOfHit, type Ground } from "./press.ts";
import type { Scene } from "./scene.ts";
import { middleOnScreen } from "./viewport.ts";

interface ContextMenu {
  readonly menu: ReactElement | null;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** The mouse button; the menu key's events have another. */
const RIGHT = 2;

/**
 * The menu of what was clicked, which is selected first unless it is already; by the menu key, of what is selected,
 * else of the canvas.
 */
export function useContextMenu(ground: Ground): ContextMenu {
  const { openAt, menu } = useCommandMenu();
  useEffect(() => {
    // The menu key is the page's while nothing of it has the keyboard; its event names what lies in the corner.
    const pressed = (event: globalThis.MouseEvent): void => {
      if (event.button === RIGHT || document.activeElement !== document.body) return;
      event.preventDefault();
      const hit = selectedHit(ground.scene());
      const at = hit === null ? middleOnScreen() : ground.flow.flowToScreenPosition(hit.at);
      openAt({ clientX: at.x, clientY: at.y }, MENUS[hit === null ? "pane" : subjectOf(hit)]);
    };
    document.addEventListener("contextmenu", pressed);
    return () => {
      document.removeEventListener("contextmenu", pressed);
    };
  });
  return {
    menu,
    onContextMenu: (event) => {
      const { target, clientX: x, clientY: y } = event;
      if (!(target instanceof Element) || target.closest(".react-flow__pane") === null) return;
      event.preventDefault();
      const hit = heldUnder(ground, target, { x, y });
      if (hit === null) return openAt(event, MENUS.pane);
      const key = keyOfHit(hit);
      if (activeDocument()?.selection.has(key) !== true) select(new Set([key]));
      openAt(event, MENUS[subjectOf(hit)]);
    },
  };
}

/** The first thing that is selected, with its middle. */
function selectedHit(scene: Scene): (Hit & { readonly at: Point }) | null {
  const selection = activeDocument()?.selection;
  if (selection === undefined || selection.size === 0) return null;
  for (const item of scene.items.values())
    if (selection.has(item.key)) return { type: "item", item, at: centre(item.box) };
  for (const link of scene.links.values())
    if (selection.has(link.key)) return { type: "link", link, at: linkMiddle(scene, link) };
  return null;
}

function subjectOf(hit: Hit): "node" | "link" | "group" | "note" {
  if (hit.type === "link") return "link";
  const { type } = hit.item;
  if (type === "component" || type === "unfolded") return "node";
  return type === "frame" ? "group" : "note";
}
