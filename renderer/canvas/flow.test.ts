import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import type { Design } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { NOTHING_SELECTED } from "../store/elements.ts";
import { dragEdits } from "./drag.ts";
import { createFlowCache } from "./flow-cache.ts";
import { flowEdges } from "./flow.ts";
import { groupBoxes } from "./geometry.ts";
import { linkPath } from "./link-path.ts";

const catalogue = starterCatalogue();
const lab = sketch(
  "lab",
  {
    a: { kind: "machine", at: [0, 0], group: "site" },
    b: { kind: "machine", at: [0, 120], group: "site" },
    lan: { kind: "subnet", at: [600, 0] },
  },
  ["a:nic b:nic", "a:nic lan:net", "b:nic lan:net"],
  { groups: { site: { name: "site" } } },
);

function collapsed(design: Design): Design {
  return applyEdits(design, [
    { type: "put-group", id: "site", group: { name: "site", collapsed: true } },
  ]);
}

describe("the flow of a design", () => {
  it("keeps the objects of elements that did not change", () => {
    const cache = createFlowCache();
    const before = cache.nodes(lab, catalogue, NOTHING_SELECTED, new Map());
    const moved = applyEdits(lab, [{ type: "change-node", id: "lan", change: { name: "net" } }]);
    const after = cache.nodes(moved, catalogue, NOTHING_SELECTED, new Map());
    const same = after.filter((node, index) => node === before[index]).map((node) => node.id);
    expect(same.toSorted()).toEqual(["a", "b", "group:site"]);
  });

  it("shows a collapsed group as one node that its links lead to", () => {
    const nodes = createFlowCache().nodes(collapsed(lab), catalogue, NOTHING_SELECTED, new Map());
    expect(nodes.map((node) => node.id).toSorted()).toEqual(["group:site", "lan"]);
    const edges = [...flowEdges(collapsed(lab), NOTHING_SELECTED, new Map()).values()];
    expect(edges.map((edge) => [edge.source, edge.target])).toEqual([
      ["group:site", "lan"],
      ["group:site", "lan"],
    ]);
    expect(edges.map((edge) => [edge.data?.index, edge.data?.total])).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it("leaves out links to nodes that are not there", () => {
    const { lan: _gone, ...nodes } = lab.nodes;
    expect(flowEdges({ ...lab, nodes }, NOTHING_SELECTED, new Map()).size).toBe(1);
  });
});

describe("groups", () => {
  it("surround what is in them", () => {
    const box = groupBoxes(lab, () => undefined).get("site")!;
    expect(box.x).toBeLessThan(0);
    expect(box.y + box.height).toBeGreaterThan(120 + 72);
  });

  it("survive a cycle in a damaged file", () => {
    const damaged = applyEdits(lab, [
      { type: "put-group", id: "site", group: { name: "site", parent: "site" } },
    ]);
    expect(groupBoxes(damaged, () => undefined).size).toBe(1);
  });

  it("let a node go that is dragged out, and take one that is dragged in", () => {
    const out = applyEdits(lab, dragEdits(lab, new Map([["a", { x: 900, y: 900 }]])));
    expect(out.nodes["a"]?.group).toBeUndefined();
    const into = applyEdits(lab, dragEdits(lab, new Map([["lan", { x: 0, y: 60 }]])));
    expect(into.nodes["lan"]?.group).toBe("site");
  });

  it("keep members that all move together", () => {
    const places = new Map([
      ["a", { x: 2000, y: 0 }],
      ["b", { x: 2000, y: 120 }],
    ]);
    const moved = applyEdits(lab, dragEdits(lab, places));
    expect(moved.nodes["a"]?.group).toBe("site");
    expect(moved.groups["site"]).toBeDefined();
  });
});

it("parallel links take ways of their own", () => {
  const ways = [0, 1, 2].map(
    (index) => linkPath({ x: 0, y: 0 }, { x: 500, y: 200 }, index, 3).path,
  );
  expect(new Set(ways).size).toBe(3);
});
