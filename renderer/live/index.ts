import type { LiveSlots } from "../app/slots.ts";

const Nothing = (): null => null;

/** The live side of the window as the shell mounts it. */
export const LIVE: LiveSlots = {
  views: [],
  topBar: Nothing,
  bottomPanels: [],
  inspectorHead: Nothing,
  canvasHead: Nothing,
  commands: [],
  background: Nothing,
};
