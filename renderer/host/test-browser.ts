import type { Channel } from "./browser-files.ts";
import type { FilePickers } from "./file-pickers.ts";
import type { Shelf } from "./storage.ts";

// What tests have in place of a browser: a shelf, a disk behind file handles, and a channel between tabs.

export function memoryShelf(): Shelf {
  const kept = new Map<string, unknown>();
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    put: (entries) => {
      for (const [key, value] of entries) kept.set(key, value);
      return Promise.resolve();
    },
    remove: (keys) => {
      for (const key of keys) kept.delete(key);
      return Promise.resolve();
    },
    list: (prefix) =>
      Promise.resolve([...kept].filter(([key]) => key.startsWith(prefix)).map(([, v]) => v)),
  };
}

/** Joins as many channels as are asked for, each hearing all others. */
export function fakeChannel(): () => Channel {
  const ears: Parameters<Channel["listen"]>[0][][] = [];
  return () => {
    const own: Parameters<Channel["listen"]>[0][] = [];
    ears.push(own);
    return {
      post: (file) => {
        for (const other of ears) if (other !== own) for (const hear of other) hear(file);
      },
      listen: (hear) => void own.push(hear),
    };
  };
}

export interface FakeDisk {
  readonly pickers: FilePickers;
  readonly channel: () => Channel;
  write(path: string, content: string | Uint8Array): void;
  read(path: string): string;
  bytes(path: string): Uint8Array;
  remove(path: string): void;
  /** What the next dialogs answer. */
  choose(path: string, options?: { readonly handle: boolean }): void;
  /** The next writes break off after so many bytes; null: they do not. */
  failAfter(bytes: number | null): void;
}

/** A disk whose handles write as the File System standard says: a file is replaced when its stream is closed. */
export function fakeDisk(channel: () => Channel = fakeChannel()): FakeDisk {
  const files = new Map<string, { bytes: Uint8Array; modified: number }>();
  let chosen = { path: "", handle: true };
  let limit: number | null = null;
  let clock = 0;
  const put = (path: string, bytes: Uint8Array): void => {
    files.set(path, { bytes, modified: (clock += 1) });
  };
  const fileOf = (path: string): File => {
    const found = files.get(path);
    if (found === undefined) throw new DOMException("It is gone.", "NotFoundError");
    const name = path.slice(path.lastIndexOf("/") + 1);
    return new File([new Uint8Array(found.bytes)], name, { lastModified: found.modified });
  };
  const handleOf = (path: string): FileSystemFileHandle => {
    const handle = {
      path,
      kind: "file",
      name: path.slice(path.lastIndexOf("/") + 1),
      isSameEntry: (other: object) => Promise.resolve("path" in other && other.path === path),
      getFile: () => Promise.resolve().then(() => fileOf(path)),
      createWritable: () => {
        let written = new Uint8Array();
        return Promise.resolve({
          write: (text: string) => {
            const bytes = new TextEncoder().encode(text);
            if (limit !== null && bytes.length > limit) return Promise.reject(new Error("cut off"));
            written = bytes;
            return Promise.resolve();
          },
          close: () => {
            put(path, written);
            return Promise.resolve();
          },
        });
      },
    };
    // Only what the code under test asks of a handle.
    return handle as unknown as FileSystemFileHandle;
  };
  return {
    channel,
    pickers: {
      writes: true,
      open: () =>
        Promise.resolve({
          file: fileOf(chosen.path),
          handle: chosen.handle ? handleOf(chosen.path) : null,
        }),
      save: () => Promise.resolve(handleOf(chosen.path)),
      download: () => {},
    },
    write: (path, content) => {
      put(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
    },
    read: (path) => new TextDecoder().decode(files.get(path)?.bytes),
    bytes: (path) => files.get(path)?.bytes ?? new Uint8Array(),
    remove: (path) => void files.delete(path),
    choose: (path, { handle } = { handle: true }) => {
      chosen = { path, handle };
    },
    failAfter: (bytes) => {
      limit = bytes;
    },
  };
}
