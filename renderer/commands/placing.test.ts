import { expect, it } from "vitest";
import type { Design } from "../../shared/design/design.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { NODE_SIZE } from "../canvas/geometry.ts";
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
