import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type {
  ExportRequest,
  FileChange,
  OpenedFile,
  SavedFile,
  SaveFileRequest,
} from "../../shared/protocol/desktop-bridge.ts";
import { isForeign } from "../formats/recognise.ts";
import { digestOf } from "./digest.ts";
import type { FileIdentities, FileIdentity } from "./file-identities.ts";
import type { FilePickers, PickedFile } from "./file-pickers.ts";
import { attempt } from "./attempt.ts";
import { inTurn } from "./in-turn.ts";
import { readFile } from "./read-file.ts";

/** A way to the other tabs of this browser. */
export interface Channel {
  post(file: OpenedFile): void;
  listen(listener: (file: OpenedFile) => void): void;
}

export interface BrowserFiles {
  open(): Promise<Result<OpenedFile | null>>;
  openPicked(picked: PickedFile): Promise<Result<OpenedFile>>;
  openAgain(path: string): Promise<Result<OpenedFile>>;
  close(path: string): void;
  save(request: SaveFileRequest): Promise<Result<SavedFile | null>>;
  export(request: ExportRequest): Promise<Result<{ path: string } | null>>;
  onChange(listener: (change: FileChange) => void): () => void;
  /** Looks whether open files were changed by another program. */
  look(): Promise<void>;
}

interface Parts {
  readonly pickers: FilePickers;
  readonly identities: FileIdentities;
  readonly channel: Channel;
}

/** A file that this page shows: its text as the page knows it, and as the page was told last. */
interface Shown {
  readonly handle: FileSystemFileHandle | null;
  readonly known: string;
  told: string | null;
  /** When the file was changed last, as far as we have looked. */
  modified: number;
}

/** The files of a browser. What the page knows of each is compared before it is written over. */
export function browserFiles({ pickers, identities, channel }: Parts): BrowserFiles {
  const shown = new Map<string, Shown>();
  const listeners = new Set<(change: FileChange) => void>();
  let learned = 0;
  const learn = ({ path, handle }: FileIdentity, text: string): SavedFile => {
    shown.set(path, { handle, known: text, told: text, modified: 0 });
    return { path, moment: ++learned };
  };
  const tell = (path: string, file: OpenedFile | null): void => {
    const entry = shown.get(path);
    if (entry === undefined || entry.told === (file?.text ?? null)) return;
    entry.told = file?.text ?? null;
    for (const listener of listeners) listener({ path, file, moment: learned });
  };
  channel.listen((file) => {
    tell(file.path, file);
  });

  const openPicked = async ({ file, handle }: PickedFile): Promise<Result<OpenedFile>> => {
    const read = await readFile(file, file.name);
    if (!read.ok) return read;
    const { text } = read.value;
    // Of what is imported nobody needs the way back, and to find it takes as long as reading a lab.
    if (isForeign(text)) return read;
    const digest = await digestOf(text);
    const identity = await identities.identify({ name: file.name, handle, digest });
    return ok({ ...read.value, ...learn(identity, text) });
  };
  const written = async (file: Omit<FileIdentity, "path" | "digest">, text: string) => {
    const identity = await identities.identify({ ...file, digest: await digestOf(text) });
    channel.post({ path: identity.path, text });
    return ok(learn(identity, text));
  };
  /** Without a way to write files: the browser puts it into its folder of downloads. */
  const download = async ({ path, suggestedName, text }: SaveFileRequest) => {
    const before = path === null ? null : await identities.find(path);
    const name = before?.name ?? suggestedName;
    pickers.download(name, new Blob([text], { type: "application/json" }));
    if (before === null) return written({ name, handle: null }, text);
    await identities.update({ ...before, digest: await digestOf(text) });
    channel.post({ path: before.path, text });
    return ok(learn(before, text));
  };
  const write = async (
    handle: FileSystemFileHandle,
    { path, text }: SaveFileRequest,
  ): Promise<Result<SavedFile | null>> => {
    const before = path === null ? undefined : shown.get(path);
    const inPlace = (await before?.handle?.isSameEntry(handle)) === true;
    if (inPlace && (await textOf(handle)) !== before?.known)
      return err(fault("file-changed", { path: handle.name }, handle.name));
    // A writable replaces the file only when it is closed, so a crash half way leaves the old one.
    const writable = await handle.createWritable();
    await writable.write(text);
    await writable.close();
    return written({ name: handle.name, handle }, text);
  };
  return {
    openPicked,
    open: () =>
      attempt<OpenedFile | null>("file-not-found", async () => {
        const picked = await pickers.open();
        return picked === null ? ok(null) : openPicked(picked);
      }),
    openAgain: (path) =>
      attempt("file-not-found", async () => {
        const handle = (await identities.find(path))?.handle ?? null;
        if (handle === null) return err(fault("file-not-found", { path }, path));
        await handle.requestPermission?.({ mode: "readwrite" });
        return openPicked({ file: await handle.getFile(), handle });
      }),
    close: (path) => void shown.delete(path),
    save: (request) =>
      attempt("file-write-failed", async () => {
        if (!pickers.writes) return download(request);
        const { path, choose, suggestedName, protect } = request;
        const known = path === null || choose === true ? null : (shown.get(path)?.handle ?? null);
        const handle = known ?? (await pickers.save({ ...DESIGN_TYPE, suggestedName }));
        if (handle === null) return ok(null);
        const damaged = protect === undefined ? null : (shown.get(protect)?.handle ?? null);
        if (damaged !== null && (await damaged.isSameEntry(handle)))
          return err(fault("file-is-damaged", { path: handle.name }, handle.name));
        // One tab after the other: of two that save at once, the second finds the file changed.
        return inTurn(`labwright-save:${handle.name}`, () => write(handle, request));
      }),
    export: (request) =>
      attempt("file-write-failed", async () => {
        const { suggestedName, mediaType, data } = request;
        const content = new Blob([new Uint8Array(data)], { type: mediaType });
        if (!pickers.writes) {
          pickers.download(suggestedName, content);
          return ok({ path: suggestedName });
        }
        const handle = await pickers.save(request);
        if (handle === null) return ok(null);
        const writable = await handle.createWritable();
        await writable.write(content);
        await writable.close();
        return ok({ path: handle.name });
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async look() {
      for (const [path, entry] of shown) {
        const read = await readIfChanged(entry, path);
        if (read?.ok === true) tell(path, read.value);
        else if (read?.error.code === "file-not-found") tell(path, null);
      }
    },
  };
}

const DESIGN_TYPE = {
  title: "Labwright design",
  extension: "json",
  mediaType: "application/json",
} as const;

async function textOf(handle: FileSystemFileHandle): Promise<string> {
  const read = await readFile(await handle.getFile(), handle.name);
  return read.ok ? read.value.text : "";
}

async function readIfChanged(entry: Shown, path: string): Promise<Result<OpenedFile> | null> {
  try {
    const file = (await entry.handle?.getFile()) ?? null;
    if (file === null || file.lastModified === entry.modified) return null;
    entry.modified = file.lastModified;
    return await readFile(file, path);
  } catch (error) {
    const gone = error instanceof DOMException && error.name === "NotFoundError";
    // Not allowed any more, or in use: nothing is known of it, which is not the same as gone.
    return gone ? err(fault("file-not-found", { path }, path)) : null;
  }
}
