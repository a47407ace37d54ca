import { describe, expect, it } from "vitest";
import type { Design } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { carrying, sketchComponent, useOf } from "../../shared/design/sketch-component.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { elementKey, type ElementKey } from "../store/elements.ts";
import { NODE_SIZE } from "../canvas/geometry.ts";
import { clip, emptiedGroups, paste, pasteOffset, removal } from "./clipboard.ts";

const lab = sketch(
  "lab",
  {
    "web-1": { kind: "machine", at: [0, 0], group: "site" },
    "web-2": { kind: "machine", at: [0, 100], group: "site" },
    lan: { kind: "subnet", at: [300, 0] },
  },
  ["web-1:nic web-2:nic", "web-1:nic lan:net"],
  { groups: { site: { name: "site" } } },
);

function pasted(design: Design, keys: readonly ElementKey[]): Design {
  let next = 0;
  const clipping = clip(design, new Set(keys))!;
  return applyEdits(
    design,
    paste(clipping, design, { x: 32, y: 32 }, (p) => `${p}-new${++next}`).edits,
  );
}

describe("copying", () => {
  it("takes links among the copied along and counts the others", () => {
    const clipping = clip(lab, new Set<ElementKey>(["node:web-1", "node:web-2"]))!;
    expect(Object.keys(clipping.links)).toHaveLength(1);
    expect(clipping.droppedLinks).toBe(1);
  });

  it("gives new names and places, and leaves the originals alone", () => {
    const design = pasted(lab, ["node:web-1", "node:web-2"]);
    const names = Object.values(design.nodes).map((node) => node.name);
    expect(names).toEqual(["web-1", "web-2", "lan", "web-3", "web-4"]);
    expect(design.nodes["n-new1"]?.position).toEqual({ x: 32, y: 32 });
    expect(design.nodes["web-1"]).toBe(lab.nodes["web-1"]);
  });

  it("links the copies to each other, not to the originals", () => {
    const design = pasted(lab, ["node:web-1", "node:web-2"]);
    const made = Object.entries(design.links).filter(([id]) => !Object.hasOwn(lab.links, id));
    expect(made.map(([, link]) => [link.from.node, link.to.node])).toEqual([["n-new1", "n-new2"]]);
  });

  it("of a group brings its members into a group of their own", () => {
    const design = pasted(lab, ["group:site"]);
    const copies = Object.entries(design.nodes).filter(([id]) => id.includes("new"));
    expect(copies).toHaveLength(2);
    const groups = new Set(copies.map(([, node]) => node.group));
    expect(groups.size).toBe(1);
    expect(groups.has("site")).toBe(false);
    expect(design.groups[[...groups][0]!]?.name).toBe("site-2");
  });

  it("of one member stays in its group", () => {
    expect(pasted(lab, ["node:web-1"]).nodes["n-new1"]?.group).toBe("site");
  });

  it("of a link alone copies nothing", () => {
    expect(clip(lab, new Set<ElementKey>(["link:web-1-lan"]))).toBeNull();
  });
});

describe("where a copy comes to lie", () => {
  const one = clip(lab, new Set<ElementKey>(["node:web-1"]))!;
  const view = { x: -500, y: -500, width: 1000, height: 1000 };

  it("is a step beside what was copied, and a step further where something lies already", () => {
    expect(pasteOffset(one, lab, view)).toEqual({ x: 32, y: 32 });
    const once = pasted(lab, ["node:web-1"]);
    expect(pasteOffset(one, once, view)).toEqual({ x: 64, y: 64 });
    expect(pasteOffset(one, once, null)).toEqual({ x: 64, y: 64 });
  });

  it("is beside the frames of unfolded uses, not on them", () => {
    const own = { x: 0, y: 0, width: 600, height: 400 };
    const next = { x: 700, y: 0, width: 300, height: 200 };
    expect(pasteOffset(one, lab, view, [own])).toEqual({ x: 632, y: 32 });
    expect(pasteOffset(one, lab, view, [next, own])).toEqual({ x: 1032, y: 32 });
    const apart = { x: 0, y: 300, width: 600, height: 400 };
    expect(pasteOffset(one, lab, view, [apart])).toEqual({ x: 32, y: 32 });
  });

  it("is the middle of what is shown when it would not be seen otherwise", () => {
    const far = { ...view, x: 4000, y: 4000 };
    const { x, y } = pasteOffset(one, lab, far);
    expect(x % 8).toBe(0);
    expect(Math.abs(x + NODE_SIZE.width / 2 - 4500)).toBeLessThanOrEqual(8);
    expect(Math.abs(y + NODE_SIZE.height / 2 - 4500)).toBeLessThanOrEqual(8);
  });
});

describe("deleting", () => {
  it("takes a node's links with it", () => {
    const design = applyEdits(lab, removal(lab, new Set<ElementKey>(["node:web-1"])));
    expect(Object.keys(design.links)).toHaveLength(0);
    expect(Object.keys(design.groups)).toEqual(["site"]);
  });

  it("of the last members removes the group, which would have no place", () => {
    const design = applyEdits(lab, removal(lab, new Set<ElementKey>(["node:web-1", "node:web-2"])));
    expect(design.groups).toEqual({});
  });

  it("of a group removes its members", () => {
    const design = applyEdits(lab, removal(lab, new Set<ElementKey>(["group:site"])));
    expect(Object.keys(design.nodes)).toEqual(["lan"]);
    expect(design.groups).toEqual({});
  });
});

it("a group whose members all left is empty, one with a newcomer is not", () => {
  const leave = (id: string) => ({ type: "change-node", id, change: { group: null } }) as const;
  expect(emptiedGroups(lab, [leave("web-1"), leave("web-2")])).toEqual([
    { type: "remove-group", id: "site" },
  ]);
  const enter = { type: "change-node", id: "lan", change: { group: "site" } } as const;
  expect(emptiedGroups(lab, [leave("web-1"), leave("web-2"), enter])).toEqual([]);
});

it("a use of a component brings along what the other design does not carry yet", () => {
  const use = useOf("inner");
  const design = carrying(
    sketch("From", { u: use, m: { kind: "machine" } }),
    sketchComponent("inner", {}),
    sketchComponent("unused", {}),
  );
  const clipping = clip(design, new Set([elementKey("node", "u")]));
  if (clipping === null) throw new Error("nothing was copied");
  let next = 0;
  const { edits } = paste(clipping, sketch("To", {}), { x: 0, y: 0 }, () => `n${(next += 1)}`);
  const pasted = applyEdits(sketch("To", {}), edits);
  expect(Object.keys(pasted.components ?? {})).toEqual(["inner-v1"]);
  expect(paste(clipping, pasted, { x: 0, y: 0 }, () => "m").edits.length).toBe(1);
});
