import { useEffect, type MouseEvent, type ReactElement } from "react";
import { MENUS } from "../commands/menus.ts";
import { activeDocument, select } from "../store/documents.ts";
import { useCommandMenu } from "../ui/CommandMenu.tsx";
import { centre, type Point } from "./geometry.ts";
import { linkMiddle } from "./layer/picture.ts";
import type { Hit } from "./layer/hit.ts";
import { heldUnder, keyOfHit, type Ground } from "./press.ts";
import type { Scene } from "./scene.ts";

interface ContextMenu {
  readonly menu: ReactElement | null;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** The menu of what was clicked, which is selected first unless it is already; by the menu key, of what is selected. */
export function useContextMenu(ground: Ground): ContextMenu {
  const { openAt, menu } = useCommandMenu();
  useEffect(() => {
    // The menu key is the page's while nothing of it has the keyboard.
    const pressed = (event: globalThis.MouseEvent): void => {
      const hit = event.target === document.body ? selectedHit(ground.scene()) : null;
      if (hit === null) return;
      event.preventDefault();
      const { x: clientX, y: clientY } = ground.flow.flowToScreenPosition(hit.at);
      openAt({ clientX, clientY }, MENUS[subjectOf(hit)]);
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
