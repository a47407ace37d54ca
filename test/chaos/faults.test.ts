import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDriver } from "../../electron/daemon/drivers/index.ts";
import { LIMITS } from "../../electron/daemon/server/limits.ts";
import { designSchema } from "../../shared/design/design.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { EnvironmentState } from "../../shared/protocol/environment.ts";
import { attempt } from "../../shared/protocol/errors.ts";
import { connect } from "../support/daemon-client.ts";
import { fastClock } from "../support/fast-clock.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { waitFor } from "../support/wait-for.ts";

// A whole daemon on a clock that runs four minutes in a second, with the faults of the simulated lab. What nobody looked
// at for a minute is estimated: a quarter of a second, which a busy machine does not take.

const HOUR = 3_600_000;
const EXAMPLE = new URL("../../assets/examples/small-lab.labwright.json", import.meta.url);
const design = designSchema.parse(JSON.parse(readFileSync(EXAMPLE, "utf8")));
const machines = Object.entries(design.nodes)
  .filter(([, node]) => node.kind === "machine")
  .map(([id]) => `${id}.1`);

let inner: InnerDaemon;
let client: LabwrightClient;
let pool: string;
let clock: ReturnType<typeof fastClock>;

beforeEach(async () => {
  clock = fastClock(240);
  // A ping would be due every thirtieth of a second.
  inner = await startInnerDaemon({ clock, limits: { ...LIMITS, heartbeat: HOUR } });
  ({ client } = await connect(inner.daemon.url, inner.secret));
  // Few hosts, so that a dead one is surely in use.
  pool = (
    await client.pools.add({
      name: "two hosts",
      connection: { driver: "simulated", hosts: 2, speed: 5 },
    })
  ).id;
});
afterEach(async () => inner.stop());

async function send(startsIn = 0, lasts = 100 * HOUR): Promise<string> {
  const now = clock.now();
  const window = {
    start: new Date(now + startsIn).toISOString(),
    end: new Date(now + startsIn + lasts).toISOString(),
  };
  const request = { name: "faulty", pool, design, window, idempotencyKey: `key ${now}` };
  return (await client.environments.request(request)).id;
}

async function reach(id: string, state: EnvironmentState) {
  return waitFor(`${id} to be ${state}`, async () => {
    const environment = await client.environments.get({ id });
    return environment.state === state && environment;
  });
}

test("waits for its window, and goes by itself when that ends", async () => {
  const id = await send(HOUR / 10, HOUR / 2);
  const reserved = await client.environments.get({ id });
  expect(reserved.state).toBe("reserved");
  expect(reserved.usage).toEqual([]);
  await reach(id, "ready");
  const released = await reach(id, "released");
  const { final, lines, totals } = await client.environments.statement({ id });
  expect(final).toBe(true);
  const sum = lines.reduce((cents, { rounded }) => cents + Math.round(Number(rounded) * 100), 0);
  expect((sum / 100).toFixed(2)).toBe(Number(totals.gross).toFixed(2));
  expect(Number(totals.gross)).toBeGreaterThan(0);
  for (const { start, end, quality } of released.usage) {
    expect(Date.parse(start)).toBeGreaterThanOrEqual(Date.parse(reserved.start));
    expect(Date.parse(end!)).toBeGreaterThan(Date.parse(start));
    expect(quality).toBe("measured");
  }
});

test("a dead host degrades it, stops its charges, and mends by itself", async () => {
  const id = await send();
  const ready = await reach(id, "ready");
  const host = ready.status.find(({ id: part }) => part === machines[0])!.host!;
  const onHost = ready.status.filter((part) => part.host === host && machines.includes(part.id));
  await client.pools.setFaults({ id: pool, faults: { deadHost: host } });
  const degraded = await reach(id, "degraded");
  for (const { id: part } of onHost) {
    expect(degraded.status.find((one) => one.id === part)?.state).not.toBe("running");
    const open = degraded.usage.filter(({ instance, end }) => instance === part && end === null);
    expect(open).toEqual([]);
  }
  const failed = await waitFor("the reason to be shown", async () => {
    const { status } = await client.environments.get({ id });
    return status.find(({ error }) => error !== null);
  });
  expect(failed.error).toMatchObject({ code: "host-down", parameters: { host } });
  const { resources } = (await client.pools.list()).find((one) => one.id === pool)!;
  expect(resources.hosts.find((one) => one.id === host)?.state).toBe("down");

  await client.pools.setFaults({ id: pool, faults: {} });
  const mended = await reach(id, "ready");
  expect(mended.error).toBeNull();
  expect(mended.status.every(({ error, attempts }) => error === null && attempts === 0)).toBe(true);
  for (const { id: part } of onHost) {
    const segments = mended.usage.filter(({ instance }) => instance === part);
    expect(segments.filter(({ end }) => end === null).length).toBeGreaterThan(0);
    expect(segments.filter(({ end }) => end !== null).length).toBeGreaterThan(0);
  }
});

