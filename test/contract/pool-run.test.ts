import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../../electron/daemon/server/limits.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { thingState } from "../../shared/pool/thing-state.ts";
import type { EventBody } from "../../shared/protocol/event.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { machines } from "../support/calendar-lab.ts";
import { fastClock } from "../support/fast-clock.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { waitFor } from "../support/wait-for.ts";

// A lab that is worked on while people use it: who is affected moves, waits or is told.

const FASTER = 100;
const fast = fastClock(FASTER);
/** How much time was left out. */
let skipped = 0;
const clock = { ...fast, now: () => fast.now() + skipped };
const { heartbeat, revalidation } = LIMITS;
const limits = { ...LIMITS, heartbeat: heartbeat * FASTER, revalidation: revalidation * FASTER };
/** Two racks of one host each that a machine of eight cores fills, and nothing else. */
const INVENTORY = [
  "sort,name,rack,position,architecture,cores,memory,disk gib",
  "rack,R1,,,,,,",
  "rack,R2,,,,,,",
  "host,one,R1,1,amd64,8,40 GiB,2000",
  "host,two,R2,1,amd64,8,40 GiB,2000",
  "",
].join("\n");

let inner: InnerDaemon;
let admin: LabwrightClient;
let architect: LabwrightClient;
const open: TestConnection[] = [];

beforeAll(async () => {
  inner = await startInnerDaemon({ clock, limits });
  const login = async (role: "architect" | "lab-admin"): Promise<LabwrightClient> => {
    const { token } = await inner.addUser("acme", [role]);
    const connection = await connect(inner.daemon.url, token);
    open.push(connection);
    return connection.client;
  };
  admin = await login("lab-admin");
  architect = await login("architect");
});
afterAll(async () => {
  for (const { socket } of open) socket.terminate();
  await inner.stop();
});

let labs = 0;
async function labOfTwo(): Promise<string> {
  const connection = { driver: "simulated", hosts: 1, speed: 1000 } as const;
  const { id } = await admin.pools.add({ name: `Lab ${++labs}`, connection });
  await admin.pools.import({ id, text: INVENTORY, replace: true });
  return id;
}

const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(clock.now() + hours * HOUR).toISOString();

async function book(pool: string, from: number, to: number) {
  const { reservations } = await architect.reservations.create({
    name: `From ${from}`,
    pool,
    designs: [machines(1, "vm-xlarge")],
    session: { type: "from-to", start: inHours(from), end: inHours(to) },
    margins: { setUp: 0, grace: 0, wipe: 0 },
    idempotencyKey: `${pool} from ${from} ${Math.random()}`,
  });
  return reservations[0]!;
}

async function bodies(client: LabwrightClient, environment?: string): Promise<EventBody[]> {
  const history = await client.events.history({ limit: 500, ...(environment && { environment }) });
  return history.map(({ body }) => body).toReversed();
}

async function outcomesTold(environment: string): Promise<string[]> {
  return (await bodies(architect, environment)).flatMap((body) =>
    body.type === "affected" ? [body.outcome] : [],
  );
}

async function reservation(id: string) {
  return (await architect.reservations.list({})).find((one) => one.id === id)!;
}

