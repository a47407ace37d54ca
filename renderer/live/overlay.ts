/** What a node shows of its instances while the tab shows an environment. Colour, icon and words together. */
export interface InstanceOverlay {
  readonly tone: "waiting" | "busy" | "good" | "warning" | "bad" | "gone";
  /** `Running`, `Installing 2 of 12`. */
  readonly text: string;
  /** 0 to 1; null when there is nothing to wait for. */
  readonly progress: number | null;
  /** The last error's sentence, for the tooltip. */
  readonly error: string | null;
  /** The connection is lost: greyed, with the time it was last true. */
  readonly staleSince: string | null;
}

/** The overlay of one node of the shown tab; null while it shows a design. */
export function useInstanceOverlay(_nodeId: string): InstanceOverlay | null {
  return null;
}
