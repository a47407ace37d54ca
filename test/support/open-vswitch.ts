import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** An Open vSwitch of the test's own, in user space, so that no kernel module is needed. */
export interface OpenVSwitch {
  /** Runs ovs-vsctl against it. */
  control(...parameters: string[]): void;
  /** A bridge that keeps VLANs apart. */
  addBridge(name: string): void;
  /** A machine of the lab that is in one VLAN of a bridge: its name is that of its network card, too. */
  addMachine(bridge: string, name: string, vlan: number, address: string): LabMachine;
  close(): Promise<void>;
}

interface LabMachine {
  /** Whether an address answers. */
  reaches(address: string): boolean;
}

const SCHEMA = "/usr/share/openvswitch/vswitch.ovsschema";

/**
 * Starts one whose sockets are in a folder: whoever is to use it has that in OVS_RUNDIR. In a network namespace, where
 * one is named.
 */
export async function startOpenVSwitch(
  folder: string,
  namespace: string | null = null,
): Promise<OpenVSwitch> {
  const within = namespace === null ? [] : ["ip", "netns", "exec", namespace];
  const env = { ...process.env, OVS_RUNDIR: folder, OVS_LOGDIR: folder };
  const bridges: string[] = [];
  const machines: string[] = [];
  const run = (command: string, ...parameters: string[]): void => {
    const done = spawnSync(command, parameters, { env, encoding: "utf8" });
    if (done.status !== 0)
      throw new Error(`${command} ${parameters.join(" ")}: ${done.stderr || String(done.error)}`);
  };
  const control = (...parameters: string[]): void =>
    run("ovs-vsctl", "--timeout=20", ...parameters);
  const begin = (program: string, ...parameters: string[]): ChildProcess =>
    spawn("setpriv", ["--pdeathsig", "KILL", ...within, program, ...parameters], {
      env,
      stdio: "ignore",
    });
  const database = join(folder, "ovs.db");
  run("ovsdb-tool", "create", database, SCHEMA);
  const socket = join(folder, "db.sock");
  const servers = [begin("ovsdb-server", database, `--remote=punix:${socket}`)];
  for (let left = 100; !isListening(socket); left--) {
    if (left === 0) throw new Error("ovsdb-server does not answer");
    await sleep(50);
  }
  run("ovs-vsctl", "--no-wait", "init");
  servers.push(begin("ovs-vswitchd", `unix:${socket}`));
  return {
    control,
    addBridge: (name) => {
      bridges.push(name);
      control("add-br", name, "--", "set", "bridge", name, "datapath_type=netdev");
    },
    addMachine: (bridge, name, vlan, address) => {
      const internal = ["--", "set", "interface", name, "type=internal"];
      control("add-port", bridge, name, `tag=${vlan}`, ...internal);
      machines.push(name);
      run("ip", "netns", "add", name);
      run("ip", "link", "set", name, "netns", name);
      run("ip", "-n", name, "address", "add", address, "dev", name);
      run("ip", "-n", name, "link", "set", name, "up");
      const ping = ["netns", "exec", name, "busybox", "ping", "-c1", "-W2"];
      return { reaches: (target) => spawnSync("ip", [...ping, target]).status === 0 };
    },
    close: async () => {
      for (const bridge of bridges) control("del-br", bridge);
      for (const name of machines) run("ip", "netns", "del", name);
      for (const server of servers.reverse()) {
        const gone = once(server, "exit");
        server.kill("SIGTERM");
        await gone;
      }
    },
  };
}

function isListening(socket: string): boolean {
  return spawnSync("ovsdb-client", ["list-dbs", `unix:${socket}`]).status === 0;
}
