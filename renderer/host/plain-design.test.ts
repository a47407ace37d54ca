import { expect, it } from "vitest";
import { applyEdits } from "../../shared/design/edit.ts";
import { plainDesign } from "./plain-design.ts";
import { sketch } from "../../shared/design/sketch.ts";

const ids = Array.from({ length: 1500 }, (_, index) => `m-${index}`);
const LARGE = sketch(
  "Large",
  Object.fromEntries(ids.map((id) => [id, { kind: "machine" }])),
  ids.slice(1).map((id) => `m-0:nic ${id}:nic`),
);

it("is what a worker can be sent, whatever was changed", () => {
  const edited = applyEdits(LARGE, [
    { type: "change-node", id: "m-7", change: { name: "seven" } },
    { type: "remove-link", id: Object.keys(LARGE.links)[3]! },
  ]);
  expect(() => structuredClone(edited)).toThrow();
  const sent = structuredClone(plainDesign(edited));
  expect(JSON.stringify(sent)).toBe(JSON.stringify(edited));
  expect(sent.nodes["m-7"]?.name).toBe("seven");
  expect(Object.keys(sent.links)).toHaveLength(ids.length - 2);
});

it("leaves what is plain already as it is", () => {
  expect(plainDesign(LARGE).nodes).toBe(LARGE.nodes);
});
