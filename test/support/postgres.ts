import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";

export interface PostgresServer {
  /** An empty database of its own for each caller, as `postgres://…`. */
  createDatabase(): Promise<string>;
  /** The server's first database. */
  readonly url: string;
  stop(): Promise<void>;
}

const DEBIAN = "/usr/lib/postgresql";

/** Why no PostgreSQL can be started here, or null. Found out once: every suite of a store asks. */
export function postgresObstacle(): string | null {
  return (obstacle ??= { why: findObstacle() }).why;
}

let obstacle: { readonly why: string | null } | undefined;

function findObstacle(): string | null {
  if (binaries() === null) return "PostgreSQL is not installed (apt install postgresql)";
  if (process.getuid?.() === 0 && unprivileged() === null)
    return "PostgreSQL refuses to run as root and there is no user postgres";
  return null;
}

/** Linux's folder of files that are in memory alone. */
const IN_MEMORY = "/dev/shm";
/** The databases of a whole group take two gigabytes and what is written ahead one; in bytes. */
const ROOM = 8 * 2 ** 30;

/**
 * Starts a server of our own on a free loopback port, in a temporary directory, with a password of its own.
 * It flushes only where that is measured: nobody cuts its power. Where nothing is flushed, a disk would only make
 * and delete hundreds of files for each database, so it works in memory if there is enough.
 */
export async function startPostgres({ flushing = false } = {}): Promise<PostgresServer> {
  const why = postgresObstacle();
  if (why !== null) throw new Error(why);
  const directory = mkdtempSync(join(flushing ? tmpdir() : roomFor(), "labwright-postgres-"));
  const password = randomBytes(16).toString("hex");
  const data = initialise(directory, password);
  const port = await freePort();
  const server = run("postgres", [
    ...settingsOf({ port, listen_addresses: "127.0.0.1", unix_socket_directories: "" }),
    ...settingsOf({ fsync: flushing ? "on" : "off", max_connections: 200 }),
    "-D",
    data,
  ]);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await reachable(url, server);
  const stop = async (): Promise<void> => {
    // SIGINT: end the sessions and stop.
    if (server.exitCode === null && server.kill("SIGINT")) await once(server, "exit");
    // Tens of thousands of files: done at once, whoever runs the tests would answer nobody meanwhile.
    await rm(directory, { recursive: true, force: true });
  };
  return { url, stop, createDatabase: () => createDatabase(url) };
}

let databases = 0;

/** An empty database, or a copy of another one, on a server that runs, as `postgres://…`. */
export async function createDatabase(server: string, template = "template1"): Promise<string> {
  const name = `labwright_${process.pid}_${++databases}`;
  await query(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return new URL(`/${name}`, server).href;
}

function binaries(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort().reverse() : [];
  const folders = versions.map((version) => join(DEBIAN, version, "bin"));
  const path = (process.env["PATH"] ?? "").split(":");
  return [...folders, ...path].find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

/** Where there is room for what need not outlive its server. */
function roomFor(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return Math.min(bavail * bsize, process.availableMemory()) < ROOM ? tmpdir() : IN_MEMORY;
}

/** The user and group to run it as, when we are root. */
function unprivileged(): { uid: number; gid: number } | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const { stdout, status } = spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
    return status === 0 ? Number(stdout) : null;
  });
  return typeof uid === "number" && typeof gid === "number" ? { uid, gid } : null;
}

function identity(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? (unprivileged() ?? {}) : {};
}

function initialise(directory: string, password: string): string {
  const passwordFile = join(directory, "password");
  writeFileSync(passwordFile, password);
  const { uid, gid } = identity();
  if (uid !== undefined && gid !== undefined)
    for (const path of [directory, passwordFile]) chownSync(path, uid, gid);
  const data = join(directory, "data");
  const { status, stderr } = spawnSync(
    join(binaries() ?? "", "initdb"),
    [
      `--pgdata=${data}`,
      "--username=postgres",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
    ],
    { ...identity(), cwd: directory, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
  return data;
}

function run(name: string, options: readonly string[]): ChildProcess {
  return spawn(join(binaries() ?? "", name), options, {
    ...identity(),
    cwd: "/",
    stdio: "ignore",
  });
}

function settingsOf(settings: Record<string, string | number>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function reachable(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`);
    try {
      return await query(url, "SELECT 1");
    } catch {
      await setTimeout(50);
    }
  }
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end();
  }
}
