import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import type { Design } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { NOTHING_SELECTED } from "../store/elements.ts";
import { dragEdits } from "./drag.ts";
import { createFlowCache } from "./flow-cache.ts";
import { groupBoxes, STILL, type Moving } from "./geometry.ts";
import { linkPath, linkPoints } from "./link-path.ts";
import { createSceneCache } from "./scene.ts";

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

function moving(ids: readonly string[], x: number, y: number): Moving {
  return { ids: new Set(ids), by: { x, y } };
}

describe("the scene of a design", () => {
  it("keeps the objects of elements that did not change", () => {
    const sceneOf = createSceneCache();
    const before = sceneOf(lab);
    const renamed = applyEdits(lab, [{ type: "change-node", id: "lan", change: { name: "net" } }]);
    const after = sceneOf(renamed);
    const same = [...after.items].filter(([id, item]) => item === before.items.get(id));
    expect(same.map(([id]) => id).toSorted()).toEqual(["a", "b", "group:site"]);
    expect(after.links).toBe(before.links);
  });

  it("shows a collapsed group as one node that its links lead to", () => {
    const { items, links } = createSceneCache()(collapsed(lab));
    expect([...items.keys()].toSorted()).toEqual(["group:site", "lan"]);
    expect([...links.values()].map((link) => [link.source, link.target])).toEqual([
      ["group:site", "lan"],
      ["group:site", "lan"],
    ]);
    expect([...links.values()].map((link) => [link.index, link.total])).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it("ties links anew when a node goes into a collapsed group or out of it", () => {
    const sceneOf = createSceneCache();
    sceneOf(collapsed(lab));
    const out = applyEdits(collapsed(lab), [
      { type: "change-node", id: "a", change: { group: null } },
    ]);
    expect([...sceneOf(out).links.values()].map((link) => link.source)).toEqual([
      "a",
      "a",
      "group:site",
    ]);
  });

  it("leaves out links to nodes that are not there", () => {
    const { lan: _gone, ...nodes } = lab.nodes;
    expect(createSceneCache()({ ...lab, nodes }).links.size).toBe(1);
  });
});

describe("the flow of a scene", () => {
  it("makes only what is asked for, and the same object for what did not change", () => {
    const cache = createFlowCache();
    const scene = createSceneCache()(lab);
    const wanted = new Set(["a", "lan"]);
    const before = cache.nodes(scene, wanted, catalogue, NOTHING_SELECTED, STILL);
    expect(before.map(({ id }) => id)).toEqual(["a", "lan"]);
    const after = cache.nodes(scene, wanted, catalogue, NOTHING_SELECTED, moving(["a"], 8, 0));
    expect(after.map((node, index) => node === before[index])).toEqual([false, true]);
    expect(after[0]?.position).toEqual({ x: 8, y: 0 });
  });
});

describe("groups", () => {
  it("surround what is in them", () => {
    const box = groupBoxes(lab).get("site")!;
    expect(box.x).toBeLessThan(0);
    expect(box.y + box.height).toBeGreaterThan(120 + 72);
  });

  it("grow and move along with what is dragged out of or in them", () => {
    const still = groupBoxes(lab).get("site")!;
    const grown = groupBoxes(lab, moving(["a"], 0, -100)).get("site")!;
    expect(grown).toEqual({ ...still, y: still.y - 100, height: still.height + 100 });
    const carried = groupBoxes(lab, moving(["a", "b"], 40, 8)).get("site")!;
    expect(carried).toEqual({ ...still, x: still.x + 40, y: still.y + 8 });
  });

  it("show a lock once all of their members are locked", () => {
    const sceneOf = createSceneCache();
    const lock = (id: string) => ({ type: "change-node", id, change: { locked: true } }) as const;
    const isLocked = (design: Design) => {
      const item = sceneOf(design).items.get("group:site");
      return item?.type === "frame" && item.locked;
    };
    const half = applyEdits(lab, [lock("a")]);
    expect([lab, half, applyEdits(half, [lock("b")])].map(isLocked)).toEqual([false, false, true]);
  });

  it("survive a cycle in a damaged file", () => {
    const damaged = applyEdits(lab, [
      { type: "put-group", id: "site", group: { name: "site", parent: "site" } },
    ]);
    expect(groupBoxes(damaged).size).toBe(1);
  });

  it("let a node go that is dragged out, and take one that is dragged in", () => {
    const out = applyEdits(lab, dragEdits(lab, moving(["a"], 900, 900)));
    expect(out.nodes["a"]?.group).toBeUndefined();
    const into = applyEdits(lab, dragEdits(lab, moving(["lan"], -600, 60)));
    expect(into.nodes["lan"]?.group).toBe("site");
  });

  it("keep members that all move together", () => {
    const moved = applyEdits(lab, dragEdits(lab, moving(["a", "b"], 2000, 0)));
    expect(moved.nodes["a"]?.group).toBe("site");
    expect(moved.groups["site"]).toBeDefined();
  });
});

it("parallel links take ways of their own", () => {
  const ways = [0, 1, 2].map((index) =>
    linkPath(linkPoints({ x: 0, y: 0 }, { x: 500, y: 200 }, index, 3)),
  );
  expect(new Set(ways).size).toBe(3);
});
