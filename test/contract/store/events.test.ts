import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Store } from "../../../electron/daemon/store/store.ts";
import type { EventBody, LabwrightEvent } from "../../../shared/protocol/event.ts";
import { describePostgres, describeStores } from "../../support/store-engines.ts";
import {
  hours,
  instanceStatus,
  MADE,
  newEnvironment,
  prepareStore,
  usageSegment,
} from "../../support/store-fixtures.ts";

const LATER = "2026-02-01T00:00:00.000Z";
const poolEvent = (pool: string): EventBody => ({ type: "pool", pool, state: "online" });
const sequences = (events: readonly LabwrightEvent[]): number[] =>
  events.map(({ sequence }) => sequence);

/** Reads on from what it has seen, as a client does, until it has `count`. */
async function follow(store: Store, tenant: string, count: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count) {
    seen.push(...sequences(await store.eventsAfter(tenant, seen.at(-1) ?? 0, 7)));
    await setTimeout(1);
  }
  return seen;
}

describeStores("events", (engine) => {
  test("a tenant sees its own and everybody's, after and before a sequence", async () => {
    const store = await engine.open();
    expect(await store.latestSequence()).toBe(0);
    expect(await store.appendEvent("acme", "one", MADE, poolEvent("1"))).toBe(1);
    expect(await store.appendEvent("other", "two", MADE, poolEvent("2"))).toBe(2);
    expect(await store.appendEvent(null, null, "2026-01-01T00:00:00Z", poolEvent("3"))).toBe(3);
    expect(await store.appendEvent("acme", null, MADE, poolEvent("4"))).toBe(4);
    expect(await store.eventsAfter("acme", 1, 10)).toEqual([
      { sequence: 3, at: MADE, body: poolEvent("3") },
      { sequence: 4, at: MADE, body: poolEvent("4") },
    ]);
    expect(sequences(await store.eventsAfter("other", 0, 10))).toEqual([2, 3]);
    expect(sequences(await store.eventsAfter("acme", 0, 2))).toEqual([1, 3]);
    expect(sequences(await store.eventsBefore("acme", null, 2, null))).toEqual([4, 3]);
    expect(sequences(await store.eventsBefore("acme", 3, 10, null))).toEqual([1]);
    expect(sequences(await store.eventsBefore("acme", null, 10, "one"))).toEqual([1]);
    expect(await store.eventsBefore("acme", null, 10, "two")).toEqual([]);
    expect(await store.latestSequence()).toBe(4);
  });

  test("each change tells what changed and nothing else", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    const instances = [instanceStatus("web.1"), instanceStatus("web.2")];
    await store.createEnvironment(newEnvironment({ id: "one", instances }));
    const told = async (change: Partial<Parameters<Store["changeEnvironment"]>[0]>) => {
      const before = await store.latestSequence();
      await store.changeEnvironment({ id: "one", tenant: "acme", at: LATER, ...change });
      return (await store.eventsAfter("acme", before, 100)).map(({ body }) => body);
    };
    expect(await store.eventsAfter("acme", 0, 10)).toMatchObject([
      { body: { type: "environment", environment: { id: "one", instances: { total: 2 } } } },
    ]);
    expect(await told({})).toEqual([]);
    expect(await told({ state: "reserved", error: null, instances })).toEqual([]);
    const busy = { ...instances[0]!, activity: "copying the image" };
    expect(await told({ instances: [busy, instances[1]!] })).toEqual([
      { type: "instance", environment: "one", status: busy },
    ]);
    const running = { ...busy, state: "running" as const };
    expect(await told({ instances: [running] })).toMatchObject([
      { type: "instance", status: running },
      { type: "environment", environment: { instances: { running: 1 }, updatedAt: LATER } },
    ]);
    const segment = usageSegment("web.1", hours(0, 1).start, null);
    expect(await told({ usage: [segment] })).toEqual([
      { type: "usage", environment: "one", segments: [segment] },
    ]);
    expect(await told({ usage: [segment] })).toEqual([]);
    expect(await told({ state: "ready" })).toMatchObject([
      { type: "environment", environment: { state: "ready" } },
    ]);
    expect(await told({ tenant: "other", state: "failed" })).toEqual([]);
    expect(await store.eventsAfter("other", 0, 100)).toEqual([]);
  });

  test("the listener hears of a commit when its events can be read", async () => {
    const store = await engine.open();
    const heard: Promise<number>[] = [];
    store.onEvents((sequence) => {
      heard.push(
        store.eventsAfter("acme", 0, 1000).then((events) => sequences(events).at(-1)! - sequence),
      );
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store.appendEvent("acme", null, MADE, poolEvent(String(index))),
      ),
    );
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    for (const ahead of await Promise.all(heard)) expect(ahead).toBeGreaterThanOrEqual(0);
  });

  test("a reader never misses one that was written at the same time", async () => {
    const place = await engine.place();
    // SQLite's directory belongs to one daemon; PostgreSQL's database to several.
    const daemons = engine.name === "SQLite" ? 1 : 3;
    const stores: Store[] = [];
    for (let index = 0; index < daemons; index++) stores.push(await engine.open(place));
    const count = 300;
    const readers = stores.map((store) => follow(store, "acme", count));
    const written = Promise.all(
      Array.from({ length: count }, async (_, index) => {
        await setTimeout(index % 40);
        return stores[index % daemons]!.appendEvent("acme", null, MADE, poolEvent(String(index)));
      }),
    );
    const expected = Array.from({ length: count }, (_, index) => index + 1);
    expect((await written).sort((a, b) => a - b)).toEqual(expected);
    for (const seen of await Promise.all(readers)) expect(seen).toEqual(expected);
  });
});

