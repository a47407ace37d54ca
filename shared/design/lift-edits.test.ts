import { describe, expect, test } from "vitest";
import type { DesignEdit } from "./edit.ts";
import { liftEdits } from "./lift-edits.ts";
import { sketch } from "./sketch.ts";
import { carrying, sketchComponent, useOf } from "./sketch-component.ts";

const cell = sketchComponent("cell", { web: { kind: "machine" }, db: { kind: "machine" } }, [], {
  ports: { net: { title: "Network", node: "web", port: "nic" } },
  parameters: {
    cores: { title: "Cores", node: "web", property: "cores" },
    webs: { title: "Webs", node: "web", property: null },
  },
});
const row = sketchComponent("row", { c: useOf("cell") }, [], {
  ports: { out: { title: "Out", node: "c", port: "net" } },
  parameters: { size: { title: "Size", node: "c", property: "cores" } },
});
const design = carrying(
  sketch("D", { lan: { kind: "subnet" }, u: useOf("row"), many: useOf("row", { count: 2 }) }),
  cell,
  row,
);
const lift = (edit: DesignEdit) => liftEdits(design, [edit]);
const set = (id: string, property: string, value: number | null): DesignEdit => ({
  type: "set-property",
  id,
  property,
  value,
});

describe("edits of the expansion as edits of the drawing", () => {
  test("those of the drawing stay as they are", () => {
    const edits = [set("lan", "vlan", 7)];
    expect(liftEdits(design, edits)).toBe(edits);
  });

  test("a property becomes the parameter that is exposed for it, through every level", () => {
    expect(lift(set("u.1/c.1/web", "cores", 4))).toEqual([
      { type: "set-property", id: "u", property: "parameters", value: { size: 4 } },
    ]);
    expect(lift(set("u.1/c.1/web", "cores", null))).toEqual([
      { type: "set-property", id: "u", property: "parameters", value: {} },
    ]);
  });

  test("what is not exposed at every level cannot be set", () => {
    expect(lift(set("u.1/c.1/web", "memoryMiB", 4))).toBeNull();
    expect(lift(set("u.1/c.1/db", "cores", 4))).toBeNull();
    expect(lift({ type: "change-node", id: "u.1/c.1/web", change: { count: 2 } })).toBeNull();
  });

  test("one of several copies is not changed by itself", () => {
    expect(lift(set("many.2/c.1/web", "cores", 4))).toBeNull();
  });

  test("a link ends at the port that leads there", () => {
    const link = (node: string) => ({
      from: { node, port: "nic" },
      to: { node: "lan", port: "net" },
    });
    expect(lift({ type: "put-link", id: "l", link: link("u.1/c.1/web") })).toEqual([
      {
        type: "put-link",
        id: "l",
        link: { from: { node: "u", port: "out" }, to: { node: "lan", port: "net" } },
      },
    ]);
    expect(lift({ type: "put-link", id: "l", link: link("u.1/c.1/db") })).toBeNull();
    expect(lift({ type: "put-link", id: "l.2", link: link("lan") })).toBeNull();
  });

  test("nothing inside is removed or renamed, and no id is taken twice", () => {
    expect(lift({ type: "remove-node", id: "u.1/c.1/web" })).toBeNull();
    expect(lift({ type: "remove-link", id: "l.1" })).toBeNull();
    expect(lift({ type: "change-node", id: "u.1/c.1/web", change: { name: "x" } })).toBeNull();
    const node = { kind: "machine", name: "n", count: 1, position: { x: 0, y: 0 }, properties: {} };
    expect(lift({ type: "put-node", id: "u", node })).toBeNull();
    expect(lift({ type: "put-node", id: "n", node })).toHaveLength(1);
  });
});
