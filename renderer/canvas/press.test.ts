import { beforeEach, expect, test } from "vitest";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { lock } from "../commands/editing.ts";
import {
  activeDocument,
  openDocument,
  selectKeys,
  undo,
  useDocuments,
} from "../store/documents.ts";
import type { ElementKey } from "../store/elements.ts";
import { loadOf } from "./press.ts";
import { createSceneCache } from "./scene.ts";

const VIEW = { x: -1000, y: -1000, width: 4000, height: 4000 };
const POSITION = { x: 0, y: 300 };
const LAB = applyEdits(
  sketch("lab", {
    web: { kind: "machine", at: [0, 0] },
    db: { kind: "machine", at: [300, 0] },
  }),
  [{ type: "put-note", id: "memo", note: { text: "Read me", position: POSITION } }],
);

beforeEach(() => {
  useDocuments.setState({ documents: [], active: null });
  openDocument(LAB);
});

/** What a drag that begins on a thing takes along, of what is selected. */
function taken(from: string, ...keys: ElementKey[]): readonly string[] | null {
  const { design } = activeDocument()!;
  const scene = createSceneCache()(design);
  const load = loadOf(scene, scene.items.get(from)!, new Set(keys), VIEW);
  return load && [...load.ids];
}

test("a locked note is not dragged, and stays behind when others are", () => {
  const note = [...createSceneCache()(LAB).items.values()].find(({ type }) => type === "note")!.id;
  expect(taken(note)).toEqual([note]);
  selectKeys(["note:memo"]);
  lock();
  expect(activeDocument()?.design.notes["memo"]?.locked).toBe(true);
  expect(taken(note)).toBeNull();
  expect(taken("web", "node:web", "note:memo")).toEqual(["web"]);
});

test("locking what is partly locked locks the rest; then all is unlocked, each in one step", () => {
  selectKeys(["note:memo"]);
  lock();
  selectKeys(["node:web", "note:memo"]);
  lock();
  const locked = activeDocument()!.design;
  expect([locked.nodes["web"]?.locked, locked.notes["memo"]?.locked]).toEqual([true, true]);
  lock();
  const free = activeDocument()!.design;
  expect([free.nodes["web"], free.notes["memo"]]).toEqual([LAB.nodes["web"], LAB.notes["memo"]]);
  undo();
  undo();
  undo();
  expect(activeDocument()?.design).toEqual(LAB);
});
