import { beforeEach, describe, expect, it } from "vitest";
import { memoryShelf } from "../../host/test-browser.ts";
import {
  isFavourite,
  startFavourites,
  toggleFavouritePlacing,
  useFavourites,
} from "./favourites.ts";

const MACHINE = { kind: "machine", title: "Machine", properties: {} };
const DEBIAN = {
  kind: "machine",
  title: "Debian 12",
  properties: { operatingSystem: "debian-12" },
};

function titles(): readonly string[] {
  return useFavourites.getState().favourites.map(({ title }) => title);
}

describe("favourites of the palette", () => {
  beforeEach(async () => {
    await startFavourites(memoryShelf());
  });

  it("come on top, newest first, and go again", () => {
    toggleFavouritePlacing(MACHINE);
    toggleFavouritePlacing(DEBIAN);
    expect(titles()).toEqual(["Debian 12", "Machine"]);
    toggleFavouritePlacing({ ...DEBIAN, title: "Debian 12 (bookworm)" });
    expect(titles()).toEqual(["Machine"]);
    expect(isFavourite(useFavourites.getState().favourites, DEBIAN)).toBe(false);
    expect(isFavourite(useFavourites.getState().favourites, MACHINE)).toBe(true);
  });

  it("are there after a restart", async () => {
    const shelf = memoryShelf();
    await startFavourites(shelf);
    toggleFavouritePlacing(DEBIAN);
    useFavourites.setState({ favourites: [] });
    await startFavourites(shelf);
    expect(useFavourites.getState().favourites).toEqual([DEBIAN]);
  });

  it("leave out what cannot be read", async () => {
    const shelf = memoryShelf();
    await shelf.put([["favourite-placings", [3, { kind: "machine" }, MACHINE]]]);
    await startFavourites(shelf);
    expect(titles()).toEqual(["Machine"]);
    await shelf.put([["favourite-placings", "nonsense"]]);
    await startFavourites(shelf);
    expect(titles()).toEqual([]);
  });
});
