import { create } from "zustand";
import { browserShelf, type Shelf } from "../host/storage.ts";
import { keptPlacings } from "./kept-placings.ts";
import type { Placing } from "./ui.ts";

const KEY = "recent-placings";
const RECENTS_KEPT = 6;

interface Recents {
  /** What was placed last, newest first. */
  readonly recents: readonly Placing[];
  used(placing: Placing): void;
}

let shelf: Shelf | null = null;

export const useRecents = create<Recents>()((set, get) => ({
  recents: [],
  used: ({ kind, title, properties }) => {
    const others = get().recents.filter((other) => other.title !== title);
    const recents = [{ kind, title, properties }, ...others].slice(0, RECENTS_KEPT);
    set({ recents });
    void shelf?.put([[KEY, recents]]);
  },
}));

/** Reads what was kept on this machine, unless something was placed meanwhile. Called once at the start. */
export async function startRecents(kept: Shelf = browserShelf()): Promise<void> {
  shelf = kept;
  const recents = await keptPlacings(kept, KEY);
  if (useRecents.getState().recents.length === 0) useRecents.setState({ recents });
}
