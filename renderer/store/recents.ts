import { create } from "zustand";
import type { Placing } from "./ui.ts";

const RECENTS_KEPT = 6;

interface Recents {
  /** What was placed last, newest first. */
  readonly recents: readonly Placing[];
  used(placing: Placing): void;
}

export const useRecents = create<Recents>()((set) => ({
  recents: [],
  used: (placing) => {
    set(({ recents }) => ({
      recents: [placing, ...recents.filter((other) => other.title !== placing.title)].slice(
        0,
        RECENTS_KEPT,
      ),
    }));
  },
}));
