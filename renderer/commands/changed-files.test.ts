import { beforeEach, expect, test, vi } from "vitest";
import { ok } from "../../shared/base/result.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import type { FileChange, SavedFile } from "../../shared/protocol/desktop-bridge.ts";
import { fileState } from "../files/file-states.ts";
import { startFileWatch } from "../files/watch.ts";
import type { Host } from "../host/host.ts";
import { activeDocument, closeDocument } from "../store/documents.ts";
import { keepMine } from "./changed-files.ts";
import { openText, save } from "./files.ts";

const PATH = "/home/me/lab.labwright.json";
const MINE = printDesign(emptyDesign("mine"));
const THEIRS = printDesign(emptyDesign("theirs"));

const told: ((change: FileChange) => void)[] = [];
const answers: { saved: Promise<SavedFile>; read: number } = { saved: Promise.reject(), read: 0 };
answers.saved.catch(() => undefined);

vi.mock("../host/index.ts", () => ({
  host: () =>
    ({
      keepsPaths: true,
      onFileChange: (listener) => (told.push(listener), () => undefined),
      closeFile: () => Promise.resolve(),
      openRecent: () => Promise.resolve(ok({ path: PATH, text: THEIRS, moment: answers.read })),
      saveFile: async () => ok(await answers.saved),
      discardDraft: () => Promise.resolve(),
      listVersions: () => Promise.resolve([]),
      keepVersion: () => Promise.resolve(ok(undefined)),
      removeVersions: () => Promise.resolve(),
      changeSettings: (change) =>
        Promise.resolve({ colorScheme: "auto", recentFiles: [], panels: {}, ...change }),
    }) satisfies Partial<Host>,
}));

startFileWatch();

/** What comes from another program, or is ours again, as main tells it. */
function tell(text: string | null, moment: number): void {
  const file = text === null ? null : { path: PATH, text };
  for (const listener of told) listener({ path: PATH, file, moment });
}

/** What the tab is told of its file: its text, null when it is gone, undefined when all is well. */
function notice(): string | null | undefined {
  const { change } = fileState(activeDocument()?.id ?? "");
  return change === null ? undefined : (change.file?.text ?? null);
}

beforeEach(() => {
  const open = activeDocument();
  if (open !== null) closeDocument(open.id);
  openText({ path: PATH, text: MINE, moment: 1 });
});

test("a file that goes away while the answer of its save is on the way is still told", async () => {
  const answer = Promise.withResolvers<SavedFile>();
  answers.saved = answer.promise;
  const saving = save(false);
  // After the save (2), but heard of before its answer.
  tell(null, 2);
  answer.resolve({ path: PATH, moment: 2 });
  expect(await saving).toBe(true);
  expect(notice()).toBeNull();
});

test("what was before the save is settled by it, whenever it is heard of", async () => {
  tell(null, 1);
  expect(notice()).toBeNull();
  answers.saved = Promise.resolve({ path: PATH, moment: 2 });
  expect(await save(false)).toBe(true);
  expect(notice()).toBeUndefined();
  tell(THEIRS, 1);
  expect(notice()).toBeUndefined();
  tell(THEIRS, 2);
  expect(notice()).toBe(THEIRS);
});

test("Keep mine settles what it has read, not what comes after", async () => {
  tell(THEIRS, 1);
  answers.read = 2;
  await keepMine(activeDocument()?.id ?? "");
  expect(notice()).toBeUndefined();
  tell(THEIRS, 1);
  const keeping = keepMine(activeDocument()?.id ?? "");
  answers.read = 3;
  tell(null, 3);
  await keeping;
  expect(notice()).toBeNull();
});
