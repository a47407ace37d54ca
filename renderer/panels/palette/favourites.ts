import { z } from "zod";
import { create } from "zustand";
import { browserShelf, type Shelf } from "../../host/storage.ts";
import type { Placing } from "../../store/ui.ts";

const KEY = "favourite-placings";

const placingSchema = z.object({
  kind: z.string(),
  title: z.string(),
  properties: z.record(z.string(), z.json()),
});

/** Kinds and catalogue items that the user wants at the top of the palette, newest first. */
export const useFavourites = create<{ readonly favourites: readonly Placing[] }>()(() => ({
  favourites: [],
}));

let shelf: Shelf | null = null;

/** Reads what was kept on this machine. Called once at the start. */
export async function startFavourites(kept: Shelf = browserShelf()): Promise<void> {
  shelf = kept;
  const found = z.array(z.unknown()).safeParse(await kept.get(KEY));
  const favourites = (found.data ?? []).flatMap((value) => {
    const placing = placingSchema.safeParse(value);
    return placing.success ? [placing.data] : [];
  });
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
