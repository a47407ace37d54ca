import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptyDesign } from "../../shared/design/design.ts";
import { edit, markSaved, activeDocument, openDocument, undo, useDocuments } from "./documents.ts";
import { startDrafts } from "./drafts.ts";

const keep = vi.fn((_id: string) => Promise.resolve());
const discard = vi.fn((_id: string) => Promise.resolve());
let drafts: ReturnType<typeof startDrafts>;

beforeEach(() => {
  vi.useFakeTimers();
  keep.mockClear();
  discard.mockClear();
  useDocuments.setState({ documents: [], active: null });
  drafts = startDrafts(keep, discard);
});
afterEach(() => {
  drafts.stop();
  vi.useRealTimers();
});

const design = emptyDesign("lab");
const rename = (name: string): void => {
  edit("Rename", [{ type: "set-name", name }]);
};

it("keeps a draft within a second of a change, even while the changes go on", async () => {
  const id = openDocument(design, { saved: design });
  for (let i = 0; i < 10; i++) {
    rename(`lab ${i}`);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(keep).toHaveBeenCalledWith(id);
  expect(keep.mock.calls.length).toBeGreaterThan(1);
});

it("drops the draft once the work is in a file", async () => {
  const id = openDocument(design, { saved: design });
  rename("other");
  await vi.advanceTimersByTimeAsync(1000);
  markSaved(id, "/lab.json", activeDocument()!.design);
  await vi.advanceTimersByTimeAsync(1000);
  expect(discard).toHaveBeenLastCalledWith(id);
});

it("keeps none for a design that was changed back", async () => {
  openDocument(design, { saved: design });
  rename("other");
  undo();
  await vi.advanceTimersByTimeAsync(1000);
  expect(keep).not.toHaveBeenCalled();
});

it("keeps at once what waits when the page goes", () => {
  const id = openDocument(design, { saved: design });
  rename("other");
  drafts.flush();
  expect(keep).toHaveBeenCalledWith(id);
});
