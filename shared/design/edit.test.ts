import { describe, expect, test } from "vitest";
import type { Design } from "./design.ts";
import { applyEdits, type DesignEdit } from "./edit.ts";
import { sketch } from "./sketch.ts";

const base: Design = sketch(
  "Shop",
  {
    web: { kind: "machine", group: "inner", applications: ["apache"] },
    db: { kind: "machine" },
    lan: { kind: "subnet" },
  },
  ["web:nic lan:net", "db:nic lan:net"],
  {
    groups: { outer: { name: "Outer" }, inner: { name: "Inner", parent: "outer" } },
    notes: { hint: { text: "Hello", position: { x: 0, y: 0 } } },
  },
);
const edit = (...edits: DesignEdit[]): Design => applyEdits(base, edits);

describe("applyEdits", () => {
  test("never changes the design it is given", () => {
    const before = JSON.stringify(base);
    edit(
      { type: "remove-node", id: "lan" },
      { type: "set-property", id: "web", property: "cores", value: 4 },
      { type: "remove-group", id: "inner" },
    );
    expect(JSON.stringify(base)).toBe(before);
  });

  test("what an edit does not touch keeps its identity", () => {
    const changed = edit({ type: "set-property", id: "web", property: "cores", value: 4 });
    expect(changed.nodes["db"]).toBe(base.nodes["db"]);
    expect(changed.links).toBe(base.links);
    expect(changed.nodes["web"]).not.toBe(base.nodes["web"]);
    expect(edit({ type: "set-name", name: "n" }).nodes).toBe(base.nodes);
  });

  test("removing a node takes its links along and no others", () => {
    expect(Object.keys(edit({ type: "remove-node", id: "web" }).links)).toEqual(["db-lan"]);
    expect(edit({ type: "remove-node", id: "lan" }).links).toEqual({});
  });

  test("null removes an optional field or a property", () => {
    const changed = edit(
      { type: "change-node", id: "web", change: { group: null, name: "www" } },
      { type: "set-property", id: "web", property: "applications", value: null },
    );
    expect(changed.nodes["web"]).toMatchObject({ name: "www", properties: {} });
    expect(changed.nodes["web"]).not.toHaveProperty("group");
  });

  test("removing a group moves its members up", () => {
    const once = edit({ type: "remove-group", id: "inner" });
    expect(once.nodes["web"]?.group).toBe("outer");
    const twice = applyEdits(once, [{ type: "remove-group", id: "outer" }]);
    expect(twice.nodes["web"]).not.toHaveProperty("group");
    expect(edit({ type: "remove-group", id: "outer" }).groups["inner"]).toEqual({ name: "Inner" });
  });

  test.each<DesignEdit>([
    { type: "change-node", id: "gone", change: { name: "x" } },
    { type: "set-property", id: "constructor", property: "x", value: 1 },
    { type: "remove-link", id: "gone" },
    { type: "remove-group", id: "gone" },
    { type: "remove-note", id: "gone" },
    { type: "remove-node", id: "gone" },
  ])("an edit of what is not there changes nothing: $type", (nothing) => {
    expect(edit(nothing)).toEqual(base);
  });

  test.each<readonly [DesignEdit, DesignEdit]>([
    [
      { type: "put-node", id: "new", node: base.nodes["db"]! },
      { type: "remove-node", id: "new" },
    ],
    [
      { type: "remove-link", id: "db-lan" },
      { type: "put-link", id: "db-lan", link: base.links["db-lan"]! },
    ],
    [
      { type: "put-group", id: "new", group: { name: "New" } },
      { type: "remove-group", id: "new" },
    ],
    [
      { type: "remove-note", id: "hint" },
      { type: "put-note", id: "hint", note: base.notes["hint"]! },
    ],
    [
      { type: "set-name", name: "Other" },
      { type: "set-name", name: "Shop" },
    ],
  ])("each edit can be taken back by another: $0.type", (there, back) => {
    expect(edit(there)).not.toEqual(base);
    expect(edit(there, back)).toEqual(base);
  });
});
