import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceEdges } from "../../electron/daemon/metering/price-edges.ts";
import { Decimal } from "../../shared/base/money.ts";
import type { CustomerContract } from "../../shared/billing/customer-contract.ts";
import type { MeterEvent } from "../../shared/metering/meter-event.ts";
import { rollUp } from "../../shared/metering/roll-up.ts";
import { sampleEvent, second } from "../../shared/metering/sample-event.ts";
import { segmentsOf } from "../../shared/metering/segments-of.ts";
import { completeUpTo, mergeRanges, missingIn } from "../../shared/metering/watermark.ts";
import { bookSchema } from "../../shared/pricing/engine/book.ts";
import { calendarFor } from "../../shared/pricing/engine/calendar.ts";
import { contractSchema } from "../../shared/pricing/engine/contract.ts";
import { rate } from "../../shared/pricing/engine/rate.ts";
import { countUpTo } from "../../shared/pricing/engine/rising.ts";

// A seed that finds a fault is added here, and run again each time.
const SEEDS = [1, 20261121];
const RUNS = 60;

const HEARTBEAT = 60;

/** As if prices changed at every full quarter of an hour. */
function quarterOf(time: number): number {
  return Math.floor(time / 900_000);
}

const context = {
  heartbeats: () => HEARTBEAT,
  until: Date.parse(second(20_000)),
  subjectOf: () => ({
    environment: "lab",
    node: "web",
    kind: "machine",
    component: "",
    user: "ada",
    groups: [],
  }),
};

/** A machine that runs for some time: what happens every so many seconds, and whether it is reported. */
const happenings = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 200 }),
    used: fc.integer({ min: 0, max: 50 }),
    level: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom("goes on", "goes on", "goes on", "goes on", "boots", "is not heard"),
    late: fc.constantFrom(0, 0, 0, 40_000),
  }),
  { minLength: 1, maxLength: 60 },
);
type Happenings = typeof happenings extends fc.Arbitrary<infer T> ? T : never;

/** What its producer reports, and how much its counter really counted while it was heard. */
function reported(list: Happenings): readonly MeterEvent[] {
  let [time, boot, bootAt, counted] = [0, 0, 0, 0];
  return list.flatMap(({ after, used, level, what, late }, index) => {
    time += after;
    counted += used;
    if (what === "boots") [boot, bootAt, counted] = [boot + 1, time - 1, used];
    if (what === "is not heard") return [];
    const common = {
      bootId: `boot-${boot}`,
      monotonic: (time - bootAt) * 1000,
      receivedAt: second(time + late),
    };
    const seq = index * 3;
    return [
      sampleEvent(seq + 1, time, { kind: "counter", value: String(counted), ...common }),
      sampleEvent(seq + 2, time, {
        kind: "level",
        meterId: "memory",
        value: String(level),
        ...common,
      }),
      sampleEvent(seq + 3, time, {
        kind: "delta",
        meterId: "requests",
        value: String(used),
        ...common,
      }),
    ];
  });
}

