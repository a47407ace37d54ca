import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Driver, EnvironmentReference } from "../../electron/daemon/drivers/driver.ts";
import { createIncusDriver } from "../../electron/daemon/drivers/incus/driver.ts";
import { instanceName, projectName } from "../../electron/daemon/drivers/incus/stamp.ts";
import type { DesiredInstance, DesiredNetwork } from "../../shared/plan/desired.ts";
import { applyNow, converge, observeNow } from "../support/converge.ts";
import { importBusybox } from "../support/images.ts";
import { busyboxInstance } from "../support/lab-state.ts";
import { startLxd, type LxdServer } from "../support/lxd.ts";
import { startOpenVSwitch } from "../support/open-vswitch.ts";
import { runCommand } from "../support/run-command.ts";

/** Of a block for documentation: an address of the Internet that is nobody's, given to this machine. */
const INTERNET = `203.0.113.${1 + (process.pid % 254)}`;

const HTTPD = {
  id: "httpd",
  install: "mkdir -p /srv/www && hostname > /srv/www/index.html",
  start: "grep -q :0050 /proc/net/tcp6 || busybox httpd -p 80 -h /srv/www",
};

const never = new AbortController().signal;

let server: LxdServer;
let driver: Driver;
let before: readonly string[];
const made: EnvironmentReference[] = [];
const site = createServer((_, response) => response.end("hello from outside"));
let port: number;

beforeAll(async () => {
  server = await startLxd();
  importBusybox(server);
  driver = createIncusDriver({ socket: server.socket });
  before = await server.listing();
  spawnSync("ip", ["address", "add", `${INTERNET}/32`, "dev", "lo"]);
  site.listen(0, INTERNET);
  await once(site, "listening");
  port = (site.address() as AddressInfo).port;
});

afterEach(async () => {
  for (const environment of made.splice(0))
    await applyNow(driver, environment, { type: "remove-environment" });
  expect(await server.listing()).toEqual(before);
});

afterAll(async () => {
  site.close();
  spawnSync("ip", ["address", "del", `${INTERNET}/32`, "dev", "lo"]);
  await driver?.close();
  await server?.close();
});

async function provision(
  networks: readonly DesiredNetwork[],
  instances: (managementId: string) => DesiredInstance[],
  by = driver,
): Promise<EnvironmentReference> {
  const managementId = randomBytes(16).toString("hex");
  const desired = { networks: [...networks], volumes: [], instances: instances(managementId) };
  const environment = { managementId, name: "networks", desired };
  made.push(environment);
  await converge(by, environment);
  return environment;
}

function network(
  id: string,
  type: DesiredNetwork["type"],
  vlan: number | null = null,
): DesiredNetwork {
  return { id, name: id, type, cidr: null, vlan };
}

async function exitCode(
  environment: EnvironmentReference,
  instance: string,
  command: string,
): Promise<number> {
  return (await runCommand(driver, environment, instance, command)).code;
}

const viaGate = [{ destination: "default", via: "10.0.1.1" }];

test("machines behind a router reach the outside, and only that", async () => {
  const behind = (): Promise<EnvironmentReference> =>
    provision([network("inside", "subnet"), network("internet", "outside")], (id) => [
      busyboxInstance(
        id,
        "gate.1",
        [
          ["inside", "10.0.1.1/24"],
          ["internet", null],
        ],
        {
          forwards: true,
          applications: [HTTPD],
        },
      ),
      busyboxInstance(id, "web.1", [["inside", "10.0.1.2/24"]], { routes: viaGate }),
    ]);
  const [one, other] = [await behind(), await behind()];
  const url = `http://${INTERNET}:${port}/`;
  const page = await runCommand(driver, one, "web.1", `wget -qO- ${url}`);
  expect(page).toMatchObject({ code: 0, stdout: "hello from outside" });
  // The neighbour's way outside is on the same host, one hop away: it must not be a way in.
  const { stdout } = await runCommand(driver, other, "gate.1", "ip -4 -o address show eth1");
  const address = /inet (100\.[\d.]+)\//.exec(stdout)?.[1];
  expect(address).toBeDefined();
  const knock = `timeout 3 wget -qO- http://${address}/`;
  expect(await exitCode(other, "gate.1", knock)).toBe(0);
  expect(await exitCode(one, "gate.1", knock)).not.toBe(0);
  expect(await exitCode(one, "web.1", knock)).not.toBe(0);
  // Nor is the host itself.
  expect(await exitCode(one, "web.1", `timeout 3 nc ${hostAddress()} ${port} </dev/null`)).not.toBe(
    0,
  );
});

/** This machine's own address, as its neighbours know it. */
function hostAddress(): string {
  const { stdout } = spawnSync("hostname", ["-I"], { encoding: "utf8" });
  return stdout.split(" ").find((one) => /^(10|172|192)\./.test(one)) ?? "10.0.0.1";
}

