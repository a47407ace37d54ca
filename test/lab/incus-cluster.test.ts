import { afterAll, beforeAll, expect, test } from "vitest";
import {
  instanceName,
  projectName,
  STAMP,
  volumeName,
} from "../../electron/daemon/drivers/incus/stamp.ts";
import { sketch } from "../../shared/design/sketch.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import type { EventBody } from "../../shared/protocol/event.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { connect } from "../support/daemon-client.ts";
import { releaseFully, sendDesign, shellCommand, untilState } from "../support/environments.ts";
import { fastClock } from "../support/fast-clock.ts";
import { importBusybox } from "../support/images.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { CLUSTER_BRIDGE, startLxdCluster, type LxdCluster } from "../support/lxd-cluster.ts";
import { waitFor } from "../support/wait-for.ts";

// A real cluster of two members as one lab: one of them is drained, another time its plug is pulled, and comes back.

/** Looks come sooner than a person would wait for. */
const clock = fastClock(8);
const VLANS = { bridge: CLUSTER_BRIDGE, first: 100, last: 199 };
const machine = { kind: "machine", machineType: "container-tiny", operatingSystem: "busybox" };
const lan = { kind: "subnet", cidr: "10.7.0.0/24" };
const ONE = sketch("One machine", { web: machine, lan }, ["web:nic lan:net"]);
const WITH_DISK = sketch(
  "A machine with a disk",
  { web: machine, lan, data: { kind: "storage", capacityGiB: 1, bandwidthMbps: 100 } },
  ["web:nic lan:net", "web:disk data:attach"],
);
const APART = sketch("Two apart", { pair: { ...machine, count: 2, apart: "host" }, lan }, [
  "pair:nic lan:net",
]);

let cluster: LxdCluster;
let inner: InnerDaemon;
let client: LabwrightClient;
let closeClient = (): void => undefined;
let pool: string;
let before: readonly string[];

beforeAll(async () => {
  cluster = await startLxdCluster();
  importBusybox(cluster.alpha);
  before = await cluster.alpha.listing();
  inner = await startInnerDaemon({ clock });
  const { token } = await inner.addUser("acme", ["lab-admin", "architect"]);
  const connection = await connect(inner.daemon.url, token);
  client = connection.client;
  closeClient = () => connection.socket.terminate();
});
afterAll(async () => {
  closeClient();
  await inner?.stop();
  await cluster?.close();
});

const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(clock.now() + hours * HOUR).toISOString();
const theLab = async () => (await client.pools.list()).find(({ id }) => id === pool)!;
const view = (id: string): Promise<EnvironmentView> => client.environments.get({ id });

/** Takes a member out of use, and gives what puts it back. */
async function drain(member: string) {
  const scope = { sort: "host", id: member } as const;
  const out = { id: pool, kind: "maintenance", scope, why: "New disks", end: null } as const;
  const begun = await client.pools.beginCondition({ ...out, start: inHours(0) });
  const condition = begun.pool.conditions.find((one) => one.scope.id === member)!.id;
  return { ...begun, over: () => client.pools.endCondition({ id: pool, condition }) };
}

/** Does something while only one member may be used. */
async function onlyOn<T>(member: string, work: () => Promise<T>): Promise<T> {
  const { over } = await drain(member === "beta" ? "alpha" : "beta");
  try {
    return await work();
  } finally {
    await over();
  }
}

async function book(key: string, start: number) {
  const { reservations } = await client.reservations.create({
    name: key,
    pool,
    designs: [ONE],
    session: { type: "from-to", start: inHours(start), end: inHours(start + 1) },
    idempotencyKey: key,
  });
  return reservations[0]!;
}
const reservation = async (id: string) =>
  (await client.reservations.list({})).find((one) => one.id === id)!;

async function told(id: string): Promise<EventBody[]> {
  const history = await client.events.history({ limit: 500, environment: id });
  return history.map(({ body }) => body).toReversed();
}
const affected = async (id: string) =>
  (await told(id)).flatMap((body) =>
    body.type === "affected" ? [`${body.outcome} ${body.reason?.code ?? ""}`.trim()] : [],
  );

const projectOf = async (id: string): Promise<string> =>
  projectName((await inner.store.environment(id, "acme"))!.managementId);

