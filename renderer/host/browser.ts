import { z } from "zod";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type {
  DesktopSettings,
  OpenedFile,
  RecoveredDraft,
} from "../../shared/protocol/desktop-bridge.ts";
import type { Host } from "./host.ts";
import type { Shelf } from "./storage.ts";

/** How a browser reads and writes files; the dialogs are its own. */
export interface FileDialogs {
  /** null: cancelled. */
  open(): Promise<OpenedFile | null>;
  /** Writes to the file known by `path`, or asks (or downloads); null: cancelled. */
  save(request: {
    path: string | null;
    suggestedName: string;
    text: string;
    choose?: boolean;
  }): Promise<{ path: string } | null>;
}

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

/** The host of a plain browser: files by its dialogs, drafts and settings on its shelf. */
export function browserHost(files: FileDialogs, shelf: Shelf, now: () => string): Host {
  const settings = async (): Promise<DesktopSettings> =>
    settingsSchema
      .catch(settingsSchema.parse({}))
      .parse((await orNothing(shelf.get(SETTINGS))) ?? {});
  return {
    keepsPaths: false,
    openFile: () => attempt("file-not-found", () => files.open()),
    openRecent: (path) => Promise.resolve(err(fault("file-not-found", { path }))),
    saveFile: (request) => attempt("file-write-failed", () => files.save(request)),
    saveDraft: (draft) =>
      attempt("file-write-failed", () => shelf.put(DRAFT + draft.id, { ...draft, savedAt: now() })),
    discardDraft: (id) => shelf.remove(DRAFT + id),
    recoverDrafts: async () => ((await orNothing(shelf.list(DRAFT))) ?? []).flatMap(readDraft),
    settings,
    changeSettings: async (change) => {
      const changed = { ...(await settings()), ...change };
      await shelf.put(SETTINGS, changed);
      return changed;
    },
    setDocumentState: () => {
      // The page sets its own title, and drafts are kept as one types; a browser has no more to be told.
    },
    onMenuCommand: () => () => {},
    onOpenFile: () => () => {},
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

/** A browser's refusal (no permission, no space) as a value. */
async function attempt<T>(
  code: "file-not-found" | "file-write-failed",
  work: () => Promise<T>,
): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return err(fault(code, { detail, path: "" }));
  }
}
