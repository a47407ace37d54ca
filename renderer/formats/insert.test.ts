import { expect, it } from "vitest";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { insertion } from "./insert.ts";

let count = 0;
const newId = (prefix: string): string => `${prefix}-${++count}`;

const here = sketch("here", { web: { kind: "machine", at: [0, 0] } });
const coming = sketch(
  "coming",
  {
    web: { kind: "machine", at: [-400, -400], group: "site" },
    lan: { kind: "subnet", at: [0, -400] },
  },
  ["web:nic lan:net"],
  { groups: { site: { name: "Site" } }, notes: { n: { text: "x", position: { x: 0, y: 0 } } } },
);

it("puts everything beside what is there, under names of its own, and selects it", () => {
  const { edits, selection } = insertion(coming, here, newId);
  const after = applyEdits(here, edits);
  const nodes = Object.values(after.nodes);
  expect(nodes.map(({ name }) => name)).toEqual(["web", "web-2", "lan"]);
  const [first, second] = nodes;
  expect(second?.position).toEqual({ x: 208 + 96, y: 0 });
  expect(first).toBe(here.nodes["web"]);
  expect(Object.values(after.links)).toHaveLength(1);
  expect(Object.values(after.groups)).toEqual([{ name: "Site" }]);
  expect(selection.size).toBe(4);
});

it("puts it as it is into an empty design", () => {
  const { edits } = insertion(coming, sketch("empty", {}), newId);
  const after = applyEdits(sketch("empty", {}), edits);
  expect(Object.values(after.nodes)[0]?.position).toEqual({ x: -400, y: -400 });
});
