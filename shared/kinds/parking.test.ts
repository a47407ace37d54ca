import { expect, test } from "vitest";
import type { Design } from "../design/design.ts";
import { applyEdits } from "../design/edit.ts";
import { expandDesign } from "../design/expand.ts";
import { sketch } from "../design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../design/sketch-component.ts";
import { canPark, isParked, parking } from "./parking.ts";

const off = (node: string) => ({ title: `${node} off`, node, property: "parked" });
const cell = sketchComponent(
  "cell",
  { web: { kind: "machine" }, db: { kind: "machine", parked: true }, log: { kind: "machine" } },
  [],
  { parameters: { web: off("web"), db: off("db"), webs: { ...off("web"), property: null } } },
);
const row = sketchComponent("row", { c: useOf("cell") }, [], {
  parameters: { sleeps: { title: "Sleeps", node: "c", property: "web" } },
});
const closed = sketchComponent("closed", { m: { kind: "machine" } });
const endless = sketchComponent("endless", { e: useOf("endless") }, [], {
  parameters: { p: { title: "P", node: "e", property: "p" } },
});
const design = carrying(
  sketch("D", {
    lan: { kind: "subnet" },
    m: { kind: "machine" },
    cell: useOf("cell"),
    row: useOf("row"),
    closed: useOf("closed"),
    endless: useOf("endless"),
    gone: useOf("gone"),
  }),
  cell,
  row,
  closed,
  endless,
);

const parked = (drawing: Design): readonly string[] =>
  Object.entries(expandDesign(drawing).nodes)
    .filter(([, { properties }]) => properties["parked"] === true)
    .map(([id]) => id)
    .sort();
const turn = (drawing: Design, ids: readonly string[], wanted: boolean): Design =>
  applyEdits(drawing, parking(drawing, ids, wanted));

test("machines can be parked, and what a component leaves to its uses to park", () => {
  const all = Object.keys(design.nodes);
  expect(all.filter((id) => canPark(design, id))).toEqual(["m", "cell", "row"]);
  expect(parking(design, ["lan", "closed", "endless", "gone", "nowhere"], true)).toEqual([]);
});

test("a use that is parked parks what it may inside, through every level, and nothing else", () => {
  expect(parked(design)).toEqual(["cell.1/db", "row.1/c.1/db"]);
  const off = turn(design, ["m", "cell", "row"], true);
  expect(parked(off)).toEqual(["cell.1/db", "cell.1/web", "m", "row.1/c.1/db", "row.1/c.1/web"]);
  expect(["m", "cell", "row"].map((id) => isParked(off, id))).toEqual([true, true, true]);
  expect(isParked(design, "cell")).toBe(false);
  expect(parking(off, ["m", "cell", "row"], true)).toEqual([]);
});

test("it runs again, also what its component has parked; what is as it was says nothing", () => {
  const off = turn(design, ["m", "cell", "row"], true);
  const on = turn(off, ["m", "cell", "row"], false);
  expect(parked(on)).toEqual(["row.1/c.1/db"]);
  expect(on.nodes["cell"]?.properties["parameters"]).toEqual({ db: false });
  expect(on.nodes["row"]).toEqual({
    ...design.nodes["row"],
    properties: on.nodes["row"]?.properties,
  });
  expect(on.nodes["row"]?.properties["parameters"]).toEqual({});
  expect(on.nodes["m"]).toEqual(design.nodes["m"]);
});
