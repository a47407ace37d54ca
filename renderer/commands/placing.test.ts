import { expect, it } from "vitest";
import type { Design } from "../../shared/design/design.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { groupBoxes, NODE_SIZE, noteBox, overlap } from "../canvas/geometry.ts";
import { freePlace, groupFinder, newNode } from "./placing.ts";

const machine = { kind: "machine", title: "Machine", properties: {} };

it("a new node stands on the grid with its middle where it was wanted", () => {
  const node = newNode(emptyDesign("lab"), machine, { x: 301, y: 199 });
  expect(node.name).toBe("machine-1");
  expect(node.position.x % 8).toBe(0);
  expect(Math.abs(node.position.x + NODE_SIZE.width / 2 - 301)).toBeLessThanOrEqual(4);
});

it("nodes that are placed by themselves do not lie on each other", () => {
  let design: Design = emptyDesign("lab");
  for (let i = 0; i < 20; i++) {
    const node = newNode(design, machine, freePlace(design, { x: 0, y: 0 }));
    design = applyEdits(design, [{ type: "put-node", id: `n-${i}`, node }]);
  }
  const places = Object.values(design.nodes).map((node) => node.position);
  const covered = places.filter((a, i) =>
    places.some(
      (b, j) =>
        i !== j && Math.abs(a.x - b.x) < NODE_SIZE.width && Math.abs(a.y - b.y) < NODE_SIZE.height,
    ),
  );
  expect(covered).toEqual([]);
});

it("what is placed by itself lies on no note and on no group's frame, however full it is", () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 900 }, (_, index) => [
      `m-${index}`,
      { kind: "machine", at: [(index % 30) * 216 - 3200, Math.floor(index / 30) * 80 - 1200] },
    ]),
  ) satisfies Parameters<typeof sketch>[1];
  const full = sketch("full", nodes, []);
  const beside = freePlace(full, { x: 0, y: 0 });
  expect(beside.x).toBeGreaterThan(29 * 216 - 3200 + NODE_SIZE.width);

  const group = { kind: "machine", at: [NODE_SIZE.width, 0], group: "g" } as const;
  const noted = sketch("noted", { group }, [], { groups: { g: { name: "g" } } });
  const note = { text: "here", position: { x: -80, y: -60 } };
  const design = applyEdits(noted, [{ type: "put-note", id: "t", note }]);
  const { x, y } = freePlace(design, { x: 0, y: 0 });
  const box = { ...NODE_SIZE, x: x - NODE_SIZE.width / 2, y: y - NODE_SIZE.height / 2 };
  for (const other of [noteBox(note), ...groupBoxes(design).values()])
    expect(overlap(box, other)).toBe(false);
});

it("a new node joins the innermost open group it lands in", () => {
  const design = sketch(
    "lab",
    {
      a: { kind: "machine", at: [0, 0], group: "inner" },
      b: { kind: "machine", at: [0, 400], group: "outer" },
    },
    [],
    { groups: { outer: { name: "outer" }, inner: { name: "inner", parent: "outer" } } },
  );
  expect(groupFinder(design)({ x: 100, y: 40 })).toBe("inner");
  expect(groupFinder(design)({ x: 100, y: 300 })).toBe("outer");
  expect(groupFinder(design)({ x: 2000, y: 0 })).toBeUndefined();
  expect(newNode(design, machine, { x: 100, y: 40 }).group).toBe("inner");
});
