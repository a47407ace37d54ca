import { createHash } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Result } from "../../shared/base/result.ts";
import type { KeptVersion } from "../../shared/design/versions.ts";
import { writeAtomically } from "./atomic-file.ts";

const FILE_NAME = /^[a-zA-Z0-9-]{1,64}\.version$/;
/** The first line, which alone is read for the list. */
const HEADER_LIMIT = 16 * 1024;
/** All histories together; beyond, those go that were not added to for the longest time. */
const ALL_LIMIT = 1024 * 1024 * 1024;

export const keptVersionSchema = z.object({
  id: z.string().regex(/^[a-zA-Z0-9-]{1,64}$/),
  keptAt: z.iso.datetime(),
  reason: z.enum(["opened", "autosave", "saved", "restored", "elsewhere"]),
  name: z.string().max(1000),
  summary: z.string().max(1000),
  digest: z.string().max(100),
  bytes: z.number().min(0),
});

/** Where the page keeps versions of designs. What is kept, and for how long, is the page's to say. */
export interface Versions {
  list(file: string): Promise<readonly KeptVersion[]>;
  keep(file: string, version: KeptVersion, data: Uint8Array): Promise<Result<void>>;
  read(file: string, id: string): Promise<Uint8Array | null>;
  remove(file: string, ids: readonly string[]): Promise<void>;
  move(from: string, to: string): Promise<void>;
  /** Removes the histories that were not added to for the longest time until all fit the limit. */
  tidy(limit?: number): Promise<void>;
}

/** Versions as files `<hash of the design's path>/<id>.version`: a line that tells of it, then the data. */
export function openVersions(folder: string): Versions {
  const folderOf = (file: string): string =>
    join(folder, createHash("sha256").update(file).digest("hex").slice(0, 32));
  const pathOf = (file: string, id: string): string => join(folderOf(file), `${id}.version`);
  return {
    async list(file) {
      const names = await readdir(folderOf(file)).catch(() => []);
      const versions = await Promise.all(
        names
          .filter((name) => FILE_NAME.test(name))
          .map((name) => readHeader(join(folderOf(file), name))),
      );
      return versions.filter((version) => version !== null);
    },
    async keep(file, version, data) {
      // Where this fails, so does the writing, which says why.
      await mkdir(folderOf(file), { recursive: true, mode: 0o700 }).catch(() => undefined);
      const header = Buffer.from(`${JSON.stringify(version)}\n`);
      return writeAtomically(pathOf(file, version.id), Buffer.concat([header, data]));
    },
    async read(file, id) {
      const content = await readFile(pathOf(file, id)).catch(() => null);
      const end = content?.indexOf("\n") ?? -1;
      return content === null || end < 0 ? null : new Uint8Array(content.subarray(end + 1));
    },
    async remove(file, ids) {
      await Promise.all(ids.map((id) => rm(pathOf(file, id), { force: true })));
    },
    async move(from, to) {
      const names = await readdir(folderOf(from)).catch(() => []);
      await mkdir(folderOf(to), { recursive: true, mode: 0o700 });
      await Promise.all(
        names.map((name) => rename(join(folderOf(from), name), join(folderOf(to), name))),
      );
      await rm(folderOf(from), { recursive: true, force: true });
    },
    tidy: (limit = ALL_LIMIT) => tidy(folder, limit),
  };
}

async function readHeader(path: string): Promise<KeptVersion | null> {
  try {
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_LIMIT), 0, HEADER_LIMIT, 0);
      const start = buffer.subarray(0, bytesRead);
      const parsed = keptVersionSchema.safeParse(
        JSON.parse(start.toString("utf8", 0, start.indexOf("\n"))),
      );
      return parsed.success ? parsed.data : null;
    } finally {
      await file.close();
    }
  } catch {
    // Removed meanwhile, or no version of ours: there is nothing to show.
    return null;
  }
}

async function tidy(folder: string, limit: number): Promise<void> {
  const histories = await Promise.all(
    (await readdir(folder).catch(() => [])).map((name) => sizeOf(join(folder, name))),
  );
  let total = 0;
  for (const history of histories.toSorted((a, b) => b.newest - a.newest)) {
    total += history.bytes;
    if (total > limit) await rm(history.path, { recursive: true, force: true });
  }
}

async function sizeOf(path: string): Promise<{ path: string; bytes: number; newest: number }> {
  const names = await readdir(path).catch(() => []);
  const stats = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => null)));
  const found = stats.filter((file) => file !== null);
  return {
    path,
    bytes: found.reduce((sum, { size }) => sum + size, 0),
    newest: Math.max(0, ...found.map(({ mtimeMs }) => mtimeMs)),
  };
}
