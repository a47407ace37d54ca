import type { KeyboardEvent } from "react";

/**
 * Enter takes the option that a list shows as marked, or the first that fits what was typed. Mantine keeps the
 * mark's number beside the list and sets it late, so that whoever types fast pressed Enter for nothing.
 */
export function takeOption(event: KeyboardEvent<HTMLElement>): void {
  const field = event.target;
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  if (!(field instanceof HTMLInputElement) || field.readOnly || field.value === "") return;
  const list = document.getElementById(field.getAttribute("aria-controls") ?? "");
  const marked = list?.querySelector("[data-combobox-selected]");
  const option = marked ?? (list === null ? null : firstTyped(list));
  if (!(option instanceof HTMLElement)) return;
  event.preventDefault();
  event.stopPropagation();
  option.click();
}

/** A list that still holds what is chosen was perhaps only looked at. */
function firstTyped(list: HTMLElement): Element | null {
  if (list.querySelector("[data-combobox-active]") !== null) return null;
  return list.querySelector("[data-combobox-option]:not([data-combobox-disabled])");
}
