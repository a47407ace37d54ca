import { expect, it } from "vitest";
import { emptyDesign, type Design } from "./design.ts";
import { applyEdits } from "./edit.ts";
import { graft } from "./graft.ts";
import { printDesign } from "./print.ts";
import { readDesign } from "./read.ts";

const node = (name: string): Design["nodes"][string] => ({
  kind: "machine",
  name,
  count: 1,
  position: { x: 0, y: 0 },
  properties: {},
});
const present: Design = { ...emptyDesign("lab"), nodes: { a: node("a"), b: node("b") } };

it("keeps what did not change and takes what did", () => {
  const changed = applyEdits(present, [{ type: "put-node", id: "b", node: node("c") }]);
  const read = readDesign(printDesign(changed));
  if (!read.ok) throw new Error("unreadable");
  const grafted = graft(present, read.value);
  expect(grafted).toEqual(changed);
  expect(grafted.nodes["a"]).toBe(present.nodes["a"]);
  expect(grafted.nodes["b"]).not.toBe(present.nodes["b"]);
  expect(grafted.links).toBe(present.links);
});
