import { expect, test } from "vitest";
import type { Design } from "./design.ts";
import { applyEdits } from "./edit.ts";
import { printDesign } from "./print.ts";
import { sketch } from "./sketch.ts";

const design = sketch("Shop", { b: { kind: "machine" }, a: { kind: "subnet" } }, ["b:nic a:net"]);

test("the header comes first and the text ends in one newline", () => {
  const text = printDesign(design);
  expect(text.startsWith('{\n  "format": "labwright-design",\n  "version": 1,')).toBe(true);
  expect(text.endsWith("}\n")).toBe(true);
});

test("elements are sorted by id, not by when they were drawn", () => {
  const text = printDesign(design);
  expect(text.indexOf('"a": {')).toBeLessThan(text.indexOf('"b": {'));
});

test("known fields keep the order of the schema, unknown ones follow by name", () => {
  const [, node] = Object.entries(design.nodes)[0] ?? [];
  const changed = {
    ...design,
    nodes: { b: { zeta: 1, alpha: { y: 1, x: 2 }, ...node } },
  } as Design;
  const order = ["kind", "name", "count", "position", "properties", "alpha", "zeta"];
  const text = printDesign({ ...changed, links: {} });
  const places = order.map((field) => text.indexOf(`\n      "${field}"`));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test("a list keeps its order", () => {
  const web = sketch("x", { web: { kind: "machine", applications: ["redis", "apache"] } });
  expect(printDesign(web)).toMatch(/"redis",\s+"apache"/);
});

test("a design that was edited reads as if nothing of it had been printed before", () => {
  const names = Array.from({ length: 1200 }, (_, index) => `m${index}`);
  const large = sketch("large", Object.fromEntries(names.map((id) => [id, { kind: "machine" }])));
  printDesign(large);
  const edited = applyEdits(large, [
    { type: "change-node", id: "m7", change: { name: "seven" } },
    { type: "remove-node", id: "m8" },
  ]);
  const text = printDesign(edited);
  expect(text).toBe(printDesign(JSON.parse(JSON.stringify(edited))));
  expect(text).toContain('"seven"');
  expect(text).not.toContain('"m8"');
});

test("the text is laid out as JSON is, whatever the ids and the values look like", () => {
  const odd = {
    ...sketch("odd", {
      "10": { kind: "machine" },
      "9": { kind: "machine" },
      b: { kind: "subnet" },
    }),
    notes: {},
    extra: { __proto__x: [1, { z: null, a: "line\nbreak" }], empty: {}, none: [] },
    description: undefined,
  } as unknown as Design;
  const text = printDesign(odd);
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(odd)));
});
