import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Design } from "../../shared/design/design.ts";
import { applyEdits, type DesignEdit } from "../../shared/design/edit.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign } from "../../shared/design/read.ts";
import { sketch } from "../../shared/design/sketch.ts";

const IDS = ["a", "b", "c", "d"] as const;
const start = sketch(
  "Start",
  {
    a: { kind: "machine", group: "c" },
    b: { kind: "subnet" },
    c: { kind: "router", group: "d" },
  },
  ["a:nic b:net", "c:nic b:net"],
  { groups: { c: { name: "C", parent: "d" }, d: { name: "D" } } },
);

const id = fc.constantFrom(...IDS);
const position = fc.record({ x: fc.integer(), y: fc.integer() });
const node = fc.record({
  kind: fc.constantFrom("machine", "subnet", "unknown"),
  name: fc.string(),
  count: fc.integer(),
  position,
  properties: fc.constant({}),
});
const end = fc.record({ node: id, port: fc.constantFrom("nic", "net") });
const edit: fc.Arbitrary<DesignEdit> = fc.oneof(
  fc.record({ type: fc.constant("set-name" as const), name: fc.string() }),
  fc.record({ type: fc.constant("put-node" as const), id, node }),
  fc.record({ type: fc.constant("remove-node" as const), id }),
  fc.record({
    type: fc.constant("change-node" as const),
    id,
    change: fc.record({ name: fc.string(), group: fc.option(id), position }, { requiredKeys: [] }),
  }),
  fc.record({
    type: fc.constant("set-property" as const),
    id,
    property: fc.constantFrom("cores", "cidr"),
    value: fc.option(fc.oneof(fc.integer(), fc.string())),
  }),
  fc.record({
    type: fc.constant("put-link" as const),
    id,
    link: fc.record({ from: end, to: end }),
  }),
  fc.record({ type: fc.constant("remove-link" as const), id }),
  fc.record({
    type: fc.constant("put-group" as const),
    id,
    group: fc.record({ name: fc.string(), parent: id }, { requiredKeys: ["name"] }),
  }),
  fc.record({ type: fc.constant("remove-group" as const), id }),
  fc.record({
    type: fc.constant("put-note" as const),
    id,
    note: fc.record({ text: fc.string(), position }),
  }),
  fc.record({ type: fc.constant("remove-note" as const), id }),
);
const edits = fc.array(edit, { maxLength: 20 });

/** The nodes an edit may give a new identity. */
function touched(one: DesignEdit, design: Design): ReadonlySet<string> {
  if (one.type === "remove-group")
    return new Set(IDS.filter((key) => design.nodes[key]?.group === one.id));
  return new Set(/node|property/.test(one.type) && "id" in one ? [one.id] : []);
}

describe("edits in any order", () => {
  test("always leave a design that prints and reads", () => {
    fc.assert(
      fc.property(edits, (list) => {
        const design = applyEdits(start, list);
        expect(readDesign(printDesign(design))).toEqual({ ok: true, value: design });
      }),
    );
  });

  test("in one go or one by one come to the same", () => {
    fc.assert(
      fc.property(edits, (list) => {
        const steps = list.reduce((design, one) => applyEdits(design, [one]), start);
        expect(applyEdits(start, list)).toEqual(steps);
      }),
    );
  });

  test("keep the identity of every node they do not touch", () => {
    fc.assert(
      fc.property(edits, edit, (list, last) => {
        const before = applyEdits(start, list);
        const after = applyEdits(before, [last]);
        const changed = touched(last, before);
        for (const key of IDS)
          if (!changed.has(key)) expect(after.nodes[key]).toBe(before.nodes[key]);
      }),
    );
  });

  test("leave no link to a node, and no member of a group, that they removed", () => {
    fc.assert(
      fc.property(edits, id, (list, gone) => {
        const design = applyEdits(start, [
          ...list,
          { type: "remove-node", id: gone },
          { type: "remove-group", id: gone },
        ]);
        const ends = Object.values(design.links).flatMap(({ from, to }) => [from.node, to.node]);
        expect(ends).not.toContain(gone);
        const homes = [
          ...Object.values(design.nodes).map(({ group }) => group),
          ...Object.values(design.groups).map(({ parent }) => parent),
        ];
        expect(homes).not.toContain(gone);
      }),
    );
  });
});