/** By LXD itself: the members that an environment's instances and volumes are on, with each instance's status. */
async function where(id: string): Promise<readonly string[]> {
  const project = await projectOf(id);
  const of = (path: string) =>
    JSON.parse(cluster.alpha.lxc("query", `/1.0/${path}?recursion=1&project=${project}`)) as {
      location: string;
      status?: string;
      type: string;
    }[];
  return [
    ...of("instances").map(({ location, status }) => `${status} on ${location}`),
    ...of("storage-pools/default/volumes/custom").map(({ location }) => `volume on ${location}`),
  ];
}

/** Leaves behind what a move of the volume that was cut off half way does: a copy that nobody waits for any more. */
async function cutOffMove(id: string, from: string, to: string): Promise<void> {
  const of = ["--project", await projectOf(id)];
  const volume = `default/${volumeName("data.1")}`;
  const way = ["--target", from, "--destination-target", to];
  cluster.alpha.lxc("storage", "volume", "copy", volume, volume, ...way, ...of);
  const [pool, name] = volume.split("/");
  const mark = `${STAMP.moved}=coming`;
  cluster.alpha.lxc("storage", "volume", "set", pool!, name!, mark, "--target", to, ...of);
}

const shell = async (id: string, command: string, instance = "web.1"): Promise<string> =>
  (await shellCommand(client, id, instance, command)).stdout;

/** Node and hours of what is charged as running now. */
async function openSegments(id: string): Promise<readonly string[]> {
  const { usage } = await view(id);
  return usage.flatMap((one) => (one.end === null ? [`${one.instance} ${one.meter}`] : [])).sort();
}

test("a cluster is a lab of its members, and a subnet leads from one to another", async () => {
  const socket = { driver: "incus", socket: cluster.alpha.socket } as const;
  const refused = await client.pools.add({ name: "No way", connection: socket }).catch(faultOf);
  expect(refused).toMatchObject({
    code: "driver-refused",
    parameters: { detail: expect.stringContaining("name the bridge") as string },
  });
  const connection = { ...socket, vlans: VLANS };
  pool = (await client.pools.add({ name: "Cluster", connection })).id;
  const { resources } = await theLab();
  expect(resources.hosts.map(({ id, state }) => `${id} ${state}`)).toEqual(["alpha up", "beta up"]);
  for (const { cores, memoryMiB, diskGiB } of resources.hosts)
    expect(Math.min(cores, memoryMiB, diskGiB)).toBeGreaterThan(0);
  expect(resources.storage.map(({ id, local }) => [id, local])).toEqual([["default", true]]);
  expect(resources.images?.map(({ alias }) => alias)).toEqual(["labwright-busybox"]);
  const { id } = await sendDesign(client, pool, APART);
  await untilState(client, id, "ready");
  expect([...(await where(id))].sort()).toEqual(["Running on alpha", "Running on beta"]);
  expect(await shell(id, "ping -c1 -W5 pair-2 | grep -c 'bytes from'", "pair.1")).toBe("1\n");
  await releaseFully(client, id);
  // Both ends of a bare cable are on one member: which is told before anything is made.
  const most = Math.max(...resources.hosts.map(({ cores }) => cores));
  const half = { ...machine, cores: Math.ceil(0.6 * most) };
  const cabled = sketch("Cabled", { web: half, db: half }, ["web:nic db:nic"]);
  const fault = await sendDesign(client, pool, cabled).catch(faultOf);
  expect(JSON.stringify(fault)).toContain("web – db is a bare cable");
});

