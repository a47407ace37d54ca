import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { fault, type Fault } from "../../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../../shared/base/result.ts";
import { CREATE_VERSION_TABLE, pending, SCHEMA_VERSION } from "../schema/migrations.ts";
import { nodeSqlite } from "./node-sqlite.ts";

/** SQLITE_BUSY: somebody else holds the lock. */
const BUSY = 5;

export interface OpenDatabase {
  readonly database: DatabaseSync;
  close(): void;
}

/**
 * Opens the data directory's database for this process alone, and brings its schema up to date. Throws what
 * SQLite throws when the disk or the file is damaged.
 */
export function openDatabase(directory: string): Result<OpenDatabase> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = lockDirectory(directory);
  if (!lock.ok) return lock;
  try {
    const opened = openLocked(directory);
    if (!opened.ok) lock.value.close();
    return opened.ok ? ok(together(opened.value, lock.value)) : opened;
  } catch (error) {
    lock.value.close();
    throw error;
  }
}

function together(database: DatabaseSync, lock: DatabaseSync): OpenDatabase {
  return {
    database,
    close() {
      database.close();
      lock.close();
    },
  };
}

/** A lock of the kernel's on a file beside the data: whoever holds it is alive, and kill -9 frees it at once. */
function lockDirectory(directory: string): Result<DatabaseSync> {
  const lock = connect(join(directory, "lock.sqlite"));
  try {
    lock.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
    return ok(lock);
  } catch (error) {
    lock.close();
    if (primaryCode(error) === BUSY) return err(lockedFault(directory));
    throw error;
  }
}

function lockedFault(path: string): Fault {
  return fault("data-directory-locked", { path });
}

function openLocked(directory: string): Result<DatabaseSync> {
  const file = join(directory, "labwright.sqlite");
  // Looked at without a right to write first, so that a newer program's file stays as it is.
  const version = existsSync(file) ? readVersion(file) : 0;
  if (version > SCHEMA_VERSION)
    return err(fault("store-from-future", { version, supported: SCHEMA_VERSION }, file));
  // For its owner alone: it holds the keys of the lab's servers. SQLite gives its log the same mode.
  closeSync(openSync(file, "a", 0o600));
  const database = connect(file);
  configure(database);
  migrate(database, version);
  syncDirectory(directory);
  syncDirectory(dirname(directory));
  return ok(database);
}

function readVersion(file: string): number {
  const database = connect(untouched(file), true);
  try {
    const table = database
      .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_versions'")
      .get();
    if (table === undefined) return 0;
    const row = database.prepare("SELECT max(version) AS version FROM schema_versions").get();
    return Number(row?.["version"] ?? 0);
  } finally {
    database.close();
  }
}

/**
 * Without a log beside it the file is complete, and `immutable` keeps SQLite from making one just to read.
 * Nobody can change it meanwhile: we hold the directory's lock.
 */
function untouched(file: string): string | URL {
  if (existsSync(`${file}-wal`)) return file;
  const url = pathToFileURL(file);
  url.search = "immutable=1";
  return url;
}

function configure(database: DatabaseSync): void {
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    -- macOS: flush the drive's own cache too
    PRAGMA fullfsync = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA busy_timeout = 5000;
  `);
}

/** All or nothing: SQLite's schema changes are transactional. */
function migrate(database: DatabaseSync, from: number): void {
  const statements = [CREATE_VERSION_TABLE, ...pending("sqlite", from)];
  if (from === SCHEMA_VERSION) return;
  database.exec("BEGIN IMMEDIATE");
  for (const statement of statements) database.exec(statement);
  database.exec("COMMIT");
}

function connect(file: string | URL, readOnly = false): DatabaseSync {
  const sqlite = nodeSqlite();
  if (sqlite === undefined) throw new Error("node:sqlite is missing");
  return new sqlite.DatabaseSync(file, { readOnly });
}

/** A new file survives a power loss only once its directory entry is on the disk. */
function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** SQLite's result code without its extension; null for an error that is not SQLite's. */
export function primaryCode(error: unknown): number | null {
  const extended = error instanceof Error && "errcode" in error ? error.errcode : null;
  return typeof extended === "number" ? extended & 0xff : null;
}
