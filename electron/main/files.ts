import { app, dialog, type BrowserWindow, type WebContents } from "electron";
import { resolve } from "node:path";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type {
  ExportRequest,
  OpenedFile,
  SavedFile,
  SaveFileRequest,
} from "../../shared/protocol/desktop-bridge.ts";
import { readTextLeniently } from "../node/text-file.ts";
import { writeAtomically } from "./atomic-file.ts";
import type { KnownFiles } from "./known-files.ts";
import type { Settings } from "./settings.ts";

const FILTERS = [
  { name: "Labwright design", extensions: ["labwright", "json"] },
  { name: "All files", extensions: ["*"] },
];
/** What can be opened is more than what is saved. */
const OPENED = [
  { name: "Labwright files", extensions: ["labwright", "labstatement", "json"] },
  { name: "All files", extensions: ["*"] },
];

/** The user's files. The page only reaches those that the user chose: in a dialog, a list, or by starting with one. */
export interface Files {
  open(page: WebContents): Promise<Result<OpenedFile | null>>;
  openRecent(page: WebContents, path: string): Promise<Result<OpenedFile>>;
  close(page: WebContents, path: string): void;
  save(page: WebContents, request: SaveFileRequest): Promise<Result<SavedFile | null>>;
  export(page: WebContents, request: ExportRequest): Promise<Result<{ path: string } | null>>;
  /** A file that the user named on the command line or dropped, or that the system asks us to open. */
  openGiven(page: WebContents, path: string): Promise<Result<OpenedFile>>;
}

interface Surroundings {
  readonly settings: Settings;
  readonly known: KnownFiles;
  readonly windowOf: (page: WebContents) => BrowserWindow | null;
}

export function createFiles({ settings, known, windowOf }: Surroundings): Files {
  const granted = new Set(settings.get().recentFiles);
  const grant = (path: string): void => {
    granted.add(path);
    settings.addRecent(path);
    app.addRecentDocument(path);
  };
  const read = async (page: WebContents, path: string): Promise<Result<OpenedFile>> => {
    const file = await readTextLeniently(path);
    if (file.ok) {
      grant(path);
      return ok({ ...file.value, moment: known.learn(page.id, file.value) });
    }
    if (file.error.code === "file-not-found") settings.removeRecent(path);
    return file;
  };
  const write = async (
    page: WebContents,
    path: string,
    text: string,
  ): Promise<Result<SavedFile>> => {
    const written = await writeAtomically(path, text);
    if (!written.ok) return written;
    grant(path);
    return ok({ path, moment: known.learn(page.id, { path, text }) });
  };
  return {
    async open(page) {
      const parent = windowOf(page);
      const options = { properties: ["openFile" as const], filters: OPENED };
      const chosen = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      const [path] = chosen.filePaths;
      return path === undefined ? ok(null) : read(page, path);
    },
    openRecent: async (page, path) =>
      granted.has(path) ? read(page, path) : err(fault("file-not-found", { path }, path)),
    openGiven: (page, path) => read(page, resolve(path)),
    close: (page, path) => known.forget(page.id, path),
    async save(page, request) {
      const { path: wanted, choose, suggestedName, text } = request;
      const here = wanted !== null && granted.has(wanted) && choose !== true ? wanted : null;
      const path = here ?? (await ask(windowOf(page), wanted ?? fileName(suggestedName), FILTERS));
      if (path === null) return ok(null);
      if (path === request.protect) return err(fault("file-is-damaged", { path }, path));
      // What was chosen in the dialog, the dialog itself has asked about.
      if (here !== null) {
        const present = await readTextLeniently(path);
        if (present.ok && !known.isAsKnown(page.id, present.value))
          return err(fault("file-changed", { path }, path));
      }
      return write(page, path, text);
    },
    async export(page, { suggestedName, title, extension, data }) {
      const filters = [{ name: title, extensions: [extension] }];
      const path = await ask(windowOf(page), suggestedName, filters);
      if (path === null) return ok(null);
      const written = await writeAtomically(path, data);
      return written.ok ? ok({ path }) : written;
    },
  };
}

/** Where to save; null: cancelled. */
async function ask(
  parent: BrowserWindow | null,
  defaultPath: string,
  filters: { name: string; extensions: string[] }[],
): Promise<string | null> {
  const options = { defaultPath, filters };
  const chosen = await (parent
    ? dialog.showSaveDialog(parent, options)
    : dialog.showSaveDialog(options));
  return chosen.canceled || chosen.filePath === "" ? null : chosen.filePath;
}

/** What the page suggests as a file name that every system takes, and no way to a folder. */
function fileName(suggested: string): string {
  const safe = suggested.replaceAll(/[^\p{L}\p{N} ()._-]+/gu, "-").trim();
  return safe === "" ? "design.labwright.json" : safe;
}