test("a rack is drained: what is booked moves off it, what runs is warned once and told when it is over", async () => {
  const lab = await labOfTwo();
  const running = await book(lab, 0, 5000);
  await waitFor("it runs", async () => (await reservation(running.id)).state === "running");
  const [host] = (await reservation(running.id)).hosts;
  const rack = host === "one" ? "R1" : "R2";
  // The other host is taken for a while, so that this one is booked on the same as what runs, after it.
  const later = await book(lab, 6000, 6010);
  const other = await book(lab, 6000, 6010);
  const onIt = [later, other].find(({ hosts }) => hosts[0] === host)!;
  const off = onIt === later ? other : later;
  await architect.reservations.cancel({ id: off.id, scope: "one" });

  const out = {
    kind: "draining",
    scope: { sort: "rack", id: rack },
    start: inHours(0),
    end: null,
    why: "New floor",
  } as const;
  const { affected, pool } = await admin.pools.beginCondition({ id: lab, ...out });
  expect(affected).toMatchObject([
    { id: running.id, outcome: "warned", things: [host] },
    { id: onIt.id, outcome: "moved", things: [host] },
  ]);
  const moved = await reservation(onIt.id);
  const [place] = moved.hosts;
  expect(moved.state).toBe("booked");
  expect(place).not.toBe(host);
  const parameters = {
    where: `from ${host} to ${place}`,
    why: expect.stringMatching(
      `^A lab admin takes ${host} out of use \\(emptied from .+Z\\)\\. New floor$`,
    ) as string,
    things: host,
    state: expect.stringMatching(/^emptied from .+Z$/) as string,
    cause: "New floor",
  };
  expect(moved.reason).toEqual({ code: "moved-machines", parameters });
  const notices = (await bodies(architect, onIt.id)).flatMap((body) =>
    body.type === "reservation" ? [body.notice] : [],
  );
  expect(notices.at(-1)).toBe("replanned");
  const warning = (await bodies(architect, running.id)).find(({ type }) => type === "affected");
  expect(warning).toMatchObject({
    outcome: "warned",
    reason: { code: "machines-out-of-use", parameters: { things: host, why: "New floor" } },
  });

  await admin.pools.endCondition({ id: lab, condition: pool.conditions[0]!.id });
  await waitFor("it is over", async () => (await outcomesTold(running.id)).includes("over"));
  expect(await outcomesTold(running.id)).toEqual(["warned", "over"]);
});

test("two hosts of three go out of use by one decision: who was on one of them is not moved to the other", async () => {
  const lab = await labOfTwo();
  const more = INVENTORY.replace("host,two", "host,three,R1,2,amd64,8,40 GiB,2000\nhost,two");
  await admin.pools.import({ id: lab, text: more, replace: true });
  const one = await book(lab, 2000, 2010);
  const [on] = one.hosts;
  const rest = ["one", "two", "three"].filter((host) => host !== on);
  // Whichever comes first in the order of hosts would be where it moved, if it were not told of both.
  const [next, last] = rest as [string, string];
  const host = (id: string) => ({ sort: "host", id }) as const;
  const begin = { kind: "draining", why: "New floor", start: inHours(0), end: null } as const;
  const { affected, outcomes, pool } = await admin.pools.beginCondition({
    id: lab,
    scope: host(on!),
    also: [host(next)],
    ...begin,
  });
  expect(pool.conditions.map(({ scope }) => scope.id)).toEqual([on, next]);
  expect(affected).toMatchObject([{ id: one.id, outcome: "moved", things: [on] }]);
  expect(outcomes).toEqual({ moved: 1, waits: 0, stays: 0, warned: 0 });
  expect((await reservation(one.id)).hosts).toEqual([last]);
  const notices = (await bodies(architect, one.id)).filter(({ type }) => type === "reservation");
  expect(notices.filter((body) => "notice" in body && body.notice === "replanned")).toHaveLength(1);
  const begun = (await admin.pools.changes({ id: lab })).map(({ body }) => body.type);
  expect(begun.filter((type) => type === "condition-begun")).toHaveLength(2);

  const wrong = { id: lab, scope: host(last), also: [host("nowhere")], ...begin };
  await expect(admin.pools.beginCondition(wrong)).rejects.toMatchObject({ code: "not-found" });
  const after = (await admin.pools.list()).find(({ id }) => id === lab);
  expect(after?.conditions).toHaveLength(2);
});

