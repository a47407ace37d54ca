import { afterPaint } from "../store/after-paint.ts";

/** Where the keyboard was before it went into a dialog; of what was chosen in a menu, what opened the menu. */
let before: HTMLElement | null = null;

/** Remembers from where one goes into dialogs. */
export function followFocus(page: Document): void {
  page.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const menu = target.closest("[role=menu]");
    if (menu !== null) before = page.getElementById(menu.getAttribute("aria-labelledby") ?? "");
    else if (target.closest("[role=dialog]") === null) before = target;
  });
}

/**
 * When a dialog has closed and the keyboard stands nowhere, it goes back to where it was: a menu that the dialog
 * came from is gone by then, and on a busy machine what closes is sometimes not gone yet when Mantine tries.
 */
export function returnFocus(): void {
  afterPaint(() => {
    if (document.activeElement !== document.body) return;
    const dialog = document.querySelector("[role=dialog]");
    if (dialog === null || dialog.contains(before)) before?.focus({ preventScroll: true });
  });
}
