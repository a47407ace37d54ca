import { expect, it } from "vitest";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { align, distribute, shift, uncovered } from "./arrange.ts";

const lab = sketch("lab", {
  a: { kind: "machine", at: [0, 0] },
  b: { kind: "machine", at: [100, 300] },
  c: { kind: "machine", at: [500, 40] },
});
const all = ["a", "b", "c"];
const places = (edits: Parameters<typeof applyEdits>[1]): readonly (readonly number[])[] =>
  Object.values(applyEdits(lab, edits).nodes).map(({ position }) => [position.x, position.y]);

it("aligns to a side of the box around all", () => {
  expect(places(align(lab, all, "left")).map(([x]) => x)).toEqual([0, 0, 0]);
  expect(places(align(lab, all, "right")).map(([x]) => x)).toEqual([500, 500, 500]);
  expect(places(align(lab, all, "middle")).map(([, y]) => y)).toEqual([150, 150, 150]);
});

it("distributes between the outermost two", () => {
  expect(places(distribute(lab, all, "x")).map(([x]) => x)).toEqual([0, 250, 500]);
});

it("leaves alone what is locked or there already", () => {
  const locked = applyEdits(lab, [{ type: "change-node", id: "b", change: { locked: true } }]);
  expect(align(locked, all, "left").map((edit) => "id" in edit && edit.id)).toEqual(["c"]);
});

it("takes notes out from under nodes, and leaves the others", () => {
  const design = applyEdits(lab, [
    { type: "put-note", id: "under", note: { text: "", position: { x: 10, y: 10 } } },
    { type: "put-note", id: "beside", note: { text: "", position: { x: 900, y: 900 } } },
  ]);
  const { notes } = applyEdits(design, uncovered(design));
  expect(notes["under"]?.position.y).toBeGreaterThan(300 + 72);
  expect(notes["beside"]).toBe(design.notes["beside"]);
});

it("moves nodes by a distance", () => {
  expect(places(shift(lab, ["a"], [], { x: 8, y: -8 }))[0]).toEqual([8, -8]);
});

it("leaves locked notes where they are", () => {
  const position = { x: 10, y: 10 };
  const design = applyEdits(lab, [
    { type: "put-note", id: "fixed", note: { text: "", position, locked: true } },
    { type: "put-note", id: "free", note: { text: "", position } },
  ]);
  expect(uncovered(design).map((edit) => "id" in edit && edit.id)).toEqual(["free"]);
  const moved = applyEdits(design, shift(design, [], ["fixed", "free"], { x: 8, y: 0 }));
  expect(moved.notes["fixed"]).toBe(design.notes["fixed"]);
  expect(moved.notes["free"]?.position).toEqual({ x: 18, y: 10 });
});
