import { beforeEach, expect, it } from "vitest";
import { carrying, sketchComponent, useOf } from "../../shared/design/sketch-component.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { runCommand } from "../commands/command.ts";
import { commandOf } from "../commands/index.ts";
import {
  activate,
  activeDocument,
  closeDocument,
  edit,
  isDirty,
  openDocument,
  selectKeys,
  undo,
  useDocuments,
} from "../store/documents.ts";
import { showComponentDialog, useComponentDialog } from "./component-dialogs.ts";
import { useOpenedFrom, wayTo } from "./drill-down.ts";
import { keepVersion, useLibrary } from "./library.ts";
import { openComponent, saveNextVersion } from "./operations.ts";

const INNER = sketchComponent("inner", { a: { kind: "machine" }, b: { kind: "machine" } });
const OUTER = sketchComponent("outer", { one: useOf("inner") });
const LAB = carrying(sketch("lab", { all: useOf("outer") }), OUTER, INNER);
const fresh = useLibrary.getState();
let lab: string;

beforeEach(() => {
  useDocuments.setState({ documents: [], active: null });
  useOpenedFrom.setState({}, true);
  useLibrary.setState(fresh, true);
  lab = openDocument(LAB, { saved: LAB });
});

function way(): readonly string[] {
  return wayTo(activeDocument()?.id ?? "").map(({ design }) => design.name);
}

it("knows the way into components in components, and goes it back", () => {
  openComponent("all");
  openComponent("one");
  expect([...way(), activeDocument()?.design.name]).toEqual(["lab", "outer", "inner"]);
  const back = commandOf("component.back");
  expect(runCommand(back)).toBe(true);
  expect(activeDocument()?.design.name).toBe("outer");
  expect(runCommand(back)).toBe(true);
  expect(activeDocument()?.id).toBe(lab);
  expect(runCommand(back)).toBe(false);
});

it("leaves out of the way what was closed, and does not go in circles", () => {
  openComponent("all");
  const outer = activeDocument()?.id ?? "";
  openComponent("one");
  const inner = activeDocument()?.id ?? "";
  closeDocument(outer);
  activate(inner);
  expect(way()).toEqual(["lab"]);
  useOpenedFrom.setState({ [lab]: inner });
  expect(way()).toEqual(["lab"]);
});

it("a drawing that was saved as the next version is that version's, with nothing unsaved", async () => {
  openComponent("all");
  openComponent("one");
  const tab = activeDocument()?.id;
  edit("Delete", [{ type: "remove-node", id: "b" }]);
  await saveNextVersion();
  const saved = useDocuments.getState().documents.find(({ id }) => id === tab)!;
  expect(saved.design.component?.version).toBe(2);
  expect(isDirty(saved)).toBe(false);
  // The first version is another drawing, with what it had.
  activate(lab);
  openComponent("all");
  openComponent("one");
  expect(activeDocument()?.id).not.toBe(tab);
  expect(Object.keys(activeDocument()?.design.nodes ?? {})).toEqual(["a", "b"]);
  // Undo goes on in the drawing, which then is unsaved.
  activate(tab ?? null);
  undo();
  expect(activeDocument()?.design.component?.version).toBe(2);
  expect(isDirty(activeDocument()!)).toBe(true);
});

it("a drawing that is a file's own stays unsaved until the file has it", async () => {
  openComponent("all");
  const { design } = activeDocument()!;
  const tab = openDocument(design, { saved: design, path: "/outer.labwright.json" });
  edit("Rename", [{ type: "set-name", name: "Outer two" }]);
  await saveNextVersion();
  const kept = useDocuments.getState().documents.find(({ id }) => id === tab)!;
  expect(kept.design.component?.version).toBe(2);
  expect(isDirty(kept)).toBe(true);
});

it("offers an update where the library has a newer version, whichever use is selected first", async () => {
  const update = commandOf("component.update");
  const isOffered = (): boolean => update.enabled?.() === true;
  const older = sketchComponent("other", { a: { kind: "machine" } });
  const mixed = carrying(sketch("mixed", { o: useOf("other"), i: useOf("inner") }), older, INNER);
  openDocument(mixed);
  selectKeys(["node:o", "node:i"]);
  // The library knows neither: there is nothing to update to.
  expect(isOffered()).toBe(false);
  await keepVersion(older);
  await keepVersion({ ...INNER, version: 2 });
  expect(isOffered()).toBe(true);
  runCommand(update);
  expect(useComponentDialog.getState().dialog).toMatchObject({
    type: "update",
    to: { component: "inner", version: 2 },
  });
  showComponentDialog(null);
  selectKeys(["node:o"]);
  expect(isOffered()).toBe(false);
});

it("does not offer to go back to an older version where the newer one was removed", async () => {
  await keepVersion(INNER);
  const two = { ...INNER, version: 2 };
  openDocument(carrying(sketch("newer", { i: useOf("inner", { version: 2 }) }), two));
  selectKeys(["node:i"]);
  expect(commandOf("component.update").enabled?.()).toBe(false);
});