/** How much of each meter was used in each quarter of an hour, and how much of it is estimated. */
function perQuarter(events: readonly MeterEvent[]): Readonly<Record<string, string>> {
  const sums: Record<string, Decimal> = {};
  const add = (key: string, amount: Decimal): void => {
    sums[key] = (sums[key] ?? new Decimal(0)).plus(amount);
  };
  for (const segment of segmentsOf(events, context).segments) {
    const start = Date.parse(segment.start);
    const end = Date.parse(segment.end ?? segment.lastSeen ?? segment.start);
    const length = Math.max(end - start, 1);
    for (let from = start; from < start + length;) {
      const to = Math.min((quarterOf(from) + 1) * 900_000, start + length);
      const part = new Decimal(to - from);
      const amount =
        segment.quantity === undefined
          ? part.times(segment.level ?? 1)
          : part.dividedBy(length).times(segment.quantity);
      add(`${segment.meter} ${quarterOf(from)} ${segment.quality}`, amount);
      from = to;
    }
  }
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, sum]) => !sum.isZero())
      .map(([key, sum]): [string, string] => [key, sum.toFixed(9)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function check<T extends unknown[]>(seed: number, property: fc.IProperty<T>): void {
  fc.assert(property, { seed, numRuns: RUNS });
}

/** A part of the events in another order, and some of them again. */
const shuffles = fc.array(fc.nat(10_000), { minLength: 200, maxLength: 200 });

function shuffled(events: readonly MeterEvent[], keys: readonly number[]): readonly MeterEvent[] {
  const again = events.filter((_, index) => (keys[index] ?? 0) % 3 === 0);
  return [...events, ...again]
    .map((event, index) => ({ event, key: keys[index] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ event }) => event);
}

describe.each(SEEDS)("metering (seed %i)", (seed) => {
  test("the order of events, and how often they come, make no difference", () => {
    check(
      seed,
      fc.property(happenings, shuffles, (list, keys) => {
        const events = reported(list);
        expect(segmentsOf(shuffled(events, keys), context)).toEqual(segmentsOf(events, context));
      }),
    );
  });

  test("what was rolled up comes to the same in each quarter of an hour, estimates too", () => {
    check(
      seed,
      fc.property(happenings, fc.nat(8000), (list, cut) => {
        const events = reported(list);
        const before = Date.parse(second(cut));
        const isOld = ({ at }: MeterEvent): boolean => Date.parse(at) < before;
        const young = events.filter((event) => !isOld(event));
        const options = { ...context, isOld, stretchOf: quarterOf };
        const rolled = rollUp(events, options);
        expect(rolled.length).toBeLessThanOrEqual(events.length - young.length);
        expect(perQuarter([...rolled, ...young])).toEqual(perQuarter(events));
        // Once more changes nothing.
        expect(perQuarter([...rollUp([...rolled, ...young], options), ...young])).toEqual(
          perQuarter(events),
        );
      }),
    );
  });

  test("what comes late for a time that was rolled up adds as it would have before", () => {
    check(
      seed,
      fc.property(happenings, shuffles, (list, keys) => {
        const events = reported(list);
        // Quantities and readings of a counter may be late; a level that is late says what was in between.
        const isLate = ({ kind }: MeterEvent, index: number): boolean =>
          kind !== "level" && (keys[index] ?? 0) % 4 === 0;
        const inTime = events.filter((event, index) => !isLate(event, index));
        const late = events.filter(isLate);
        const options = { ...context, isOld: () => true, stretchOf: () => 0 };
        const rolled = rollUp(inTime, options);
        expect(totals([...rolled, ...late])).toEqual(totals(events));
        expect(totals(rollUp([...rolled, ...late], options))).toEqual(totals(events));
      }),
    );
  });

  test("a counter that is heard counts what was used: nothing is lost but at a boot", () => {
    check(
      seed,
      fc.property(happenings, (list) => {
        const running = list.map((one) => ({ ...one, what: "goes on" as const }));
        const used = running.slice(1).reduce((sum, one) => sum + one.used, 0);
        expect(totals(reported(running))["cpu"] ?? "0").toBe(String(used));
      }),
    );
  });

  test("numbers that arrived are kept whole, whatever their order", () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 });
    check(
      seed,
      fc.property(numbers, numbers, (some, others) => {
        const arrive = (list: readonly number[]) => list.map((seq) => ({ seq, at: seq }));
        const ranges = mergeRanges(mergeRanges([], arrive(some)), arrive(others));
        const all = new Set([...some, ...others]);
        const last = Math.max(0, ...all);
        const missing = missingIn(ranges).flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        );
        expect([...all, ...missing].toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: last }, (_, index) => index + 1),
        );
        const complete = missing[0] === undefined ? last : missing[0] - 1;
        expect(completeUpTo(ranges) ?? 0).toBe(complete);
      }),
    );
  });
});

/** All that was used of each meter. */
function totals(events: readonly MeterEvent[]): Readonly<Record<string, string>> {
  const sums: Record<string, Decimal> = {};
  for (const { meter, quantity } of segmentsOf(events, context).segments)
    if (quantity !== undefined) sums[meter] = (sums[meter] ?? new Decimal(0)).plus(quantity);
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, sum]) => !sum.isZero())
      .map(([meter, sum]) => [meter, sum.toFixed()]),
  );
}

/** Processor time and memory at other prices in the day, in a zone with its own midnights. */
const BOOK = bookSchema.parse({
  id: "office",
  revision: 1,
  currency: "EUR",
  tariffZone: "Asia/Kolkata",
  settings: { rounding: "invoice" },
  windowSets: [
    {
      id: "office",
      windows: [{ window: "peak", from: "13:50", to: "15:10" }],
      default: "off-peak",
    },
  ],
  rules: ["cpu", "memory", "requests"].map((meter) => ({
    id: meter,
    kind: "usage",
    meter,
    aggregation: meter === "memory" ? "time-integral" : "sum",
    windows: {
      set: "office",
      pricing: {
        peak: { shape: "unit", price: "0.7" },
        "off-peak": { shape: "unit", price: "0.3" },
      },
    },
  })),
  meters: { requests: { unit: "request" } },
});
const CONTRACT = contractSchema.parse({
  account: "acme",
  billingZone: "America/New_York",
  start: "2026-01-01T00:00:00Z",
});

/** What it costs in each rate window. */
function cost(events: readonly MeterEvent[]): Readonly<Record<string, string>> {
  const segments = segmentsOf(events, context).segments;
  const calendar = calendarFor(BOOK, CONTRACT, segments, { until: context.until });
  const sums: Record<string, Decimal> = {};
  for (const { meter, window, net } of rate(BOOK, CONTRACT, segments, calendar))
    sums[`${meter} ${window}`] = (sums[`${meter} ${window}`] ?? new Decimal(0)).plus(net);
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, sum]) => !sum.isZero())
      .map(([key, sum]): [string, string] => [key, sum.toFixed(9)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

test("what was rolled up between the instants at which prices change costs the same", async () => {
  const store = {
    currentPriceBooks: () => Promise.resolve([BOOK]),
    contracts: () => Promise.resolve([{ contract: CONTRACT } as CustomerContract]),
  };
  const span = { start: Date.parse(second(0)), end: context.until };
  const edges = await priceEdges(store, "acme", span);
  fc.assert(
    fc.property(happenings, (list) => {
      const events = reported(list);
      const options = {
        ...context,
        isOld: () => true,
        stretchOf: (time: number) => countUpTo(edges, time),
      };
      const rolled = rollUp(events, options);
      expect(cost(rolled)).toEqual(cost(events));
    }),
    { seed: 1, numRuns: 25 },
  );
});
