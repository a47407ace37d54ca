import { z } from "zod";
import { fault } from "../../shared/base/fault.ts";
import { err, ok } from "../../shared/base/result.ts";
import type { DesktopSettings, RecoveredDraft } from "../../shared/protocol/desktop-bridge.ts";
import { attempt } from "./attempt.ts";
import type { BrowserFiles } from "./browser-files.ts";
import { browserVersions } from "./browser-versions.ts";
import { droppedFiles } from "./dropped-files.ts";
import type { Host } from "./host.ts";
import type { Shelf } from "./storage.ts";

const draftSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string().nullable(),
  savedAt: z.string(),
  text: z.string(),
});

const settingsSchema = z.object({
  colorScheme: z.enum(["light", "dark", "auto"]).default("auto"),
  recentFiles: z.array(z.string()).default([]),
  panels: z.record(z.string(), z.union([z.number(), z.boolean()])).default({}),
});

const SETTINGS = "settings";
const DRAFT = "draft:";

interface Parts {
  readonly files: BrowserFiles;
  /** True where the browser leads back to a file. */
  readonly keepsPaths: boolean;
  readonly shelf: Shelf;
  readonly now: () => string;
}

/** The host of a plain browser: files by its dialogs, drafts, versions and settings on its shelf. */
export function browserHost({ files, keepsPaths, shelf, now }: Parts): Host {
  const settings = async (): Promise<DesktopSettings> =>
    settingsSchema
      .catch(settingsSchema.parse({}))
      .parse((await orNothing(shelf.get(SETTINGS))) ?? {});
  // One after the other, or of two changes at once the one would undo the other.
  let lastChange: Promise<unknown> = Promise.resolve();
  return {
    ...browserVersions(shelf),
    keepsPaths,
    printPdf: null,
    openFile: () => files.open(),
    openRecent: (path) =>
      keepsPaths
        ? files.openAgain(path)
        : Promise.resolve(err(fault("file-not-found", { path }, path))),
    openDropped: (dropped) =>
      droppedFiles(dropped).map(async (picked) => files.openPicked(await picked)),
    closeFile: (path) => {
      files.close(path);
      return Promise.resolve();
    },
    saveFile: (request) => files.save(request),
    exportFile: (request) => files.export(request),
    onFileChange: (listener) => files.onChange(listener),
    saveDraft: (draft) =>
      attempt("file-write-failed", async () => {
        await shelf.put([[DRAFT + draft.id, { ...draft, savedAt: now() }]]);
        return ok(undefined);
      }),
    discardDraft: (id) => shelf.remove([DRAFT + id]),
    recoverDrafts: async () => ((await orNothing(shelf.list(DRAFT))) ?? []).flatMap(readDraft),
    settings,
    changeSettings: (change) => {
      const changed = lastChange.then(async () => {
        const next = { ...(await settings()), ...change };
        await shelf.put([[SETTINGS, next]]);
        return next;
      });
      lastChange = changed.catch(() => undefined);
      return changed;
    },
    setDocumentState: () => {
      // The page sets its own title, and drafts are kept as one types; a browser has no more to be told.
    },
    newWindow: () => {
      window.open(window.location.href, "_blank");
      return Promise.resolve();
    },
    onMenuCommand: () => () => {},
    onOpenFiles: () => () => {},
  };
}

/** A browser may have no database for us (private windows); everything else must work all the same. */
function orNothing<T>(wanted: Promise<T>): Promise<T | undefined> {
  return wanted.catch(() => undefined);
}

function readDraft(value: unknown): readonly RecoveredDraft[] {
  const read = draftSchema.safeParse(value);
  return read.success ? [read.data] : [];
}