describePostgres("several daemons", (engine) => {
  test("a daemon hears of another's events", async () => {
    const place = await engine.place();
    const [first, second] = [await engine.open(place), await engine.open(place)];
    const heard: number[] = [];
    second.onEvents((sequence) => heard.push(sequence));
    await first.appendEvent("acme", null, MADE, poolEvent("1"));
    await first.appendEvent("acme", null, MADE, poolEvent("2"));
    await expect.poll(() => heard).toEqual([1, 2]);
  });

  test("asked by several parts at once who leads, while it writes, it asks one after the other", async () => {
    const place = await engine.place();
    const [first, second] = [await engine.open(place), await engine.open(place)];
    expect(await first.acquireLeadership()).toBe(true);
    // Together on one connection they would be a deprecated use of pg, which throws here (deprecated-throws.ts).
    const rounds = Array.from({ length: 8 }, (_, index) =>
      Promise.all([
        second.acquireLeadership(),
        second.appendEvent("acme", null, MADE, poolEvent(String(index))),
        second.acquireLeadership(),
      ]),
    );
    const answers = await Promise.all(rounds);
    expect(answers.map(([before, , after]) => [before, after])).toEqual(
      answers.map(() => [false, false]),
    );
    expect(answers.map(([, sequence]) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("a leader that loses its connection can no longer write, and another takes over", async () => {
    const place = await engine.place();
    const [first, second] = [await engine.open(place), await engine.open(place)];
    expect(await first.acquireLeadership()).toBe(true);
    expect(await first.acquireLeadership()).toBe(true);
    expect(await second.acquireLeadership()).toBe(false);
    await engine.execute(
      place,
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    await expect.poll(() => second.acquireLeadership()).toBe(true);
    const write = first.appendEvent("acme", null, MADE, poolEvent("late"));
    await expect(write).rejects.toMatchObject({ fault: { code: "store-failed" } });
    await expect(first.acquireLeadership()).rejects.toMatchObject({
      fault: { code: "store-failed" },
    });
    expect(await second.appendEvent("acme", null, MADE, poolEvent("1"))).toBe(1);
  });
});