test("a member is drained: who runs there is told and moves with Apply, what is booked moves by itself", async () => {
  const [{ id }, booked] = await onlyOn("beta", async () => [
    await sendDesign(client, pool, WITH_DISK),
    await book("booked on beta", 500),
  ]);
  await untilState(client, id, "ready");
  expect(await where(id)).toEqual(["Running on beta", "volume on beta"]);
  // A machine that is lost is made anew with its volume, not with what is older.
  await cutOffMove(id, "beta", "alpha");
  await shell(id, "echo kept > /mnt/data/file && sync");
  cluster.alpha.lxc("delete", "-f", instanceName("web.1"), "--project", await projectOf(id));
  await waitFor("it is missed", async () => (await view(id)).state !== "ready");
  await untilState(client, id, "ready");
  expect(await where(id)).toEqual(["Running on beta", "volume on beta"]);
  const charged = await openSegments(id);

  const { affected: concerned, over } = await drain("beta");
  expect(concerned).toMatchObject([
    { id, outcome: "warned", things: ["beta"] },
    { id: booked.id, outcome: "moved", things: ["beta"] },
  ]);
  expect(await affected(id)).toEqual(["warned machines-out-of-use"]);
  expect((await reservation(booked.id)).hosts).toEqual(["alpha"]);
  expect((await view(id)).state).toBe("ready");

  await cutOffMove(id, "beta", "alpha");
  const { revision } = await view(id);
  const plan = await client.environments.plan({ id, design: WITH_DISK });
  expect(plan.change?.parts).toMatchObject([{ id: "web.1", change: "recreated" }]);
  await client.environments.apply({
    id,
    design: WITH_DISK,
    revision,
    idempotencyKey: "to another member",
  });
  await untilState(client, id, "ready");
  expect(await where(id)).toEqual(["Running on alpha", "volume on alpha"]);
  expect(await shell(id, "cat /mnt/data/file")).toBe("kept\n");
  await waitFor("it is told", async () => (await affected(id)).includes("over"));
  const { status } = await view(id);
  expect(status.map((one) => [one.id, one.state, one.host])).toEqual(
    expect.arrayContaining([["web.1", "running", "alpha"]]),
  );
  expect(await openSegments(id)).toEqual(charged);
  await over();
  await releaseFully(client, id);
  await client.reservations.cancel({ id: booked.id, scope: "one" });
  expect(await cluster.alpha.listing()).toEqual(before);
});

test("a member's plug is pulled: all concerned are told, and when it is back nothing is there twice", async () => {
  const stays = await onlyOn("alpha", () => sendDesign(client, pool, ONE));
  const [lost, given, booked] = await onlyOn("beta", async () => [
    await sendDesign(client, pool, WITH_DISK),
    await sendDesign(client, pool, ONE),
    await book("on beta later", 500),
  ]);
  for (const { id } of [stays, lost, given]) await untilState(client, id, "ready");
  await shell(lost.id, "echo kept > /mnt/data/file && sync");
  const charged = await openSegments(lost.id);

  await cluster.powerOff("beta");
  const seen = await waitFor("it is seen", async () => {
    const one = await view(lost.id);
    return one.state === "degraded" && one.error?.code === "host-down" && one;
  });
  expect(seen.error).toMatchObject({ parameters: { host: "beta" } });
  await waitFor("it is told", async () => (await affected(lost.id)).length > 0);
  expect(await affected(lost.id)).toEqual(["warned machines-failed"]);
  expect(await affected(stays.id)).not.toContain("warned machines-failed");
  const { hosts } = (await theLab()).resources;
  expect(hosts.map(({ id, state }) => `${id} ${state}`)).toEqual(["alpha up", "beta down"]);
  expect(hosts.map(({ cores }) => cores)).toEqual([hosts[0]!.cores, hosts[0]!.cores]);
  expect(await reservation(booked.id)).toMatchObject({
    state: "booked",
    hosts: ["alpha"],
    reason: { code: "moved-machines" },
  });
  // Neither a machine that does not run nor what is on the same member is charged; the lab goes on with what it has.
  const still = await openSegments(lost.id);
  expect(charged.filter((one) => !still.includes(one)).map((one) => one.split(".")[0])).toEqual(
    expect.arrayContaining(["data", "web"]),
  );
  expect((await view(stays.id)).state).toBe("ready");
  expect(await shell(stays.id, "hostname")).toBe("web\n");
  const meanwhile = await sendDesign(client, pool, ONE);
  await untilState(client, meanwhile.id, "ready");
  await client.environments.release({ id: given.id });
  await waitFor("it says what it waits for", async () => {
    const one = await view(given.id);
    return one.state === "releasing" && one.error?.code === "host-down";
  });

  await cluster.powerOn("beta");
  await untilState(client, given.id, "released");
  await untilState(client, lost.id, "ready");
  expect(await where(lost.id)).toEqual(["Running on beta", "volume on beta"]);
  expect(await shell(lost.id, "cat /mnt/data/file")).toBe("kept\n");
  await waitFor("it is over", async () => (await affected(lost.id)).includes("over"));
  expect(await openSegments(lost.id)).toEqual(charged);
  await Promise.all([stays, lost, meanwhile].map(({ id }) => releaseFully(client, id)));
  expect(await cluster.alpha.listing()).toEqual(before);
});
