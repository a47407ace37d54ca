import { z } from "zod";
import { inTurn } from "./in-turn.ts";
import type { Shelf } from "./storage.ts";

/** What a page remembers of a file that it once opened or wrote. */
export interface FileIdentity {
  /** Tells it from every other file, also from those of the same name: `lab.json`, `lab.json (2)`. */
  readonly path: string;
  readonly name: string;
  /** The way back to it, where the browser gives one. */
  readonly handle: FileSystemFileHandle | null;
  /** Of the text that it had last; the only thing that tells uploaded files apart. */
  readonly digest: string;
}

/** Knows a file again. A page never learns real paths, and two files may have one name. */
export interface FileIdentities {
  find(path: string): Promise<FileIdentity | null>;
  /** The identity of a file that was opened or written, made anew where it was never seen. */
  identify(file: Omit<FileIdentity, "path">): Promise<FileIdentity>;
  /** It has another text now. */
  update(identity: FileIdentity): Promise<void>;
}

const identitySchema = z.object({
  path: z.string(),
  name: z.string(),
  // A handle has no fields that could be looked at; it comes from this very browser.
  handle: z.custom<FileSystemFileHandle>((value) => typeof value === "object").nullable(),
  digest: z.string(),
});

const PREFIX = "file:";

/** Identities kept on the shelf, so that they last longer than the page. */
export function fileIdentities(shelf: Shelf): FileIdentities {
  // What the shelf refuses (private windows) is at least known as long as the page lives.
  const seen = new Map<string, FileIdentity>();
  const all = async (): Promise<readonly FileIdentity[]> => {
    const kept = await shelf.list(PREFIX).catch(() => []);
    const read = kept.flatMap((value) => {
      const parsed = identitySchema.safeParse(value);
      return parsed.success && !seen.has(parsed.data.path) ? [parsed.data] : [];
    });
    return [...seen.values(), ...read];
  };
  const update = async (identity: FileIdentity): Promise<void> => {
    seen.set(identity.path, identity);
    await shelf.put([[PREFIX + identity.path, identity]]).catch(() => undefined);
  };
  return {
    update,
    find: async (path) => (await all()).find((identity) => identity.path === path) ?? null,
    // One tab after the other, or two files of one name that are opened at once get one path.
    identify: (file) =>
      inTurn("labwright-identities", async () => {
        const known = await all();
        const same = await findSame(known, file);
        const path = same?.path ?? freshPath(file.name, new Set(known.map((other) => other.path)));
        const identity = { ...file, path };
        await update(identity);
        return identity;
      }),
  };
}

async function findSame(
  known: readonly FileIdentity[],
  file: Omit<FileIdentity, "path">,
): Promise<FileIdentity | undefined> {
  for (const other of known) {
    if (other.name !== file.name) continue;
    if (file.handle === null || other.handle === null) {
      if (file.handle === other.handle && other.digest === file.digest) return other;
    } else if (await file.handle.isSameEntry(other.handle)) return other;
  }
  return undefined;
}

function freshPath(name: string, taken: ReadonlySet<string>): string {
  let path = name;
  for (let number = 2; taken.has(path); number++) path = `${name} (${number})`;
  return path;
}
