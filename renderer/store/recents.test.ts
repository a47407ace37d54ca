import { expect, it } from "vitest";
import { memoryShelf } from "../host/test-browser.ts";
import { startRecents, useRecents } from "./recents.ts";

const placing = (title: string) => ({ kind: "machine", title, properties: { x: title } });
const titles = () => useRecents.getState().recents.map(({ title }) => title);

it("keeps what was placed last, each once, over a restart", async () => {
  const shelf = memoryShelf();
  await startRecents(shelf);
  for (const title of ["a", "b", "c", "d", "e", "f", "g", "c"])
    useRecents.getState().used(placing(title));
  expect(titles()).toEqual(["c", "g", "f", "e", "d", "b"]);
  useRecents.setState({ recents: [] });
  await startRecents(shelf);
  expect(titles()).toEqual(["c", "g", "f", "e", "d", "b"]);
});
