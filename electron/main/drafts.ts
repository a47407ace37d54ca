import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ok, type Result } from "../../shared/base/result.ts";
import type { RecoveredDraft } from "../../shared/protocol/desktop-bridge.ts";
import { writeAtomically } from "./atomic-file.ts";

const GENERATIONS = 3;
const FILE_NAME = /^([0-9a-f]{32})\.(\d{1,12})\.draft$/;

const draftSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string().nullable(),
  savedAt: z.iso.datetime(),
  text: z.string(),
});

/** Unsaved work, kept across crashes. */
export interface Drafts {
  save(draft: Omit<RecoveredDraft, "savedAt">): Promise<Result<void>>;
  discard(id: string): Promise<void>;
  /** The newest undamaged generation of each draft, newest first. */
  recover(): Promise<readonly RecoveredDraft[]>;
}

interface Generation {
  readonly file: string;
  readonly key: string;
  readonly number: number;
}

/**
 * Keeps three generations of each draft in a folder, each file with its checksum in the first line: when the
 * newest was cut off or garbled, the one before opens.
 */
export function openDrafts(folder: string, now: () => number): Drafts {
  // One at a time: two saves of a draft at once could take the same number.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    save: (draft) =>
      inTurn(async () => {
        // Where this fails, so does the writing, which says why.
        await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
        const older = (await list(folder)).filter(({ key }) => key === keyOf(draft.id));
        const number = (older[0]?.number ?? 0) + 1;
        const body = JSON.stringify({ ...draft, savedAt: new Date(now()).toISOString() });
        const file = join(folder, `${keyOf(draft.id)}.${number}.draft`);
        const written = await writeAtomically(file, `${checksum(body)}\n${body}`);
        if (written.ok) await remove(older.slice(GENERATIONS - 1));
        return written.ok ? ok(undefined) : written;
      }),
    discard: (id) =>
      inTurn(async () => remove((await list(folder)).filter(({ key }) => key === keyOf(id)))),
    recover: () =>
      inTurn(async () => {
        const newest = new Map<string, RecoveredDraft>();
        for (const { key, file } of await list(folder)) {
          const draft = newest.has(key) ? null : await read(file);
          if (draft !== null) newest.set(key, draft);
        }
        return [...newest.values()].toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
      }),
  };
}

/** The page chooses ids; as a hash none of them can be a path. */
function keyOf(id: string): string {
  return checksum(id).slice(0, 32);
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** All generations, newest first. */
async function list(folder: string): Promise<readonly Generation[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => {
      const [, key, number] = FILE_NAME.exec(name) ?? [];
      return key === undefined ? [] : [{ file: join(folder, name), key, number: Number(number) }];
    })
    .toSorted((a, b) => b.number - a.number);
}

async function read(file: string): Promise<RecoveredDraft | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== checksum(body)) return null;
  const parsed = draftSchema.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : null;
}

async function remove(generations: readonly Generation[]): Promise<void> {
  await Promise.all(generations.map(({ file }) => rm(file, { force: true })));
}
