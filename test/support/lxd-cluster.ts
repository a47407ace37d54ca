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

/** Real LXDs of one cluster, each in a network namespace of its own, with a bridge that carries VLANs to the others. */
export interface LxdCluster {
  /** The first, who made it. Of two only it keeps the cluster's database: without it the other can say nothing. */
  readonly alpha: LxdServer;
  readonly member: (name: Member) => LxdServer;
  /** Where a member is reached from here. */
  readonly url: (name: Member) => string;
  /** Pulls a member's plug: it and all that runs on it are gone at once, and whoever asks it hears nothing. */
  powerOff(name: Member): Promise<void>;
  /** And starts it again. */
  powerOn(name: Member): Promise<void>;
  close(): Promise<void>;
}

/** The bridge of each member. */
export const CLUSTER_BRIDGE = "lwlan";

const PREFIX = "labwright-cluster-";
const MEMBERS = ["alpha", "beta", "gamma"] as const;
type Member = (typeof MEMBERS)[number];
/** What joins the members is in a namespace, too: all of it goes with that. */
const HUB = "hub";
/** The test's own end of the cable to the hub. */
const OWN = 254;
/** Seconds after which a member that says nothing counts as offline: as few as LXD takes. */
const SILENCE = "11";

/** Of two members or three. First clears away those of test runs that were killed. */
export async function startLxdCluster(size: 2 | 3 = 2): Promise<LxdCluster> {
  await clearAbandoned();
  const root = mkdtempSync(join(tmpdir(), PREFIX));
  // The root of a container has to get through to its disk.
  chmodSync(root, 0o711);
  writeFileSync(join(root, OWNER), String(process.pid));
  const names = MEMBERS.slice(0, size);
  const net = freeNetwork();
  const address = (name: Member): string => `${net}.${MEMBERS.indexOf(name) + 1}`;
  connect(root, names, { address, own: `${net}.${OWN}` });
  const servers = new Map(
    names.map((name) => {
      const folder = join(root, name);
      mkdirSync(folder);
      return [name, serverIn(folder, namespaceOf(root, name))];
    }),
  );
  const member = (name: Member): LxdServer => {
    const found = servers.get(name);
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  };
  const switches = await Promise.all(
    names.map((name) => startSwitch(join(root, name), namespaceOf(root, name))),
  );
  await Promise.all([...servers.values()].map((server) => server.start()));
  form(root, names, { member, address });
  const plug = (name: Member, state: "up" | "down"): void =>
    void run("ip", "-n", namespaceOf(root, name), "link", "set", "cluster", state);
  return {
    alpha: member("alpha"),
    member,
    url: (name) => `https://${address(name)}:8443`,
    powerOff(name) {
      plug(name, "down");
      return powerOff(member(name));
    },
    powerOn(name) {
      plug(name, "up");
      return member(name).start();
    },
    async close() {
      for (const server of [...servers.values()].reverse()) {
        await powerOff(server);
        server.rest.close();
      }
      for (const one of switches) await one.close();
      await clearCluster(root);
    },
  };
}

function namespaceOf(root: string, name: Member | typeof HUB): string {
  return `${root.slice(-6)}-${name}`;
}

/** The beginning of addresses that nobody here uses: another test run may have its cluster at the same time. */
function freeNetwork(): string {
  for (let third = process.pid % 250; ; third = (third + 1) % 250) {
    const net = `10.99.${third}`;
    if (run("ip", "-4", "route", "show", "to", `${net}.0/24`).trim() === "") return net;
  }
}

function run(command: string, ...parameters: string[]): string {
  return runWith("", command, ...parameters);
}

function runWith(input: string, command: string, ...parameters: string[]): string {
  const done = spawnSync(command, parameters, { encoding: "utf8", input });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ${parameters.join(" ")}: ${done.stderr || String(done.error)}`);
}

interface Addresses {
  readonly address: (name: Member) => string;
  /** The test's. */
  readonly own: string;
}

/** Two networks, each a bridge in the hub: one for the members and the test to talk, and one that carries VLANs. */
function connect(root: string, names: readonly Member[], { address, own }: Addresses): void {
  const hub = namespaceOf(root, HUB);
  const inHub = (...parameters: string[]): void => void run("ip", "-n", hub, ...parameters);
  run("ip", "netns", "add", hub);
  for (const name of names) run("ip", "netns", "add", namespaceOf(root, name));
  for (const network of ["cluster", "trunk"]) {
    inHub("link", "add", network, "type", "bridge");
    inHub("link", "set", network, "up");
    for (const name of names) {
      const end = `${network[0]}-${name}`;
      const member = namespaceOf(root, name);
      inHub("link", "add", end, "type", "veth", "peer", "name", network, "netns", member);
      inHub("link", "set", end, "master", network, "up");
    }
  }
  for (const name of names) {
    const ip = ["-n", namespaceOf(root, name)];
    run("ip", ...ip, "address", "add", `${address(name)}/24`, "dev", "cluster");
    for (const device of ["lo", "cluster", "trunk"]) run("ip", ...ip, "link", "set", device, "up");
  }
  const card = `lw${root.slice(-6)}`;
  run("ip", "link", "add", card, "type", "veth", "peer", "name", "c-test", "netns", hub);
  inHub("link", "set", "c-test", "master", "cluster", "up");
  run("ip", "address", "add", `${own}/24`, "dev", card);
  run("ip", "link", "set", card, "up");
}

async function startSwitch(folder: string, namespace: string): Promise<OpenVSwitch> {
  const started = await startOpenVSwitch(folder, namespace);
  started.addBridge(CLUSTER_BRIDGE);
  started.control("add-port", CLUSTER_BRIDGE, "trunk");
  return started;
}

interface Members {
  readonly member: (name: Member) => LxdServer;
  readonly address: (name: Member) => string;
}

/** The first makes the cluster, the others join it with the tokens that they are given. */
function form(root: string, names: readonly Member[], { member, address }: Members): void {
  const init = (name: Member, preseed: unknown): void => {
    const { folder } = member(name);
    const within = ["netns", "exec", namespaceOf(root, name), "env", `LXD_DIR=${folder}`];
    runWith(JSON.stringify(preseed), "ip", ...within, "lxd", "init", "--preseed");
  };
  const alpha = member("alpha");
  init("alpha", {
    config: { "core.https_address": `${address("alpha")}:8443` },
    cluster: { enabled: true, server_name: "alpha" },
    storage_pools: [{ name: "default", driver: "dir" }],
  });
  alpha.lxc("config", "set", "cluster.offline_threshold", SILENCE);
  for (const name of names.slice(1)) {
    const token = alpha.lxc("cluster", "add", name, "--quiet").trim().split("\n").at(-1);
    const server_address = `${address(name)}:8443`;
    init(name, { cluster: { enabled: true, server_address, cluster_token: token } });
  }
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
  spawnSync("ip", ["netns", "delete", namespaceOf(root, HUB)]);
  for (const name of MEMBERS) {
    spawnSync("ip", ["netns", "delete", namespaceOf(root, name)]);
    await clearFolder(join(root, name));
  }
  rmSync(root, { recursive: true, force: true });
}
