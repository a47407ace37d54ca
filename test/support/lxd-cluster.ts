import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  OWNER,
  SERVER,
  clearFolder,
  isAlive,
  monitorsOf,
  serverIn,
  type LxdServer,
} from "./lxd.ts";
import { startOpenVSwitch, type OpenVSwitch } from "./open-vswitch.ts";

/** Two real LXDs of one cluster, each in a network namespace of its own, with a bridge that carries VLANs to the other. */
export interface LxdCluster {
  /** The one that is asked, and keeps the cluster's database. */
  readonly alpha: LxdServer;
  readonly beta: LxdServer;
  /** Pulls beta's plug: it and all that runs on it are gone at once. */
  powerOff(): Promise<void>;
  /** And starts it again. */
  powerOn(): Promise<void>;
  close(): Promise<void>;
}

/** The bridge of each member. */
export const CLUSTER_BRIDGE = "lwlan";

const PREFIX = "labwright-cluster-";
const MEMBERS = ["alpha", "beta"] as const;
type Name = (typeof MEMBERS)[number];
const ADDRESSES = { alpha: "10.99.0.1", beta: "10.99.0.2" } as const;
/** Seconds after which a member that says nothing counts as offline: as few as LXD takes. */
const SILENCE = "11";

/** First clears away those of test runs that were killed. */
export async function startLxdCluster(): Promise<LxdCluster> {
  await clearAbandoned();
  const root = mkdtempSync(join(tmpdir(), PREFIX));
  // The root of a container has to get through to its disk.
  chmodSync(root, 0o711);
  writeFileSync(join(root, OWNER), String(process.pid));
  const namespaces = { alpha: `${root.slice(-6)}-alpha`, beta: `${root.slice(-6)}-beta` };
  for (const name of MEMBERS) run("ip", "netns", "add", namespaces[name]);
  connect(namespaces, "cluster");
  connect(namespaces, "trunk");
  for (const name of MEMBERS) {
    const ip = ["-n", namespaces[name]];
    run("ip", ...ip, "address", "add", `${ADDRESSES[name]}/24`, "dev", "cluster");
    for (const device of ["lo", "cluster", "trunk"]) run("ip", ...ip, "link", "set", device, "up");
  }
  const [alpha, beta] = MEMBERS.map((name) => {
    const folder = join(root, name);
    mkdirSync(folder);
    return serverIn(folder, namespaces[name]);
  }) as [LxdServer, LxdServer];
  const switches = await Promise.all(
    MEMBERS.map((name) => startSwitch(join(root, name), namespaces[name])),
  );
  await Promise.all([alpha.start(), beta.start()]);
  form(alpha, beta, namespaces);
  return {
    alpha,
    beta,
    powerOff: () => powerOff(beta),
    powerOn: () => beta.start(),
    async close() {
      for (const server of [beta, alpha]) {
        await powerOff(server);
        server.rest.close();
      }
      for (const one of switches) await one.close();
      await clearCluster(root);
    },
  };
}

function run(command: string, ...parameters: string[]): string {
  return runWith("", command, ...parameters);
}

function runWith(input: string, command: string, ...parameters: string[]): string {
  const done = spawnSync(command, parameters, { encoding: "utf8", input });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ${parameters.join(" ")}: ${done.stderr || String(done.error)}`);
}

/** A cable between both, of that name at each end. */
function connect(namespaces: Readonly<Record<Name, string>>, name: string): void {
  const end = (member: Name): string[] => ["name", name, "netns", namespaces[member]];
  run("ip", "link", "add", ...end("alpha"), "type", "veth", "peer", ...end("beta"));
}

async function startSwitch(folder: string, namespace: string): Promise<OpenVSwitch> {
  const started = await startOpenVSwitch(folder, namespace);
  started.addBridge(CLUSTER_BRIDGE);
  started.control("add-port", CLUSTER_BRIDGE, "trunk");
  return started;
}

/** The first makes the cluster, the other joins it with the token that it is given. */
function form(alpha: LxdServer, beta: LxdServer, namespaces: Readonly<Record<Name, string>>): void {
  const init = (server: LxdServer, name: Name, preseed: unknown): void => {
    const within = ["netns", "exec", namespaces[name], "env", `LXD_DIR=${server.folder}`];
    runWith(JSON.stringify(preseed), "ip", ...within, "lxd", "init", "--preseed");
  };
  init(alpha, "alpha", {
    config: { "core.https_address": `${ADDRESSES.alpha}:8443` },
    cluster: { enabled: true, server_name: "alpha" },
    storage_pools: [{ name: "default", driver: "dir" }],
  });
  alpha.lxc("config", "set", "cluster.offline_threshold", SILENCE);
  const token = alpha.lxc("cluster", "add", "beta", "--quiet").trim().split("\n").at(-1);
  init(beta, "beta", {
    cluster: {
      enabled: true,
      server_address: `${ADDRESSES.beta}:8443`,
      cluster_token: token,
    },
  });
}

/** A server and everything that runs on it end at once. */
async function powerOff(server: LxdServer): Promise<void> {
  const monitors = monitorsOf(server.folder);
  await server.stop("SIGKILL");
  endMonitors(monitors);
}

/** First what they watch over: what ends while somebody watches is started again. */
function endMonitors(monitors: readonly number[]): void {
  for (const id of monitors) {
    const watched = readFileSync(`/proc/${id}/task/${id}/children`, "utf8").split(" ");
    for (const one of [id, ...watched.filter((text) => text.trim() !== "").map(Number)])
      process.kill(one, "SIGKILL");
  }
}

async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const root = join(tmpdir(), name);
    if (isAlive(join(root, OWNER))) continue;
    for (const member of MEMBERS) {
      const server = join(root, member, SERVER);
      if (isAlive(server)) process.kill(Number(readFileSync(server, "utf8")), "SIGKILL");
      endMonitors(monitorsOf(join(root, member)));
    }
    await clearCluster(root);
  }
}

async function clearCluster(root: string): Promise<void> {
  for (const name of MEMBERS) {
    spawnSync("ip", ["netns", "delete", `${root.slice(-6)}-${name}`]);
    await clearFolder(join(root, name));
  }
  rmSync(root, { recursive: true, force: true });
}
