import { dialog, type BrowserWindow } from "electron";
import { resolve } from "node:path";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { readTextFile } from "../node/text-file.ts";
import { writeAtomically } from "./atomic-file.ts";
import type { Settings } from "./settings.ts";

const FILTERS = [
  { name: "Labwright design", extensions: ["labwright", "json"] },
  { name: "All files", extensions: ["*"] },
];

export interface SaveRequest {
  readonly path: string | null;
  readonly suggestedName: string;
  readonly text: string;
  readonly choose?: boolean | undefined;
}

/** The user's files. The page only reaches those that the user chose: in a dialog, a list, or by starting with one. */
export interface Files {
  open(): Promise<Result<OpenedFile | null>>;
  openRecent(path: string): Promise<Result<OpenedFile>>;
  save(request: SaveRequest): Promise<Result<{ path: string } | null>>;
  /** A file that the user named on the command line, or that the system asks us to open. */
  openGiven(path: string): Promise<Result<OpenedFile>>;
}

export function createFiles(settings: Settings, window: () => BrowserWindow | null): Files {
  const granted = new Set(settings.get().recentFiles);
  const grant = (path: string): void => {
    granted.add(path);
    settings.addRecent(path);
  };
  const read = async (path: string): Promise<Result<OpenedFile>> => {
    const text = await readTextFile(path);
    if (text.ok) grant(path);
    else if (text.error.code === "file-not-found") settings.removeRecent(path);
    return text.ok ? ok({ path, text: text.value }) : text;
  };
  const choosePath = async ({ path, suggestedName }: SaveRequest): Promise<string | null> => {
    const options = { defaultPath: path ?? fileName(suggestedName), filters: FILTERS };
    const parent = window();
    const chosen = await (parent
      ? dialog.showSaveDialog(parent, options)
      : dialog.showSaveDialog(options));
    return chosen.canceled ? null : chosen.filePath;
  };
  return {
    async open() {
      const parent = window();
      const options = { properties: ["openFile" as const], filters: FILTERS };
      const chosen = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      const [path] = chosen.filePaths;
      return path === undefined ? ok(null) : read(path);
    },
    openRecent: async (path) =>
      granted.has(path) ? read(path) : err(fault("file-not-found", { path }, path)),
    openGiven: (path) => read(resolve(path)),
    async save(request) {
      const known = request.path !== null && granted.has(request.path) && request.choose !== true;
      const path = known ? request.path : await choosePath(request);
      if (path === null) return ok(null);
      const written = await writeAtomically(path, request.text);
      if (!written.ok) return written;
      grant(path);
      return ok({ path });
    },
  };
}

/** A design's name as a file name that every system takes. */
function fileName(name: string): string {
  const safe = name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, "-").trim();
  return `${safe === "" ? "design" : safe}.labwright`;
}
