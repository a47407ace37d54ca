import { useEffect, type RefObject } from "react";
import { painted } from "../store/after-paint.ts";
import { selectScope } from "./lab-state.ts";

/** From where one came into the panel; the panel of another thing is another one. */
let from: HTMLElement | null = null;

/**
 * Takes whoever selects something by the keyboard into the panel, which is far away among hundreds of things, and out
 * of it by Escape. A grid
 * keeps the keyboard: its arrows go on from there, and the panel is next.
 * @param shown what tells one selection from another
 */
export function useKeyboardOf(panel: RefObject<HTMLElement | null>, shown: string): void {
  useEffect(() => {
    const now = document.activeElement;
    if (!(now instanceof HTMLElement) || panel.current === null) return;
    if (panel.current.contains(now) || now.closest("[role=dialog], [role=menu]") !== null) return;
    if (now !== document.body) from = now;
    if (now === document.body || now.matches("button:focus-visible"))
      panel.current.focus({ preventScroll: true });
    // What is shown is another thing then, wherever the element is the same.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [panel, shown]);
  useEffect(() => {
    const element = panel.current;
    const leave = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") closePanel();
    };
    element?.addEventListener("keydown", leave);
    return () => element?.removeEventListener("keydown", leave);
  }, [panel]);
}

/** Closes the panel; the keyboard goes back to where it was, or to what there is instead. */
export function closePanel(): void {
  const name = from?.textContent;
  selectScope(null);
  // Once what there is room for beside it is drawn anew.
  void painted()
    .then(painted)
    .then(() => {
      if (document.activeElement === document.body) placeOf(name)?.focus({ preventScroll: true });
    });
}

/** Where that name stands now; what scrolls, where it does not. */
function placeOf(name: string | undefined): HTMLElement | null {
  if (from?.isConnected === true && from.textContent === name) return from;
  const tab = document.querySelector("[role=tabpanel]:not([style*='display: none'])");
  const buttons = [...(tab?.querySelectorAll<HTMLElement>("button") ?? [])];
  const same = buttons.find(({ textContent }) => textContent === name);
  return same ?? tab?.querySelector<HTMLElement>("[tabindex='0']") ?? null;
}
