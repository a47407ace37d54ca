import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { waysTo } from "../../electron/daemon/drivers/incus/client/connection.ts";
import { RestClient, apiPath } from "../../electron/daemon/drivers/incus/client/rest.ts";
import { anyJson, serverListing } from "./lxd-listing.ts";

/** A real LXD of the test's own: its own folder, storage pool, bridges and containers, ended with it. */
export interface LxdServer {
  readonly folder: string;
  readonly socket: string;
  /** To look at the server past the driver. */
  readonly rest: RestClient;
  /** Runs LXD's own command against it and returns what it printed. */
  lxc(...parameters: string[]): string;
  /** Everything there is on the server, sorted, to compare before and after. */
  listing(): Promise<readonly string[]>;
  /** Ends the server and leaves its containers running, as an upgrade or a crash does. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  start(): Promise<void>;
  /** Removes everything it made and ends it. */
  close(): Promise<void>;
}

const PREFIX = "labwright-lxd-";
/** Names the process whose server it is. */
export const OWNER = "owner.pid";
export const SERVER = "server.pid";

const never = new AbortController().signal;

/** Starts a server with an empty `dir` storage pool. First clears away those of test runs that were killed. */
export async function startLxd(): Promise<LxdServer> {
  await clearAbandoned();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, OWNER), String(process.pid));
  const server = serverIn(folder);
  await server.start();
  server.lxc("storage", "create", "default", "dir");
  return server;
}

/** One in a folder; in a network namespace, where one is named. */
export function serverIn(folder: string, namespace: string | null = null): LxdServer {
  const socket = join(folder, "unix.socket");
  const rest = new RestClient(waysTo({ socket }));
  const lxc = (...parameters: string[]): string => runLxc(folder, parameters);
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    server = spawnServer(folder, namespace);
    writeFileSync(join(folder, SERVER), String(server.pid));
    await answering(rest, server, folder);
  }
  async function stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const ending = server;
    server = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, "exit");
    ending.kill(signal);
    await gone;
  }
  async function close(): Promise<void> {
    if (server === null) await start();
    await removeEverything(lxc);
    rest.close();
    await stop();
    await clearFolder(folder);
  }
  return { folder, socket, rest, lxc, listing: () => serverListing(rest), start, stop, close };
}

async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = join(folder, OWNER);
    if (!existsSync(owner) || isAlive(owner)) continue;
    // It has been asked to end, and would first wait minutes for consoles that nobody closes any more.
    const server = join(folder, SERVER);
    while (isAlive(server)) {
      process.kill(Number(readFileSync(server, "utf8")), "SIGKILL");
      await sleep(100);
    }
    await serverIn(folder).close();
  }
}

/** Whether the process that a file names is there. */
export function isAlive(file: string): boolean {
  return existsSync(file) && existsSync(join("/proc", readFileSync(file, "utf8")));
}

function spawnServer(folder: string, namespace: string | null): ChildProcess {
  const log = openSync(join(folder, "server.log"), "a");
  // Ends with the test process even when that is killed; containers of a killed test stay behind.
  const within = namespace === null ? [] : withinNamespace(folder, namespace);
  const command = [...within, "lxd", "--group", "root"];
  return spawn("setpriv", ["--pdeathsig", "TERM", ...command], {
    // An Open vSwitch that a test starts there is its own, too.
    env: { ...process.env, LXD_DIR: folder, OVS_RUNDIR: folder },
    stdio: ["ignore", log, log],
    detached: true,
  });
}

/** There /sys names the namespace's network cards; what bounds containers stays below it, as `ip netns` does not. */
function withinNamespace(folder: string, namespace: string): readonly string[] {
  const kept = join(folder, "cgroup");
  mkdirSync(kept, { recursive: true });
  const script = [
    `mount --rbind /sys/fs/cgroup ${kept}`,
    "mount -t sysfs sysfs /sys",
    `mount --rbind ${kept} /sys/fs/cgroup`,
    'exec "$@"',
  ].join(" && ");
  const enter = ["nsenter", `--net=/run/netns/${namespace}`];
  return ["unshare", "--mount", ...enter, "sh", "-c", script, "sh"];
}

async function answering(rest: RestClient, server: ChildProcess, folder: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const about = await rest.get(apiPath([]), anyJson, AbortSignal.timeout(5_000));
    if (about.ok) return;
    if (server.exitCode !== null) break;
    await sleep(100);
  }
  throw new Error(`LXD did not start:\n${readFileSync(join(folder, "server.log"), "utf8")}`);
}

function runLxc(folder: string, parameters: readonly string[]): string {
  const env = { ...process.env, LXD_DIR: folder, LXD_CONF: join(folder, "client") };
  const run = spawnSync("lxc", parameters, { env, encoding: "utf8", input: "" });
  if (run.status === 0) return run.stdout;
  throw new Error(`lxc ${parameters.join(" ")}: ${run.stderr || String(run.error)}`);
}

