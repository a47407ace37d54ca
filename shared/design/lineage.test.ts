import { expect, it } from "vitest";
import { applyEdits } from "./edit.ts";
import { touchedBetween } from "./lineage.ts";
import { sketch } from "./sketch.ts";

const start = sketch("Start", { a: { kind: "machine" }, b: { kind: "subnet" } }, ["a:nic b:net"]);
const moved = applyEdits(start, [
  { type: "change-node", id: "a", change: { position: { x: 1, y: 1 } } },
]);
const bare = applyEdits(moved, [{ type: "remove-node", id: "b" }]);
const other = applyEdits(start, [{ type: "put-node", id: "c", node: { ...start.nodes["b"]! } }]);

function touched(before: typeof start, after: typeof start) {
  const found = touchedBetween(before, after);
  return found && [[...found.nodes].toSorted(), [...found.links]];
}

it("knows what edits touched, forth and back and by way of a common version", () => {
  const [link] = Object.keys(start.links);
  expect(touched(start, start)).toEqual([[], []]);
  expect(touched(start, moved)).toEqual([["a"], []]);
  expect(touched(start, bare)).toEqual([["a", "b"], [link]]);
  expect(touched(bare, moved)).toEqual([["b"], [link]]);
  expect(touched(bare, other)).toEqual([["a", "b", "c"], [link]]);
});

it("knows nothing of designs that were made apart", () => {
  expect(touched(start, { ...start })).toBeUndefined();
});

it("forgets what is long ago, and only that", () => {
  let design = start;
  let before = start;
  for (let edit = 0; edit < 1500; edit++) {
    before = design;
    design = applyEdits(design, [{ type: "change-node", id: "a", change: { name: `${edit}` } }]);
  }
  expect(touched(before, design)).toEqual([["a"], []]);
  expect(touched(start, design)).toBeUndefined();
});