test("a firewall lets through what its rules allow, and answers to it", async () => {
  const filter: DesiredInstance["filter"] = {
    defaultAction: "deny",
    rules: [
      { action: "deny", protocol: "any", sources: ["10.0.1.3/32"], destinations: [], port: "any" },
      {
        action: "allow",
        protocol: "tcp",
        sources: ["10.0.1.0/24"],
        destinations: ["10.0.2.2/32"],
        port: "80",
      },
      {
        action: "allow",
        protocol: "icmp",
        sources: [],
        destinations: ["10.0.1.2/32"],
        port: "any",
      },
    ],
  };
  const environment = await provision(
    [network("west", "subnet"), network("east", "subnet")],
    (id) => [
      busyboxInstance(
        id,
        "wall.1",
        [
          ["west", "10.0.1.1/24"],
          ["east", "10.0.2.1/24"],
        ],
        {
          forwards: true,
          filter,
        },
      ),
      busyboxInstance(id, "good.1", [["west", "10.0.1.2/24"]], { routes: viaGate }),
      busyboxInstance(id, "bad.1", [["west", "10.0.1.3/24"]], { routes: viaGate }),
      busyboxInstance(id, "web.1", [["east", "10.0.2.2/24"]], {
        routes: [{ destination: "default", via: "10.0.2.1" }],
        applications: [HTTPD],
      }),
    ],
  );
  const open = "timeout 3 wget -qO- http://10.0.2.2/";
  expect(await exitCode(environment, "good.1", open)).toBe(0);
  expect(await exitCode(environment, "bad.1", open)).not.toBe(0);
  // Not allowed by any rule, then allowed the other way round.
  expect(await exitCode(environment, "good.1", "ping -c1 -W2 10.0.2.2")).not.toBe(0);
  expect(await exitCode(environment, "web.1", "ping -c1 -W5 10.0.1.2")).toBe(0);
  expect(await exitCode(environment, "web.1", "timeout 2 nc 10.0.1.2 22 </dev/null")).not.toBe(0);
});

test("a load balancer spreads connections over its backends", async () => {
  const backends = ["10.0.1.11:80", "10.0.1.12:80"];
  const environment = await provision([network("lan", "subnet")], (id) => [
    busyboxInstance(id, "balancer.1", [["lan", "10.0.1.1/24"]], {
      balancer: { protocol: "tcp", port: 80, backends },
    }),
    busyboxInstance(id, "web.1", [["lan", "10.0.1.11/24"]], { applications: [HTTPD] }),
    busyboxInstance(id, "web.2", [["lan", "10.0.1.12/24"]], { applications: [HTTPD] }),
    busyboxInstance(id, "client.1", [["lan", "10.0.1.20/24"]]),
  ]);
  const ask = "for i in 1 2 3 4; do timeout 5 wget -qO- http://10.0.1.1/; done | sort -u";
  const { stdout } = await runCommand(driver, environment, "client.1", ask);
  expect(stdout).toBe("web-1\nweb-2\n");
});

test("each cable is a card of its own, and subnets are VLANs where a bridge carries them", async () => {
  const [bridge, rack] = [`lwb${process.pid}`, `lws${process.pid}`];
  const lab = await startOpenVSwitch(server.folder);
  onTestFinished(async () => lab.close());
  lab.addBridge(bridge);
  // The switch that the rest of the lab is plugged into, and the trunk between.
  lab.addBridge(rack);
  for (const [own, other] of [
    [bridge, rack],
    [rack, bridge],
  ] as const)
    lab.control(
      "add-port",
      own,
      `${own}-t`,
      "--",
      "set",
      "interface",
      `${own}-t`,
      "type=patch",
      `options:peer=${other}-t`,
    );
  const vlans = { bridge, first: 110, last: 120 };
  const onVlans = createIncusDriver({ socket: server.socket }, { vlans });
  onTestFinished(async () => onVlans.close());
  const environment = await provision(
    [network("red", "subnet", 110), network("blue", "subnet", 120)],
    (id) => [
      busyboxInstance(id, "server.1", [
        ["red", "10.0.1.2/24"],
        ["blue", "10.0.2.2/24", 16],
        ["red", "10.0.1.3/24"],
      ]),
      busyboxInstance(id, "client.1", [["red", "10.0.1.9/24"]]),
    ],
    onVlans,
  );
  // On the wire, and nobody hears what is in another VLAN.
  const [blue, stranger] = [
    lab.addMachine(rack, `lwm${process.pid}`, 120, "10.0.2.8/24"),
    lab.addMachine(rack, `lwn${process.pid}`, 110, "10.0.2.9/24"),
  ];
  expect(blue.reaches("10.0.2.2")).toBe(true);
  expect(stranger.reaches("10.0.2.2")).toBe(false);
  // Two cables into one subnet: each address answers on its own.
  const ask = "ping -c1 -W5 10.0.1.2 && ping -c1 -W5 10.0.1.3 && arp -n";
  const { stdout } = await runCommand(driver, environment, "client.1", ask);
  const [{ interfaces } = { interfaces: [] }] = environment.desired.instances;
  for (const { network: to, address, mac } of interfaces)
    if (to === "red") expect(stdout).toContain(`(${address?.split("/")[0]}) at ${mac}`);
  // In its own VLAN a machine of an Open vSwitch may call itself as it likes, as the README says; in others' it is not
  // heard, whatever it calls itself there.
  const [own, theirs] = [environment.desired.instances[1], interfaces[1]];
  const forge = `ip link set ${own?.interfaces[0]?.name} address ${theirs?.mac}`;
  const forged = `${forge} && ping -c1 -W5 10.0.1.2; ping -c1 -W1 10.0.2.2 || echo unheard`;
  const said = (await runCommand(driver, environment, "client.1", forged)).stdout;
  expect(said).toContain("1 packets received");
  expect(said).toContain("unheard");
  expect(blue.reaches("10.0.2.2")).toBe(true);
  // The bandwidth holds on the one cable that has it.
  expect(interfaces.map(({ name }) => queueOf(environment, "server.1", name))).toEqual([
    expect.stringContaining("noqueue"),
    expect.stringContaining("rate 16Mbit"),
    expect.stringContaining("noqueue"),
  ]);
  expect((await observeNow(onVlans, environment)).networks.toSorted()).toEqual(["blue", "red"]);
  await applyNow(onVlans, environment, { type: "remove-network", id: "blue" });
  expect((await observeNow(onVlans, environment)).networks).toEqual(["red"]);
  await applyNow(onVlans, environment, { type: "remove-environment" });
});