type Lxc = (...parameters: string[]) => string;

async function removeEverything(lxc: Lxc): Promise<void> {
  const names = (...command: string[]): string[] =>
    lxc(...command, "--format", "csv")
      .split("\n")
      .map((line) => line.split(",")[0]?.replace(" (current)", "") ?? "")
      .filter((name) => name !== "");
  for (const project of names("project", "list")) {
    const inside = ["--project", project];
    for (const name of names("list", "--columns", "n", ...inside))
      await insist(() => lxc("delete", "--force", name, ...inside));
    for (const pool of names("storage", "list"))
      for (const [type, name] of volumesOf(lxc, pool, inside))
        if (type === "custom") lxc("storage", "volume", "delete", pool, name, ...inside);
    if (project !== "default") lxc("project", "delete", project);
  }
  for (const line of lxc("network", "list", "--format", "csv").split("\n")) {
    const [name, , managed] = line.split(",");
    if (name !== undefined && managed === "YES") lxc("network", "delete", name);
  }
  for (const name of names("network", "acl", "list")) lxc("network", "acl", "delete", name);
  for (const line of lxc("image", "list", "--format", "csv", "--columns", "F").split("\n"))
    if (line !== "") lxc("image", "delete", line);
  for (const pool of names("storage", "list")) lxc("storage", "delete", pool);
}

/** A server that was just started again is not sure of its containers for a moment. */
async function insist(attempt: () => void): Promise<void> {
  for (let left = 10; ; left--) {
    try {
      return attempt();
    } catch (error) {
      if (left === 0) throw error;
      await sleep(500);
    }
  }
}

function volumesOf(
  lxc: Lxc,
  pool: string,
  inside: readonly string[],
): (readonly [string, string])[] {
  return lxc("storage", "volume", "list", pool, ...inside, "--format", "csv")
    .split("\n")
    .flatMap((line) => {
      const [type, name] = line.split(",");
      return type === undefined || name === undefined ? [] : [[type, name] as const];
    });
}

/** The processes that watch over a server's containers: they name its folder. */
export function monitorsOf(folder: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      const command = readCommand(id);
      return command.startsWith("[lxc monitor]") && command.includes(`${folder}/`);
    })
    .map(Number);
}

/** A killed server leaves monitors and mounts. */
export async function clearFolder(folder: string): Promise<void> {
  for (const id of monitorsOf(folder)) process.kill(id);
  await sleep(100);
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .flatMap((line) => line.split(" ")[1] ?? [])
    .filter((path) => path.startsWith(`${folder}/`));
  for (const mount of mounts.reverse()) spawnSync("umount", ["--lazy", mount]);
  rmSync(folder, { recursive: true, force: true });
}

function readCommand(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** Lets the server listen on loopback and trust a new client certificate. */
export async function openHttps(
  server: LxdServer,
  port: number,
): Promise<{ url: string; certificate: string; key: string; serverFingerprint: string }> {
  const address = `127.0.0.1:${port}`;
  const config = { "core.https_address": address };
  await mustChange(server.rest, "PATCH", apiPath([]), { config });
  return { url: `https://${address}`, ...(await trustClient(server)) };
}

/** Lets a server, and all of its cluster, trust a new client certificate; and what it shows itself. */
export async function trustClient(
  server: LxdServer,
): Promise<{ certificate: string; key: string; serverFingerprint: string }> {
  const { certificate, key } = clientCertificate(server.folder);
  const trusted = {
    type: "client",
    name: "labwright-test",
    certificate: certificate.replaceAll(/-----[A-Z ]+-----|\s/g, ""),
  };
  await mustChange(server.rest, "POST", apiPath(["certificates"]), trusted);
  const about = await server.rest.get(apiPath([]), anyJson, never);
  const { environment } = (about.ok ? about.value : {}) as {
    environment: { certificate_fingerprint: string };
  };
  const serverFingerprint = environment.certificate_fingerprint;
  return { certificate, key, serverFingerprint };
}

async function mustChange(
  rest: RestClient,
  method: "POST" | "PATCH",
  path: string,
  body: unknown,
): Promise<void> {
  const done = await rest.change(method, path, body, "to be set up", never);
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}

/** A key and a self-signed certificate for it, PEM. */
export function clientCertificate(folder: string): { certificate: string; key: string } {
  const keyFile = join(folder, "client.key");
  const certificateFile = join(folder, "client.crt");
  const parameters = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"];
  const output = ["-nodes", "-days", "1", "-subj", "/CN=labwright", "-keyout", keyFile];
  const made = spawnSync("openssl", [...parameters, ...output, "-out", certificateFile]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  return {
    certificate: readFileSync(certificateFile, "utf8"),
    key: readFileSync(keyFile, "utf8"),
  };
}
