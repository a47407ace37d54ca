import { useState } from "react";
import { create } from "zustand";
import type { Design } from "../../shared/design/design.ts";
import { stillExisting, type Selection } from "../store/elements.ts";
import { useSelection } from "../store/selectors.ts";

/** Whether a pointer is held down on the canvas. */
export const usePressed = create<{ readonly pressed: boolean }>()(() => ({ pressed: false }));

/**
 * What is selected, as panels follow it: what a press selects they show when the pointer lets go. A drag would
 * stumble at its first step if a form had to be made then.
 */
export function useSettledSelection(design: Design | null): Selection {
  const selection = useSelection();
  const pressed = usePressed((press) => press.pressed);
  const [settled, setSettled] = useState(selection);
  if (pressed && design !== null) return stillExisting(settled, design);
  if (settled !== selection) setSettled(selection);
  return selection;
}
