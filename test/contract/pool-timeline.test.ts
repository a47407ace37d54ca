import { afterAll, beforeAll, expect, test } from "vitest";
import { availableIn } from "../../shared/placement/available.ts";
import { capacities } from "../../shared/pool/pool.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";

// What the window is told of others' reservations: enough to say when something fits, and nothing of whose it is.

let inner: InnerDaemon;
const open: TestConnection[] = [];

async function login(tenant: string): Promise<LabwrightClient> {
  const { token } = await inner.addUser(tenant, ["architect"]);
  const connection = await connect(inner.daemon.url, token);
  open.push(connection);
  return connection.client;
}

beforeAll(async () => {
  inner = await startInnerDaemon();
});

afterAll(async () => {
  for (const { socket } of open) socket.terminate();
  await inner.stop();
});

const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

test("tells another tenant when what is free, and nothing else", async () => {
  const [owner, other] = [await login("first"), await login("second")];
  const [pool] = await other.pools.list();
  const window = { start: at(10), end: at(20) };
  const before = await other.pools.timeline({ id: pool!.id, start: at(0), end: at(100) });
  expect(before.held).toEqual([]);

  const design = exampleDesigns().find(({ id }) => id === "small-lab")!.design;
  const environment = await owner.environments.request({
    name: "secret plans",
    pool: pool!.id,
    design,
    window,
    idempotencyKey: "of the first",
  });
  const timeline = await other.pools.timeline({ id: pool!.id, start: at(0), end: at(100) });
  expect(timeline.held.length).toBeGreaterThan(0);
  expect(JSON.stringify(timeline)).not.toMatch(
    new RegExp(["secret", environment.id, "first"].join("|")),
  );
  for (const held of timeline.held) expect(held.window).toEqual(window);
  expect(timeline.since).toEqual({});
  // In its midst it is known since when.
  const later = await other.pools.timeline({ id: pool!.id, start: at(15), end: at(100) });
  expect(new Set(Object.values(later.since ?? {}))).toEqual(new Set([window.start]));

  // The same as the daemon itself reckons with, inside, before and after.
  for (const [start, end] of [
    [at(11), at(12)],
    [at(1), at(9)],
    [at(5), at(30)],
    [at(21), at(22)],
  ] as const) {
    const usage = await other.pools.usage({ id: pool!.id, start, end });
    const available = availableIn(pool!, { start, end }, timeline.held);
    expect(capacities(pool!).map(({ resource }) => [resource, available.free(resource)])).toEqual(
      usage.map(({ resource, capacity, held }) => [resource, capacity - held]),
    );
  }
});

test("of a lab that holds more than is told, it says until when it knows, and what of it is held after that", async () => {
  const client = await login("fourth");
  const connection = { driver: "simulated", hosts: 3, speed: 1 } as const;
  const { token } = await inner.addUser("fourth", ["lab-admin"]);
  const admin = await connect(inner.daemon.url, token);
  open.push(admin);
  const lab = await admin.client.pools.add({ name: "Busy", connection });
  const design = exampleDesigns().find(({ id }) => id === "small-lab")!.design;
  for (const hour of [10, 40, 70])
    await client.environments.request({
      name: `At ${hour}`,
      pool: lab.id,
      design,
      window: { start: at(hour), end: at(hour + 5) },
      idempotencyKey: `busy at ${hour}`,
    });
  const asked = { id: lab.id, start: at(0), end: at(100) };
  const all = await client.pools.timeline(asked);
  expect(all.later).toBeUndefined();
  const first = all.held.filter(({ window }) => Date.parse(window.end) < Date.parse(at(20)));
  const part = await client.pools.timeline({ ...asked, most: first.length });
  expect(part.window.end < all.window.end).toBe(true);
  expect(part.held).toHaveLength(first.length);
  const things = [...new Set(all.held.map(({ resource }) => resource.replace(/\/[^/]*$/, "")))];
  for (const thing of things) {
    const next = all.held
      .filter(({ resource }) => resource.startsWith(`${thing}/`))
      .map(({ window }) => window.start)
      .filter((start) => start >= part.window.end)
      .toSorted()[0];
    expect(part.later?.[thing]).toBe(next);
  }
});

test("a window that ends before it starts is refused, as is a pool that is not there", async () => {
  const client = await login("third");
  const [pool] = await client.pools.list();
  const refused = await client.pools
    .timeline({ id: pool!.id, start: at(2), end: at(1) })
    .catch(faultOf);
  expect(refused).toMatchObject({ code: "input-invalid" });
  const missing = await client.pools
    .timeline({ id: "nowhere", start: at(1), end: at(2) })
    .catch(faultOf);
  expect(missing).toMatchObject({ code: "not-found" });
});
