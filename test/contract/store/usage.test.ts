import { expect, test } from "vitest";
import { packBatch } from "../../../electron/daemon/metering/pack-batch.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import { FaultError } from "../../../shared/base/fault.ts";
import type { ReportedEvent } from "../../../shared/metering/meter-event.ts";
import { reportedEventSchema } from "../../../shared/metering/meter-event.ts";
import { bookSchema } from "../../../shared/pricing/engine/book.ts";
import { completeUpTo, missingIn } from "../../../shared/metering/watermark.ts";
import { describeStores, type StoreEngine } from "../../support/store-engines.ts";
import { hours, newEnvironment, prepareStore } from "../../support/store-fixtures.ts";

const day = hours(0, 24);
const at = (minutes: number): string =>
  new Date(Date.parse(day.start) + minutes * 60_000).toISOString();

/** A quantity that was used of a machine, so many minutes after the day began. */
function used(
  seq: number,
  minutes: number,
  value: string,
  more: Partial<ReportedEvent> = {},
): ReportedEvent {
  return reportedEventSchema.parse({
    eventId: `e${seq}`,
    seq,
    managementId: "management-one",
    instance: "web.1",
    meterId: "request",
    kind: "delta",
    value,
    at: at(minutes),
    ...more,
  });
}

async function report(
  store: Store,
  events: readonly ReportedEvent[],
  { tenant = "acme", producer = "proxy", receivedAt = at(600) } = {},
) {
  return store.recordUsage(
    packBatch({ tenant, producer, heartbeatSeconds: 60, receivedAt }, events),
  );
}

async function prepared(engine: StoreEngine): Promise<Store> {
  const store = await engine.open();
  await prepareStore(store, {});
  await store.createEnvironment(newEnvironment({ id: "one" }));
  await store.createEnvironment(newEnvironment({ id: "two" }));
  await store.createEnvironment(newEnvironment({ id: "theirs", tenant: "other" }));
  return store;
}

/** What was used in all, by environment. */
async function sums(store: Store, tenant = "acme"): Promise<Readonly<Record<string, number>>> {
  const sum: Record<string, number> = {};
  for (const { environment, quantity } of (await store.meteredUsage(tenant, day, null, "all"))
    .segments)
    sum[environment] = (sum[environment] ?? 0) + Number(quantity ?? 0);
  return sum;
}