test("a maintenance window concerns only those within it; who finds no room waits, and is booked when it is called off", async () => {
  const lab = await labOfTwo();
  const during = await book(lab, 1000, 1010);
  const beside = await book(lab, 1000, 1010);
  const after = await book(lab, 1020, 1030);
  const host = during.hosts[0]!;
  const window = { start: inHours(1005), end: inHours(1018) };
  const scope = { sort: "host", id: host } as const;
  const out = { id: lab, kind: "maintenance", scope, why: "Power", ...window } as const;
  const { affected, pool } = await admin.pools.beginCondition(out);
  // Whoever lost the answer asks again, and has decided it once.
  const again = await admin.pools.beginCondition(out);
  expect(again.pool.conditions).toEqual(pool.conditions);
  const changes = await admin.pools.changes({ id: lab });
  expect(changes.filter(({ body }) => body.type === "condition-begun")).toHaveLength(1);
  expect(affected).toMatchObject([{ id: during.id, outcome: "waits" }]);
  expect(await reservation(during.id)).toMatchObject({
    state: "queued",
    reason: { code: "no-other-machines", parameters: { things: host, why: "Power" } },
  });
  expect((await reservation(beside.id)).hosts).toEqual(beside.hosts);
  expect((await reservation(after.id)).hosts).toEqual(after.hosts);
  await admin.pools.endCondition({ id: lab, condition: pool.conditions[0]!.id });
  await waitFor("it is booked", async () => (await reservation(during.id)).state === "booked");
});

test("who is affected is told in parts, of several things at once, with how many they are", async () => {
  const lab = await labOfTwo();
  const running = await book(lab, 0, 5000);
  await waitFor("it runs", async () => (await reservation(running.id)).state === "running");
  const later = [await book(lab, 6000, 6010), await book(lab, 6020, 6030)];
  // At the same time, so that another order would tear them apart.
  const together = [await book(lab, 6040, 6050), await book(lab, 6040, 6050)];
  const requested = await architect.environments.request({
    name: "Requested",
    pool: lab,
    design: machines(1, "vm-xlarge"),
    window: { start: inHours(6060), end: inHours(6070) },
    idempotencyKey: `${lab} requested`,
  });
  const racks = ["R1", "R2"].map((id) => ({ sort: "rack", id }) as const);
  const time = { start: inHours(0), end: null };
  const part = (from: number, count: number) =>
    admin.pools.affectedRows({ id: lab, of: [...racks, racks[0]!], ...time, from, count });
  const parts = [await part(0, 2), await part(2, 2), await part(4, 2), await part(6, 2)];
  for (const { total, running: there } of parts) expect([total, there]).toEqual([6, 1]);
  expect(parts.map(({ rows }) => rows.length)).toEqual([2, 2, 2, 0]);
  const rows = parts.flatMap((one) => one.rows);
  const expected = [running, ...later, ...together, requested].map(({ id }) => id);
  expect(rows.slice(0, 3).map(({ id }) => id)).toEqual(expected.slice(0, 3));
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(expected));
  // Each is told as in the whole list of the thing that it is on.
  const lists = await Promise.all(
    racks.map((scope) => admin.pools.affected({ id: lab, scope, ...time })),
  );
  expect(rows).toEqual(expect.arrayContaining(lists.flat()));
  expect(rows).toHaveLength(lists.flat().length);

  const out = { kind: "draining", scope: racks[0]!, ...time, why: "", most: 1 } as const;
  const { affected, outcomes } = await admin.pools.beginCondition({ id: lab, ...out });
  const [first] = lists[0]!;
  expect(affected.map(({ id }) => id)).toEqual(first === undefined ? [] : [first.id]);
  const sum = Object.values(outcomes).reduce((all, one) => all + one, 0);
  expect(sum).toBe(lists[0]!.length);
  expect(outcomes.warned).toBe(lists[0]!.filter((one) => one.running).length);
});

