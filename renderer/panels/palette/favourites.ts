import { create } from "zustand";
import { browserShelf, type Shelf } from "../../host/storage.ts";
import { keptPlacings } from "../../store/kept-placings.ts";
import type { Placing } from "../../store/ui.ts";

const KEY = "favourite-placings";

/** Kinds and catalogue items that the user wants at the top of the palette, newest first. */
export const useFavourites = create<{ readonly favourites: readonly Placing[] }>()(() => ({
  favourites: [],
}));

let shelf: Shelf | null = null;

/** Reads what was kept on this machine. Called once at the start. */
export async function startFavourites(kept: Shelf = browserShelf()): Promise<void> {
  shelf = kept;
  const favourites = await keptPlacings(kept, KEY);
  useFavourites.setState({ favourites });
}

/** By what would be placed, whatever it is called. */
export function isFavourite(favourites: readonly Placing[], placing: Placing): boolean {
  return favourites.some((other) => samePlacing(other, placing));
}

/** Makes something a favourite, or no longer one. */
export function toggleFavouritePlacing({ kind, title, properties }: Placing): void {
  const { favourites } = useFavourites.getState();
  const placing = { kind, title, properties };
  const others = favourites.filter((other) => !samePlacing(other, placing));
  const next = others.length < favourites.length ? others : [placing, ...favourites];
  useFavourites.setState({ favourites: next });
  void shelf?.put([[KEY, next]]);
}

function samePlacing(a: Placing, b: Placing): boolean {
  return a.kind === b.kind && JSON.stringify(a.properties) === JSON.stringify(b.properties);
}