test("once all is there, looking again and again does nothing", async () => {
  let applied = 0;
  let looks = 0;
  const counted = await startInnerDaemon({
    clock,
    openDriver: (connection, context) => {
      const driver = openDriver(connection, context);
      return {
        ...driver,
        observe: (...parameters) => (looks++, driver.observe(...parameters)),
        apply: (...parameters) => (applied++, driver.apply(...parameters)),
      };
    },
    limits: { ...LIMITS, heartbeat: HOUR },
  });
  const { client: other } = await connect(counted.daemon.url, counted.secret);
  const [first] = await other.pools.list();
  ({ id: pool } = first!);
  client = other;
  const id = await send();
  await reach(id, "ready");
  const [before, seen] = [applied, looks];
  const { sequence } = await client.events.latest();
  await waitFor("more looks", () => looks > seen + 10);
  expect(applied).toBe(before);
  expect((await client.events.latest()).sequence).toBe(sequence);
  await counted.stop();
});

test("a full disk fails it with the reason; freed, it goes on", async () => {
  for (const host of ["host-001", "host-002"]) {
    await client.pools.setFaults({ id: pool, faults: { fullDisk: host } });
    const id = await send();
    const { placement } = await client.environments.get({ id });
    if (!Object.values(placement!.hosts).includes(host)) continue;
    const failed = await reach(id, "failed");
    expect(failed.error).toMatchObject({ code: "disk-full", parameters: { host } });
    expect(failed.instances.failed).toBeGreaterThan(0);
    await client.pools.setFaults({ id: pool, faults: {} });
    await reach(id, "ready");
    return;
  }
  throw new Error("no host was used");
});

test("released half way, nothing stays", async () => {
  const slow = { driver: "simulated" as const, hosts: 2, speed: 0.2 };
  pool = (await client.pools.add({ name: "slow", connection: slow })).id;
  // Half a second at least on this clock: long enough to be seen.
  await client.pools.setFaults({ id: pool, faults: { slowBoot: true } });
  const id = await send();
  await waitFor("something to be made", async () => {
    const { status } = await client.environments.get({ id });
    return status.some(({ state }) => state === "starting");
  });
  await client.environments.release({ id });
  const { status } = await reach(id, "released");
  expect(status.every(({ state }) => state === "removed")).toBe(true);
  const end = new Date(clock.now() + HOUR).toISOString();
  const usage = await client.pools.usage({
    id: pool,
    start: new Date(clock.now()).toISOString(),
    end,
  });
  expect(usage.filter(({ held }) => held > 0)).toEqual([]);
});

test("a lost console says so; the machine goes on", async () => {
  const id = await send();
  await reach(id, "ready");
  await client.pools.setFaults({ id: pool, faults: { lostConsole: true } });
  const stream = await client.console.open({ environment: id, instance: machines[0]! });
  const lost = await attempt(
    (async () => {
      for await (const item of stream) if (item.type === "exited") return item;
      return null;
    })(),
  );
  expect(lost).toMatchObject({ ok: false, error: { code: "console-unavailable" } });
  expect((await client.environments.get({ id })).state).toBe("ready");
});

test("two cannot have what only one can hold; the second gets the reasons", async () => {
  const small = await client.pools.add({
    name: "small",
    connection: { driver: "simulated", hosts: 1, speed: 1000 },
  });
  pool = small.id;
  const now = clock.now();
  const window = {
    start: new Date(now + HOUR).toISOString(),
    end: new Date(now + 2 * HOUR).toISOString(),
  };
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      attempt(
        client.environments.request({
          name: `rival ${index}`,
          pool,
          design,
          window,
          idempotencyKey: `rival number ${index}`,
        }),
      ),
    ),
  );
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]));
  expect(refused.length).toBeLessThan(answers.length);
  const expected = new Set<string>(["does-not-fit", "double-booking"]);
  expect(refused.filter((code) => !expected.has(code))).toEqual([]);
  const usage = await client.pools.usage({ id: pool, ...window });
  expect(usage.filter(({ held, capacity }) => held > capacity)).toEqual([]);
});
