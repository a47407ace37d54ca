import { expect, test } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { emptyDesign, type DesignNode } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { findKind } from "../../shared/kinds/index.ts";
import { resolveNode } from "../../shared/kinds/resolve.ts";
import { arranged } from "../ui/grid/read-column.ts";
import { linkColumns, type LinkRow } from "./link-columns.ts";
import { nodeColumns, type NodeRow } from "./node-columns.ts";

const catalogue = starterCatalogue();
const position = { x: 0, y: 0 };
const node = (name: string, count = 1): DesignNode => {
  return { kind: "machine", name, count, position, properties: {} };
};
const design = {
  ...emptyDesign("Table"),
  nodes: { a: node("web-10"), b: node("web-9", 3), c: node("db") },
  links: { l: { from: { node: "a", port: "nic" }, to: { node: "b", port: "nic" } } },
  groups: { g: { name: "Rack" } },
};
const rows = Object.entries(design.nodes).map(([id, one]): NodeRow => {
  return { key: `node:${id}`, name: one.name, node: resolveNode(id, one, catalogue), links: 0 };
});
const columns = nodeColumns(design, catalogue, findKind("machine")!);
const column = (id: string) => columns.find((one) => one.id === id)!;
const names = (list: readonly NodeRow[]): readonly string[] => list.map(({ name }) => name);

test("sorts names as people count, and numbers as numbers", () => {
  const sorted = (id: string, descending = false) =>
    names(arranged(rows, columns, "", { column: id, descending }));
  expect(sorted("name")).toEqual(["db", "web-9", "web-10"]);
  expect(sorted("count", true)[0]).toBe("web-9");
});

test("finds rows that hold every word", () => {
  const found = arranged(rows, columns, "WEB -10", { column: "name", descending: false });
  expect(names(found)).toEqual(["web-10"]);
});

test("one value becomes that of many rows in one step", () => {
  const edits = column("count").edits!(rows, "4")!;
  expect(Object.values(applyEdits(design, edits).nodes).map(({ count }) => count)).toEqual([
    4, 4, 4,
  ]);
  const grouped = applyEdits(design, column("group").edits!(rows.slice(0, 2), "g")!);
  expect(grouped.nodes["a"]?.group).toBe("g");
  expect(applyEdits(grouped, column("group").edits!(rows, "")!)).toEqual(design);
});

test("refuses what cannot be", () => {
  for (const value of ["", "0", "-3", "1.5", "many"])
    expect(column("count").edits!(rows, value), value).toBeNull();
});

test("a kind's own properties are columns that write what the inspector writes", () => {
  const own = columns.filter(({ id }) => id.startsWith("property "));
  expect(own.map(({ title }) => title)).toContain("Machine type");
  const type = own.find(({ title }) => title === "Machine type")!;
  const editor = type.editor!(rows[0]!)!;
  const wanted = editor.type === "choice" ? editor.options.at(-1)!.value : "";
  const after = applyEdits(design, type.edits!(rows, wanted)!);
  expect(Object.values(after.nodes[`c`]!.properties)).toEqual([wanted]);
});

test("links keep what is not edited; empty takes a value away", () => {
  const link: LinkRow = { key: "link:l", name: "l", id: "l", link: design.links.l };
  const vlan = linkColumns(design).find(({ id }) => id === "vlan")!;
  const tagged = applyEdits(design, vlan.edits!([link], "30")!);
  expect(tagged.links["l"]).toEqual({ ...design.links.l, vlan: 30 });
  const untagged = vlan.edits!([{ ...link, link: tagged.links["l"]! }], "")!;
  expect(applyEdits(tagged, untagged)).toEqual(design);
  expect(vlan.edits!([link], "blue")).toBeNull();
});