describeStores("reported usage", (engine) => {
  test("is kept once, however often it is told, whoever tells it again beside what is new", async () => {
    const store = await prepared(engine);
    const first = [used(1, 10, "2"), used(2, 20, "3")];
    expect(await report(store, first)).toEqual({ accepted: 2, duplicates: 0, conflicts: [] });
    expect(await report(store, first)).toEqual({ accepted: 0, duplicates: 2, conflicts: [] });
    const more = [...first, used(3, 30, "4", { managementId: "management-two" }), used(2, 20, "3")];
    expect(await report(store, more)).toEqual({ accepted: 1, duplicates: 2, conflicts: [] });
    expect(await sums(store)).toEqual({ one: 5, two: 4 });
    // Another producer's ids are others.
    expect(await report(store, first, { producer: "other proxy" })).toMatchObject({ accepted: 2 });
    expect(await sums(store)).toEqual({ one: 10, two: 4 });
  });

  test("another content under a known id is kept aside, told, and not counted", async () => {
    const store = await prepared(engine);
    await report(store, [used(1, 10, "2")]);
    const answer = await report(store, [
      used(1, 10, "200"),
      used(2, 20, "3"),
      used(2, 20, "300"),
      used(3, 30, "1"),
    ]);
    expect(answer).toEqual({
      accepted: 2,
      duplicates: 0,
      conflicts: expect.toSatisfy((ids: string[]) => ids.toSorted().join() === "e1,e2"),
    });
    expect(await sums(store)).toEqual({ one: 6 });
    // The same contradiction again is the same one.
    expect(await report(store, [used(1, 10, "200")])).toMatchObject({ conflicts: ["e1"] });
    const conflicts = await store.meterConflicts("acme", 10);
    expect(
      conflicts.map(({ environment, reason, event }) => [environment, reason, event.value]),
    ).toEqual([
      ["one", "content", "200"],
      ["one", "content", "300"],
    ]);
    expect(await store.meterConflicts("other", 10)).toEqual([]);
    const told = (await store.eventsAfter("acme", 0, 100)).find(
      ({ body }) => body.type === "usage-conflict",
    );
    expect(told?.body).toEqual({
      type: "usage-conflict",
      environment: "one",
      producer: "proxy",
      total: 2,
      events: expect.toSatisfy((ids: string[]) => ids.toSorted().join() === "e1,e2"),
    });
  });

  test("of what is not there, or another tenant's, nothing of the batch is taken", async () => {
    const store = await prepared(engine);
    const unknown = [used(1, 10, "2"), used(2, 10, "2", { managementId: "management-nowhere" })];
    const foreign = [used(1, 10, "2"), used(2, 10, "2", { managementId: "management-theirs" })];
    for (const events of [unknown, foreign]) {
      const error: unknown = await report(store, events).catch((reason: unknown) => reason);
      expect(error instanceof FaultError && error.fault.code).toBe("usage-unknown");
    }
    expect(await sums(store)).toEqual({});
    expect(await store.meterProducers("acme")).toEqual([]);
    // The lab's own drivers report of everybody.
    await report(store, foreign, { tenant: "", producer: "pool" });
    expect([await sums(store), await sums(store, "other")]).toEqual([{ one: 2 }, { theirs: 2 }]);
  });

  test("a producer's watermark follows what arrived without a hole, in whatever order", async () => {
    const store = await prepared(engine);
    await report(store, [used(2, 20, "1"), used(4, 40, "1")], { receivedAt: at(50) });
    const [before] = await store.meterProducers("acme");
    expect(completeUpTo(before?.ranges ?? [])).toBeNull();
    await report(store, [used(1, 10, "1")]);
    const [after] = await store.meterProducers("acme");
    expect(after).toMatchObject({ tenant: "acme", name: "proxy", heartbeatSeconds: 60 });
    expect(completeUpTo(after?.ranges ?? [])).toBe(Date.parse(at(20)));
    expect(missingIn(after?.ranges ?? [])).toEqual([{ from: 3, to: 3 }]);
    expect(await store.meterProducers("other")).toEqual([]);
  });

  test("a late event lands in its own time and says when it came", async () => {
    const store = await prepared(engine);
    await report(store, [used(1, 10, "2")], { receivedAt: at(3000) });
    const { segments } = await store.meteredUsage("acme", { start: at(0), end: at(20) });
    expect(segments).toMatchObject([
      { start: at(10), receivedAt: at(3000), quantity: "2", user: "ada", account: "acme" },
    ]);
    expect((await store.meteredUsage("acme", { start: at(20), end: at(40) })).segments).toEqual([]);
    expect(await store.tenantUsage("acme", day)).toEqual(segments);
  });

  test("what labs measure is left out where nobody wants it and nothing prices it", async () => {
    const store = await prepared(engine);
    const reading = { kind: "counter", meterId: "cpu", bootId: "a" } as const;
    const events = [used(1, 10, "0", reading), used(2, 20, "60", reading)];
    await report(store, events, { tenant: "", producer: "lab/pool" });
    expect(await store.tenantUsage("acme", day)).toEqual([]);
    expect(await store.tenantUsage("acme", day, "all")).toHaveLength(1);
    await store.putPriceBook(
      bookSchema.parse({
        id: "by-use",
        revision: 1,
        currency: "EUR",
        rules: [
          {
            id: "cpu",
            kind: "usage",
            meter: "cpu",
            aggregation: "sum",
            pricing: { shape: "unit", price: "0.01" },
          },
        ],
      }),
    );
    expect(await store.tenantUsage("acme", day)).toMatchObject([{ meter: "cpu", quantity: "60" }]);
  });

  test("what is rolled up comes to the same; the same again is still the same, and what is late adds", async () => {
    const store = await prepared(engine);
    const counter = { kind: "counter", meterId: "cpu", bootId: "a" } as const;
    const readings = Array.from({ length: 600 }, (_, index) =>
      used(index + 1, index, String(index * 2), { ...counter, monotonic: index * 60_000 }),
    );
    const requests = Array.from({ length: 600 }, (_, index) => used(1000 + index, index, "1"));
    await report(store, readings.slice(0, 400));
    await report(store, [...readings.slice(400), ...requests]);
    const before = await store.meteredUsage("acme", day);
    expect(await sums(store)).toEqual({ one: 599 * 2 + 600 });

    const cutoff = new Date(Date.parse(day.end) + 1).toISOString();
    const old = { lab: at(0), reported: cutoff };
    expect(await store.dueRollUps(old, 10)).toEqual([
      { managementId: "management-one", tenant: "acme", from: at(0) },
    ]);
    expect(await store.dueRollUps({ lab: cutoff, reported: at(0) }, 10)).toEqual([]);
    const quarters = Array.from({ length: 96 }, (_, index) => Date.parse(at(15 * index)));
    await store.rollUpUsage("management-one", old, quarters);
    expect(await store.dueRollUps(old, 10)).toEqual([]);
    expect(await sums(store)).toEqual({ one: 599 * 2 + 600 });
    expect((await store.meteredUsage("acme", day)).gaps).toEqual(before.gaps);
    const [kept] = await store.meterReadings("acme", ["one"]);
    expect(kept?.events.length).toBeLessThan(150);

    expect(await report(store, [...requests.slice(0, 5), ...readings.slice(7, 9)])).toEqual({
      accepted: 0,
      duplicates: 7,
      conflicts: [],
    });
    expect(await report(store, [used(5000, 33, "10")])).toMatchObject({ accepted: 1 });
    expect(await sums(store)).toEqual({ one: 599 * 2 + 610 });
    await store.rollUpUsage("management-one", old, []);
    expect(await sums(store)).toEqual({ one: 599 * 2 + 610 });
  });

  test("what is a part of a sum by now cannot be replaced: that is kept aside", async () => {
    const store = await prepared(engine);
    await report(store, [used(1, 10, "2"), used(2, 11, "3")]);
    expect(await report(store, [used(3, 11, "4", { supersedes: "e2" })])).toMatchObject({
      accepted: 1,
      conflicts: [],
    });
    expect(await sums(store)).toEqual({ one: 6 });
    await store.rollUpUsage("management-one", { lab: day.end, reported: day.end }, []);
    expect(await report(store, [used(4, 10, "7", { supersedes: "e1" })])).toEqual({
      accepted: 0,
      duplicates: 0,
      conflicts: ["e4"],
    });
    expect(await sums(store)).toEqual({ one: 6 });
    expect((await store.meterConflicts("acme", 10)).map(({ reason }) => reason)).toEqual([
      "rolled-up",
    ]);
  });
});