test("who is on something is told in parts as in the whole list: copies, which begin together, in their order", async () => {
  const lab = await labOfTwo();
  const running = await book(lab, 0, 5000);
  await waitFor("it runs", async () => (await reservation(running.id)).state === "running");
  await architect.reservations.create({
    name: "Course",
    pool: lab,
    designs: [machines(1, "vm-small")],
    session: { type: "from-to", start: inHours(6000), end: inHours(6010) },
    margins: { setUp: 0, grace: 0, wipe: 0 },
    copies: 12,
    idempotencyKey: `${lab} course`,
  });
  const of = ["R1", "R2"].map((id) => ({ sort: "rack", id }) as const);
  const time = { start: inHours(0), end: null };
  for (const client of [admin, architect]) {
    const whole = await client.pools.holders({ id: lab, of, ...time });
    const part = (from: number) =>
      client.pools.holderRows({ id: lab, of, ...time, from, count: 5 });
    const parts = [await part(0), await part(5), await part(10), await part(15)];
    expect(parts.map(({ rows }) => rows.length)).toEqual([5, 5, 3, 0]);
    const rows = parts.flatMap((one) => one.rows);
    expect(rows.map(({ name }) => name)).toEqual([
      running.name,
      ...Array.from({ length: 12 }, (_, index) => `Course · ${index + 1} of 12`),
    ]);
    expect(whole).toHaveLength(13);
    expect(rows).toEqual(expect.arrayContaining(whole));
    for (const { rows: _, ...counts } of parts)
      expect(counts).toEqual({ total: 13, known: 13, running: 1, others: false });
  }
});

test("a host dies and returns: all are told by its name, its line is in the history, what was on it is placed anew", async () => {
  const lab = await labOfTwo();
  const running = await book(lab, 0, 5000);
  const environment = await architect.environments.request({
    name: "Later",
    pool: lab,
    design: machines(1, "vm-xlarge"),
    window: { start: inHours(6000), end: inHours(6010) },
    idempotencyKey: `${lab} later`,
  });
  await waitFor("it runs", async () => (await reservation(running.id)).state === "running");
  const [host] = (await reservation(running.id)).hosts;
  const [planned] = Object.values(environment.placement!.hosts);
  const faults = { slowBoot: false, fullDisk: null, lostConsole: false };
  await admin.pools.setFaults({ id: lab, faults: { ...faults, deadHost: host! } });
  // Whoever comes to the switches later finds them as they are.
  expect(await admin.pools.faults({ id: lab })).toEqual({ ...faults, deadHost: host });
  await waitFor("it is warned", async () => (await outcomesTold(running.id)).includes("warned"));
  const warning = (await bodies(architect, running.id)).find(({ type }) => type === "affected");
  expect(warning).toMatchObject({ reason: { code: "machines-failed" } });
  const hosts = async (id: string) =>
    Object.values((await architect.environments.get({ id })).placement!.hosts);
  await waitFor("it moves", async () => !(await hosts(environment.id)).includes(host!));
  await waitFor(
    "that is told",
    async () => (await outcomesTold(environment.id)).length === (planned === host ? 1 : 0),
  );
  const lost = (await admin.pools.list()).find(({ id }) => id === lab)!;
  const since = thingState(
    lost,
    { sort: "host", item: lost.resources.hosts.find(({ id }) => id === host)! },
    new Map(),
    Date.now(),
  );
  expect(since).toMatchObject({ state: "failed", since: expect.any(String) as string });
  // What somebody writes down of it in the meantime does not keep it from coming back.
  await admin.pools.put({ id: lab, sort: "host", values: { name: host, note: "New fan" } });

  await admin.pools.setFaults({ id: lab, faults: { ...faults, deadHost: null } });
  await waitFor("it is over", async () => (await outcomesTold(running.id)).includes("over"));
  const told = (await bodies(architect)).flatMap((body) =>
    body.type === "pool-hosts" && body.pool === lab ? body.hosts : [],
  );
  expect(told).toEqual([
    { host, name: host, change: "failed" },
    { host, name: host, change: "returned" },
  ]);
  const [back, noted, gone] = await admin.pools.changes({ id: lab, limit: 3 });
  expect(noted?.body).toMatchObject({ things: [{ id: host, differences: [{ field: "note" }] }] });
  expect(gone?.body).toMatchObject({
    things: [{ id: host, differences: [{ field: "state", before: "up", after: "down" }] }],
  });
  expect(back?.body).toMatchObject({ things: [{ id: host, differences: [{ after: "up" }] }] });
});

