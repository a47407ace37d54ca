import type { MouseEvent } from "react";

/**
 * The press that enters a field selects what is in it, as the Tab key does, so that what is typed takes its place; the
 * next one sets the caret. At once, not a moment later: what somebody typed meanwhile would be selected too, and lost.
 */
export const selectOnClick = {
  onMouseDown: (event: MouseEvent<HTMLInputElement>): void => {
    const field = event.currentTarget;
    if (event.button !== 0 || document.activeElement === field || field.disabled) return;
    event.preventDefault();
    field.focus();
    field.select();
  },
};
