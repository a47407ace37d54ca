import { beforeEach, describe, expect, it } from "vitest";
import type { Design } from "../../../shared/design/design.ts";
import { applyEdits } from "../../../shared/design/edit.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../../shared/design/sketch-component.ts";
import {
  activeDocument,
  editDesign,
  openDocument,
  redo,
  undo,
  useDocuments,
} from "../../store/documents.ts";
import { fold, showCopy, unfoldedIn, useUnfolded } from "../../store/unfolded.ts";
import { around, overlap, sameBox, type Box } from "../geometry.ts";
import { hitAt, selectionIn } from "../layer/hit.ts";
import { boxesDuring, createSceneCache, type Scene } from "../scene.ts";
import { makeRoom } from "./make-room.ts";
import { roomFor } from "./room-inside.ts";
import { toggleUses } from "./unfolding.ts";

const CELL = sketchComponent(
  "cell",
  {
    web: { kind: "machine", at: [100, 100] },
    lan: { kind: "subnet", at: [100, 300] },
  },
  ["web:nic lan:net"],
  { ports: { net: { title: "Net", node: "lan", port: "net" } } },
);
const ROW = sketchComponent(
  "row",
  {
    left: useOf("cell", { at: [0, 0] }),
    right: { kind: "machine", at: [300, 0] },
  },
  ["right:nic left:net"],
  { ports: { net: { title: "Net", node: "left", port: "net" } } },
);
const DESIGN = carrying(
  sketch(
    "Two rows",
    {
      row: useOf("row", { at: [0, 0], count: 2 }),
      beside: { kind: "machine", at: [240, 0] },
      below: { kind: "machine", at: [0, 96] },
      far: { kind: "machine", at: [4000, 4000] },
    },
    ["beside:nic row:net"],
  ),
  CELL,
  ROW,
);

function shown(unfolded: readonly string[], design: Design = DESIGN): Scene {
  return createSceneCache()(design, new Map(unfolded.map((id) => [id, 1])));
}

function ends({ links }: Scene): readonly string[] {
  return [...links.values()]
    .map(({ id, source, target }) => `${id}: ${source} ${target}`)
    .toSorted();
}

describe("a use that is shown with what it holds", () => {
  it("is a frame around its nodes, at its place, and links end at the nodes whose ports they are", () => {
    const scene = shown(["row"]);
    const frame = scene.items.get("row");
    expect([frame?.type, frame?.box.x, frame?.box.y]).toEqual(["unfolded", 0, 0]);
    expect([...scene.items.keys()]).toEqual([
      "beside",
      "below",
      "far",
      "row",
      "row.1/left",
      "row.1/right",
    ]);
    expect(ends(scene)).toEqual([
      "beside-row: beside row.1/left",
      "row.1/right-left: row.1/right row.1/left",
    ]);
  });

  it("shows what uses inside of it hold, which make room inside the frame", () => {
    const scene = shown(["row", "row.1/left"]);
    expect(ends(scene)).toEqual([
      "beside-row: beside row.1/left.1/lan",
      "row.1/left.1/web-lan: row.1/left.1/web row.1/left.1/lan",
      "row.1/right-left: row.1/right row.1/left.1/lan",
    ]);
    const inner = scene.items.get("row.1/left")?.box;
    const right = scene.items.get("row.1/right")?.box;
    expect(inner && right && overlap(inner, right)).toBe(false);
  });

  it("shows its component's groups around their members, and its notes, all within the frame", () => {
    const position = { x: -60, y: 120 };
    const site = sketchComponent(
      "site",
      {
        web: { kind: "machine", at: [0, 0], group: "front" },
        lan: { kind: "subnet", at: [0, 400] },
      },
      [],
    );
    const drawn = {
      ...site,
      groups: { all: { name: "All" }, front: { name: "Front", parent: "all" } },
      notes: { memo: { text: "Read me", position } },
    };
    const design = carrying(sketch("D", { s: useOf("site", { at: [800, 0] }) }), drawn);
    const scene = shown(["s"], design);
    const scenery = [...scene.items.values()].filter(({ type }) => type === "scenery");
    expect(scenery.map(({ id }) => id)).toEqual([
      "group:s.1/all",
      "group:s.1/front",
      "note:s.1/memo",
    ]);
    const boxOf = (id: string): Box => scene.items.get(id)!.box;
    const holds = (outer: string, inner: string): boolean => {
      const all = around([boxOf(outer), boxOf(inner)]);
      return all !== null && sameBox(all, boxOf(outer));
    };
    for (const item of scene.items.values()) expect(holds("s", item.id)).toBe(true);
    expect(holds("group:s.1/all", "group:s.1/front")).toBe(true);
    expect(holds("group:s.1/front", "s.1/web")).toBe(true);
    expect(holds("group:s.1/front", "s.1/lan")).toBe(false);
    expect([boxOf("s.1/web").x - boxOf("note:s.1/memo").x, boxOf("s").x]).toEqual([60, 800]);
    // Whoever points at them points at the use, and no box selects them.
    const { x, y } = boxOf("note:s.1/memo");
    expect(hitAt(scene, { x: x + 2, y: y + 2 }, 1)).toMatchObject({ item: { id: "s" } });
    expect([...selectionIn(scene, boxOf("s"))]).toEqual(["node:s"]);
    const moving = { ids: new Set(["s"]), by: { x: 8, y: 0 } };
    const during = boxesDuring(scene, moving);
    for (const item of scene.items.values()) expect(during(item).x).toBe(item.box.x + 8);
  });

  it("keeps what did not change, and moves along with its use", () => {
    const sceneOf = createSceneCache();
    const unfolded = new Map([["row", 1]]);
    const before = sceneOf(DESIGN, unfolded);
    const moved = applyEdits(DESIGN, [{ type: "change-node", id: "far", change: { name: "x" } }]);
    const after = sceneOf(moved, unfolded);
    expect(
      [...after.items].filter(([id, item]) => before.items.get(id) !== item).map(([id]) => id),
    ).toEqual(["far"]);
    expect(after.links).toBe(before.links);
    const position = { x: 8, y: 16 };
    const again = sceneOf(
      applyEdits(moved, [{ type: "change-node", id: "row", change: { position } }]),
      unfolded,
    );
    expect(again.items.get("row.1/left")?.box).toMatchObject({ x: 8 + 24, y: 16 + 40 });
  });

  it("holds nothing that lies in itself, and nothing that is not known", () => {
    const loop = sketchComponent("loop", { again: useOf("loop") });
    const design = carrying(sketch("Loop", { a: useOf("loop"), b: useOf("gone") }), loop);
    const scene = shown(["a", "b", "a.1/again"], design);
    expect([...scene.items].map(([id, { type }]) => `${id} ${type}`)).toEqual([
      "b component",
      "a unfolded",
      "a.1/again component",
    ]);
  });

  it("makes the frame of its group as large as it needs", () => {
    const grouped = applyEdits(DESIGN, [
      { type: "put-group", id: "g", group: { name: "g" } },
      { type: "change-node", id: "row", change: { group: "g" } },
    ]);
    const scene = shown(["row"], grouped);
    const [group, frame] = [scene.items.get("group:g")?.box, scene.items.get("row")?.box];
    expect(group?.width).toBeGreaterThan(frame?.width ?? Infinity);
  });
});