test("what is used up is told to lab admins, once, and told again when there is some", async () => {
  const lab = await labOfTwo();
  const levels = async (client: LabwrightClient): Promise<string[]> =>
    (await bodies(client)).flatMap((body) =>
      body.type === "pool-level" && body.pool === lab && body.supply.id === "machines/amd64"
        ? [body.supply.level]
        : [],
    );
  const both = [await book(lab, 0, 5000), await book(lab, 0, 5000)];
  await waitFor("it is told", async () => (await levels(admin)).length > 0);
  const level = (await admin.pools.levels({ id: lab })).find(({ id }) => id === "machines/amd64");
  expect(level).toMatchObject({ held: 2, capacity: 2, level: "exhausted" });
  for (const { id } of both) await architect.reservations.cancel({ id, scope: "one" });
  await waitFor("it is told again", async () => (await levels(admin)).includes("ample"));
  expect(await levels(admin)).toEqual(["exhausted", "ample"]);
  expect(await levels(architect)).toEqual([]);
});

test("every window is told at once of a drain, of its end and of another inventory", async () => {
  const lab = await labOfTwo();
  const told = async (client: LabwrightClient): Promise<string[]> =>
    (await bodies(client)).flatMap((body) => {
      if (body.type === "pool-inventory" && body.pool === lab) return ["inventory"];
      if (body.type !== "pool-conditions" || body.pool !== lab) return [];
      return [body.conditions.map(({ kind, scope }) => `${kind} ${scope.id}`).join(", ")];
    });
  const out = { scope: { sort: "rack", id: "R1" }, start: inHours(0), end: null, why: "" } as const;
  const { pool } = await admin.pools.beginCondition({ id: lab, kind: "maintenance", ...out });
  for (const { id } of pool.conditions) await admin.pools.endCondition({ id: lab, condition: id });
  // The architect's window, which did none of it, and no call of it in between.
  expect(await told(architect)).toEqual(["inventory", "maintenance R1", ""]);
});

// The last one, because it leaves out months.
test("what was requested and has nowhere else to go does not begin in quarantine, and begins after it", async () => {
  const lab = await labOfTwo();
  await book(lab, 0, 9000);
  const { id, placement } = await architect.environments.request({
    name: "Much later",
    pool: lab,
    design: machines(1, "vm-xlarge"),
    window: { start: inHours(6000), end: inHours(8000) },
    idempotencyKey: `${lab} much later`,
  });
  const [host] = Object.values(placement!.hosts);
  const scope = { sort: "host", id: host! } as const;
  const out = {
    kind: "quarantine",
    scope,
    start: inHours(0),
    end: null,
    why: "Odd noises",
  } as const;
  const { affected, pool } = await admin.pools.beginCondition({ id: lab, ...out });
  expect(affected).toMatchObject([{ id, outcome: "stays" }]);
  skipped += 6100 * HOUR;
  const seen = async () => architect.environments.get({ id });
  await waitFor("it says why", async () => (await seen()).error?.code === "waits-for-machines");
  expect(await seen()).toMatchObject({
    state: "reserved",
    error: { parameters: { things: host, state: expect.stringContaining("quarantine") } },
  });
  await admin.pools.endCondition({ id: lab, condition: pool.conditions[0]!.id });
  await waitFor("it runs", async () => (await seen()).state === "ready");
  expect((await seen()).error).toBeNull();
});
