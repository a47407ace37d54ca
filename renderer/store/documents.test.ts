import { beforeEach, describe, expect, it } from "vitest";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { sketchComponent, useOf } from "../../shared/design/sketch-component.ts";
import {
  activeDocument,
  closeDocument,
  edit,
  isDirty,
  markSaved,
  onRefused,
  openDocument,
  redo,
  selectKeys,
  takeBack,
  undo,
  useDocuments,
} from "./documents.ts";

const lab = sketch("lab", { web: { kind: "machine" }, db: { kind: "machine" } });
const rename = (name: string): void => {
  edit("Rename", [{ type: "change-node", id: "web", change: { name } }]);
};

beforeEach(() => {
  useDocuments.setState({ documents: [], active: null });
});

describe("documents", () => {
  it("are dirty from the first change until it is undone or saved", () => {
    const id = openDocument(lab, { saved: lab });
    expect(isDirty(activeDocument()!)).toBe(false);
    rename("portal");
    expect(isDirty(activeDocument()!)).toBe(true);
    undo();
    expect(isDirty(activeDocument()!)).toBe(false);
    redo();
    markSaved(id, "/lab.json", activeDocument()!.design);
    expect(isDirty(activeDocument()!)).toBe(false);
  });

  it("keep their history over a save", () => {
    const id = openDocument(lab);
    rename("portal");
    markSaved(id, "/lab.json", activeDocument()!.design);
    undo();
    expect(activeDocument()?.design.nodes["web"]?.name).toBe("web");
    expect(isDirty(activeDocument()!)).toBe(true);
  });

  it("take back a gesture that goes on as if it had never begun, and no other", () => {
    openDocument(lab);
    rename("portal");
    edit("Rename", [{ type: "change-node", id: "web", change: { name: "p" } }], { gesture: "a" });
    edit("Rename", [{ type: "change-node", id: "web", change: { name: "po" } }], { gesture: "a" });
    takeBack("b");
    expect(activeDocument()?.design.nodes["web"]?.name).toBe("po");
    takeBack("a");
    expect(activeDocument()?.design.nodes["web"]?.name).toBe("portal");
    expect(activeDocument()?.history).toMatchObject({ done: { length: 1 }, undone: [] });
  });

  it("make no step of an edit that changes nothing", () => {
    openDocument(lab);
    edit("Nothing", [{ type: "change-node", id: "gone", change: { name: "x" } }]);
    expect(activeDocument()?.history.done).toHaveLength(0);
  });

  it("lose from the selection what is deleted, and undo brings both back", () => {
    openDocument(lab);
    selectKeys(["node:web", "node:db"]);
    edit("Delete", [{ type: "remove-node", id: "web" }]);
    expect([...activeDocument()!.selection]).toEqual(["node:db"]);
    undo();
    expect([...activeDocument()!.selection]).toEqual(["node:web", "node:db"]);
  });

  it("of an environment can be changed, and are as they run again after undo", () => {
    openDocument(lab, { environment: "env-1", saved: lab });
    rename("portal");
    expect(activeDocument()?.design.nodes["web"]?.name).toBe("portal");
    expect(isDirty(activeDocument()!)).toBe(true);
    undo();
    expect(isDirty(activeDocument()!)).toBe(false);
  });

  it("of a component refuse whatever would put it into itself, and say so", () => {
    const own = sketchComponent("own", { m: { kind: "machine" } });
    const outer = sketchComponent("outer", { in: useOf("own") });
    const drawing = { ...sketch("own", {}), component: { id: "own", version: 1 } };
    openDocument(drawing);
    const told: string[] = [];
    onRefused(({ code }) => told.push(code));
    const use = sketch("x", { u: useOf("outer") }).nodes["u"]!;
    const edits: DesignEdit[] = [
      { type: "put-component", version: own },
      { type: "put-component", version: outer },
      { type: "put-node", id: "u", node: use },
    ];
    edit("Paste", edits);
    expect(told).toEqual(["component-in-itself"]);
    expect(activeDocument()?.design).toBe(drawing);
    // In the drawing of another it may be.
    openDocument({ ...drawing, component: { id: "other", version: 1 } });
    edit("Paste", edits);
    expect(told).toHaveLength(1);
    expect(activeDocument()?.design.nodes["u"]).toBe(use);
  });

  it("give way to their right-hand neighbour when closed", () => {
    const first = openDocument(lab);
    const second = openDocument(lab);
    useDocuments.setState({ active: first });
    closeDocument(first);
    expect(useDocuments.getState().active).toBe(second);
    closeDocument(second);
    expect(useDocuments.getState().active).toBeNull();
  });
});