describe("expanding and collapsing", () => {
  beforeEach(() => {
    useDocuments.setState({ documents: [], active: null });
    useUnfolded.setState({}, true);
    openDocument(DESIGN);
  });

  it("makes room in one step that undo and redo take along, and changes nothing where there is room", () => {
    toggleUses(["row"]);
    const opened = activeDocument();
    expect(opened?.history.done.map(({ label }) => label)).toEqual(["Expand row"]);
    expect([...unfoldedNow().keys()]).toEqual(["row"]);
    const scene = createSceneCache()(opened?.design ?? DESIGN, new Map([["row", 1]]));
    const frame = scene.items.get("row");
    for (const id of ["beside", "below", "far"]) {
      const box = scene.items.get(id)?.box;
      expect(box && frame && overlap(frame.box, box)).toBe(false);
    }
    expect(opened?.design.nodes["far"]).toBe(DESIGN.nodes["far"]);

    undo();
    expect([...unfoldedNow().keys()]).toEqual([]);
    expect(activeDocument()?.design).toEqual(DESIGN);
    redo();
    expect([...unfoldedNow().keys()]).toEqual(["row"]);
    toggleUses(["row"]);
    toggleUses(["row"]);
    expect(activeDocument()?.history.done).toHaveLength(1);
    expect([...unfoldedNow().keys()]).toEqual(["row"]);
  });

  it("forgets what was taken back once something else is done", () => {
    toggleUses(["row"]);
    undo();
    const renamed = applyEdits(DESIGN, [{ type: "set-name", name: "Other" }]);
    editDesign(activeDocument()?.id ?? "", "Rename", renamed);
    expect([...unfoldedNow().keys()]).toEqual([]);
  });

  it("shows another copy, and keeps what was expanded inside", () => {
    const { id } = activeDocument() ?? { id: "" };
    toggleUses(["row", "row.1/left"]);
    showCopy(id, "row", 2);
    expect(createSceneCache()(DESIGN, unfoldedNow()).items.has("row.2/right")).toBe(true);
    fold(id, "row");
    toggleUses(["row"]);
    expect([...unfoldedNow().keys()].toSorted()).toEqual(["row", "row.1/left"]);
  });

  it("is only a look where nothing may be changed", () => {
    openDocument(DESIGN, { losses: [] });
    toggleUses(["row"]);
    expect([...unfoldedNow().keys()]).toEqual(["row"]);
    expect(activeDocument()?.design).toBe(DESIGN);
  });
});

function unfoldedNow() {
  const document = activeDocument();
  return document === null ? new Map<string, number>() : unfoldedIn(document);
}

describe("making room", () => {
  it("pushes along what is in the way, and leaves the rest", () => {
    const size = { width: 100, height: 50 };
    const card = { x: 0, y: 0, ...size };
    const others = [
      { id: "right", box: { x: 120, y: 0, ...size } },
      { id: "next", box: { x: 320, y: 0, ...size } },
      { id: "below", box: { x: 0, y: 100, ...size } },
      { id: "away", box: { x: 120, y: 1000, ...size } },
    ];
    const frame = { x: 0, y: 0, width: 300, height: 300 };
    const places = makeRoom(frame, card, others);
    expect([...places.keys()].toSorted()).toEqual(["below", "next", "right"]);
    const after = [{ id: "frame", box: frame }, ...others].map(({ id, box }) =>
      Object.assign({}, box, places.get(id)),
    );
    const pairs = after.flatMap((a, index) => after.slice(index + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => overlap(a, b))).toEqual([]);
  });

  it("keeps the order along an axis: beside each other the wider counts, behind each other the sum", () => {
    const at = roomFor([
      { at: 0, size: 10, grown: 30 },
      { at: 0, size: 10, grown: 50 },
      { at: 20, size: 10, grown: 20 },
    ]);
    expect([0, 9, 10, 20, 30].map(at)).toEqual([0, 9, 50, 60, 80]);
  });
});
