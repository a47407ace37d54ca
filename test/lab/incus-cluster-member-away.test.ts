import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIncusDriver } from "../../electron/daemon/drivers/incus/driver.ts";
import { projectName } from "../../electron/daemon/drivers/incus/stamp.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { parking } from "../../shared/kinds/parking.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { connect } from "../support/daemon-client.ts";
import { releaseFully, sendDesign, shellCommand, untilState } from "../support/environments.ts";
import { fastClock } from "../support/fast-clock.ts";
import { importBusybox } from "../support/images.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { trustClient } from "../support/lxd.ts";
import { CLUSTER_BRIDGE, startLxdCluster, type LxdCluster } from "../support/lxd-cluster.ts";
import { waitFor } from "../support/wait-for.ts";

// A lab whose admin named one member of a cluster, and that member's plug is pulled. Of three: the database of two is
// kept by one of them, and without it the other can say nothing.

const clock = fastClock(8);
const VLANS = { bridge: CLUSTER_BRIDGE, first: 100, last: 199 };
const DESIGN = sketch(
  "One machine",
  {
    web: { kind: "machine", machineType: "container-tiny", operatingSystem: "busybox" },
    lan: { kind: "subnet", cidr: "10.7.0.0/24" },
  },
  ["web:nic lan:net"],
);
const HOUR = 3_600_000;
const DETOUR = { code: "lab-detour" };

let cluster: LxdCluster;
let inner: InnerDaemon;
let client: LabwrightClient;
let connection: { url: string; certificate: string; key: string; serverFingerprint: string };
let closeClient = (): void => undefined;
const directory = mkdtempSync(join(tmpdir(), "labwright-driver-"));

beforeAll(async () => {
  cluster = await startLxdCluster(3);
  importBusybox(cluster.alpha);
  connection = { url: cluster.url("alpha"), ...(await trustClient(cluster.alpha)) };
  inner = await startInnerDaemon({ clock });
  const { token } = await inner.addUser("acme", ["lab-admin", "architect"]);
  const opened = await connect(inner.daemon.url, token);
  client = opened.client;
  closeClient = () => opened.socket.terminate();
});
afterAll(async () => {
  closeClient();
  await inner?.stop();
  await cluster?.close();
  rmSync(directory, { recursive: true });
});

const inHours = (hours: number): string => new Date(clock.now() + hours * HOUR).toISOString();

/** By LXD itself: how an environment's machine is, and on which member. */
async function machineOf(id: string): Promise<string> {
  const project = projectName((await inner.store.environment(id, "acme"))!.managementId);
  const path = `/1.0/instances?recursion=1&project=${project}`;
  const listed = cluster.member("beta").lxc("query", path);
  const [one] = JSON.parse(listed) as { location: string; status: string }[];
  return `${one?.status} on ${one?.location}`;
}

function machineIs(id: string, how: string): Promise<boolean> {
  return waitFor(`the machine is ${how}`, async () => (await machineOf(id)) === how);
}

/** Stops an environment's machine for good, or has it run again. */
async function park(id: string, parked: boolean): Promise<void> {
  const { revision, design: now } = await client.environments.get({ id });
  const design = applyEdits(now, parking(now, Object.keys(now.nodes), parked));
  await client.environments.apply({ id, design, revision, idempotencyKey: `${id} ${parked}` });
}

/** All that was said of the members, however briefly. */
const said = new Set<string>();

async function lookedAt(pool: string): Promise<{ hosts: readonly string[]; detour: string }> {
  const refreshed = await client.pools.refresh({ id: pool }).catch(() => null);
  if (refreshed === null) return { hosts: [], detour: "away" };
  const { hosts, detour } = refreshed.resources;
  const states = hosts.map(({ id, state }) => `${id} ${state}`);
  for (const state of states) said.add(state);
  return { hosts: states, detour: String(detour?.parameters["by"] ?? "none") };
}

async function onBeta(pool: string, work: () => Promise<{ id: string }>): Promise<string> {
  const others = ["alpha", "gamma"].map((id) => ({ sort: "host", id }) as const);
  const conditions: string[] = [];
  for (const scope of others) {
    const out = { id: pool, kind: "maintenance", scope, why: "New disks", end: null } as const;
    const { pool: now } = await client.pools.beginCondition({ ...out, start: inHours(0) });
    conditions.push(now.conditions.find((one) => one.scope.id === scope.id)!.id);
  }
  const { id } = await work();
  for (const condition of conditions) await client.pools.endCondition({ id: pool, condition });
  return id;
}

test("the named member's plug is pulled: the lab goes on by another, also after the daemon was started anew", async () => {
  const { id: pool } = await client.pools.add({
    name: "Cluster",
    connection: { driver: "incus", ...connection, vlans: VLANS },
  });
  const kept = createIncusDriver(connection, { vlans: VLANS, directory });
  expect(await kept.discover(AbortSignal.timeout(30_000))).toMatchObject({
    ok: true,
    value: { detour: null },
  });
  await kept.close();
  const web = await onBeta(pool, () => sendDesign(client, pool, DESIGN));
  await untilState(client, web, "ready");
  const { reservations } = await client.reservations.create({
    name: "later",
    pool,
    designs: [DESIGN],
    session: { type: "from-to", start: inHours(0.2), end: inHours(5) },
    idempotencyKey: "booked for later",
  });

  const booked = reservations[0]!.id;

  await cluster.powerOff("alpha");
  expect((await client.environments.list({})).map(({ id }) => id)).toEqual([web]);
  // Seen, though not asked of alpha any more.
  const [seen, { stdout }] = await Promise.all([
    // LXD has to choose who leads, and calls alpha online until that has been silent for long enough.
    waitFor(
      "it is known which is away",
      async () => {
        const now = await lookedAt(pool);
        return now.hosts.includes("alpha down") && now;
      },
      150_000,
    ),
    shellCommand(client, web, "web.1", "hostname"),
  ]);
  expect(stdout).toBe("web\n");
  expect(seen.hosts).toEqual(["alpha down", "beta up", "gamma up"]);
  expect(seen.detour).toBe(`beta (${cluster.url("beta")})`);
  // LXD itself calls gamma away until its new leader has heard of it.
  expect([...said].filter((state) => state.endsWith(" down"))).toEqual(["alpha down"]);

  const history = await client.events.history({ limit: 500 });
  const told = history.filter(({ body }) => body.type === "pool" && body.away !== undefined);
  expect(told.map(({ body }) => body)).toContainEqual(
    expect.objectContaining({ state: "online", away: expect.objectContaining(DETOUR) as object }),
  );

  // Stopped, and started.
  await park(web, true);
  await machineIs(web, "Stopped on beta");
  await park(web, false);
  await machineIs(web, "Running on beta");

  // What was booked begins.
  const begun = await waitFor("the booking begins", async () => {
    const all = await client.environments.list({});
    return all.find(({ id, state }) => id === booked && state === "ready");
  });
  expect(await machineOf(begun.id)).toMatch(/^Running on (beta|gamma)$/);

  // A driver that is opened now knows the others from before.
  const anew = createIncusDriver(connection, { vlans: VLANS, directory });
  const found = await anew.discover(AbortSignal.timeout(60_000));
  await anew.close();
  expect(found.ok && found.value.detour?.parameters["by"]).toContain(cluster.url("beta"));

  await cluster.powerOn("alpha");
  await waitFor("it goes by the named member again", async () => {
    const now = await lookedAt(pool);
    return now.detour === "none" && now.hosts.includes("alpha up");
  });
  await Promise.all([begun.id, web].map((id) => releaseFully(client, id)));
}, 300_000);