/** How the host queues what goes to a card of an instance. */
function queueOf({ managementId }: EnvironmentReference, instance: string, card: string): string {
  const path = `/1.0/instances/${instanceName(instance)}/state?project=${projectName(managementId)}`;
  const state = JSON.parse(server.lxc("query", path)) as {
    network: Record<string, { host_name: string }>;
  };
  const device = ["show", "dev", state.network[card]?.host_name ?? ""];
  return ["qdisc", "class"]
    .map((what) => spawnSync("tc", [what, ...device], { encoding: "utf8" }).stdout)
    .join("");
}

test("a bridge that cannot carry VLANs is refused, with the way to mend it", async () => {
  const plain = `lwp${process.pid}`;
  spawnSync("ip", ["link", "add", plain, "type", "bridge"]);
  onTestFinished(() => void spawnSync("ip", ["link", "delete", plain]));
  const refusal = async (bridge: string): Promise<string> => {
    const vlans = { bridge, first: 1, last: 9 };
    const onVlans = createIncusDriver({ socket: server.socket }, { vlans });
    const found = await onVlans.discover(never);
    expect(found).toMatchObject({ ok: true, value: { vlans: [{ first: 1, last: 9 }] } });
    const managementId = randomBytes(16).toString("hex");
    const lan = network("lan", "subnet", 5);
    const desired = { networks: [lan], volumes: [], instances: [] };
    const environment = { managementId, name: "no VLANs", desired };
    const made = await onVlans.apply(environment, { type: "create-network", network: lan }, never);
    await onVlans.close();
    expect(made).toMatchObject({ ok: false, error: { code: "driver-refused" } });
    return JSON.stringify(made);
  };
  expect(await refusal("lw-nowhere")).toContain("it has no bridge lw-nowhere to carry VLANs");
  expect(await refusal("lo")).toContain("it has no bridge lo to carry VLANs");
  expect(await refusal(plain)).toContain(`ip link set ${plain} type bridge vlan_filtering 1`);
});

test("machines that need a tool their image lacks say which", async () => {
  const managementId = randomBytes(16).toString("hex");
  const wall = busyboxInstance(managementId, "wall.1", [], {
    forwards: true,
    filter: { defaultAction: "deny", rules: [] },
  });
  const desired = { networks: [], volumes: [], instances: [wall] };
  const environment = { managementId, name: "no nft", desired };
  made.push(environment);
  await applyNow(driver, environment, { type: "create-environment" });
  await applyNow(driver, environment, { type: "create-instance", instance: wall });
  await applyNow(driver, environment, { type: "start-instance", instance: wall });
  await runCommand(driver, environment, "wall.1", "rm /usr/sbin/nft");
  const answer = await driver.apply(
    environment,
    { type: "configure-instance", instance: wall },
    new AbortController().signal,
  );
  expect(answer).toMatchObject({ ok: false, error: { code: "driver-refused" } });
  expect(JSON.stringify(answer)).toContain("neither nft nor iptables");
});

test("an image that the server does not have is named", async () => {
  const managementId = randomBytes(16).toString("hex");
  const instance = busyboxInstance(managementId, "web.1", [], { images: ["debian/13"] });
  const desired = { networks: [], volumes: [], instances: [instance] };
  const environment = { managementId, name: "no image", desired };
  made.push(environment);
  await applyNow(driver, environment, { type: "create-environment" });
  const answer = await driver.apply(
    environment,
    { type: "create-instance", instance },
    new AbortController().signal,
  );
  expect(answer).toMatchObject({
    ok: false,
    error: { code: "image-missing", parameters: { alias: "debian/13" } },
  });
});
