import { describe, expect, it } from "vitest";
import { compareDesigns, isSame } from "./compare.ts";
import { describeComparison } from "./compare-words.ts";
import { emptyDesign, type Design } from "./design.ts";
import { applyEdits, type DesignEdit } from "./edit.ts";
import { printDesign } from "./print.ts";
import { readDesign } from "./read.ts";

const node = (name: string): Design["nodes"][string] => ({
  kind: "machine",
  name,
  count: 1,
  position: { x: 0, y: 0 },
  properties: { cores: 2 },
});
const link: Design["links"][string] = {
  from: { node: "a", port: "nic" },
  to: { node: "b", port: "nic" },
};
const before: Design = {
  ...emptyDesign("shop"),
  nodes: { a: node("web"), b: node("db") },
  links: { l: link },
};

function words(edits: readonly DesignEdit[]): string {
  return describeComparison(compareDesigns(before, applyEdits(before, edits)));
}

describe("comparing designs", () => {
  it("finds nothing between a design and what was read back of it", () => {
    const read = readDesign(printDesign(before));
    expect(read.ok && isSame(compareDesigns(before, read.value))).toBe(true);
  });

  it("tells each field and property that differs, with both values", () => {
    const after = applyEdits(before, [
      { type: "set-property", id: "a", property: "cores", value: 4 },
      { type: "change-node", id: "a", change: { count: 3 } },
    ]);
    expect(compareDesigns(before, after).elements).toEqual([
      {
        type: "node",
        id: "a",
        change: "changed",
        name: "web",
        fields: [
          { field: "count", property: false, before: 1, after: 3 },
          { field: "cores", property: true, before: 2, after: 4 },
        ],
      },
    ]);
  });

  it("names what is gone as it was called", () => {
    expect(compareDesigns(before, { ...before, links: {} }).elements).toEqual([
      { type: "link", id: "l", change: "removed", name: "web – db", fields: [] },
    ]);
  });

  it.each<[string, readonly DesignEdit[]]>([
    ["", []],
    ["Added cache", [{ type: "put-node", id: "c", node: node("cache") }]],
    ["Removed db and 1 link", [{ type: "remove-node", id: "b" }]],
    [
      "Changed web (cores), moved db",
      [
        { type: "set-property", id: "a", property: "cores", value: 8 },
        { type: "change-node", id: "b", change: { position: { x: 9, y: 9 } } },
      ],
    ],
    ["Added 4 nodes", ["c", "d", "e", "f"].map((id) => ({ type: "put-node", id, node: node(id) }))],
    ["Changed the design's name", [{ type: "set-name", name: "other" }]],
  ])("says %j", (said, edits) => {
    expect(words(edits)).toBe(said);
  });
});
