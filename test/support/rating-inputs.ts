import fc from "fast-check";
import { bookSchema, type PriceBook } from "../../shared/pricing/engine/book.ts";
import { calendarFor } from "../../shared/pricing/engine/calendar.ts";
import { contractSchema, type Contract } from "../../shared/pricing/engine/contract.ts";
import { segmentSchema, type Segment } from "../../shared/pricing/engine/segments.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";

const START = Date.UTC(2026, 9, 1);
const MINUTE = 60_000;
/** October to December, with the end of summer time in between. */
const MINUTES = 92 * 1440;

const price = fc
  .integer({ min: 0, max: 5_000_000 })
  .map((micros) => (micros / 1_000_000).toFixed(6));
const upTo = fc.integer({ min: 1, max: 900 });
const soon = fc.integer({ min: 1, max: 60 });

function bands(make: (unit: string, flat: string, upTo?: number) => object, limits = upTo) {
  return fc
    .tuple(limits, limits, price, price, price)
    .map(([a, b, one, two, three]) => [
      make(one, "2", Math.min(a, b)),
      make(two, "0", Math.max(a, b) + 1),
      make(three, "1"),
    ]);
}

const banded = bands((unit, flat, limit) => ({ unit, flat, ...upToOf(limit) }));
const stepped = bands((unit, _, limit) => ({ flat: unit, ...upToOf(limit) }));

function upToOf(limit: number | undefined) {
  return limit === undefined ? {} : { upTo: String(limit) };
}

/** Shapes whose price for two amounts is the sum of the prices for each. */
const linear = price.map((one) => ({ shape: "unit", price: one }));
const pricing = fc.oneof(
  linear,
  price.map((one) => ({ shape: "flat", price: one })),
  banded.map((list) => ({ shape: "graduated", bands: list })),
  banded.map((list) => ({ shape: "volume", bands: list })),
  stepped.map((list) => ({ shape: "stair-step", bands: list })),
  fc
    .tuple(price, upTo)
    .map(([one, size]) => ({ shape: "package", price: one, size: String(size) })),
  price.map((one) => ({ shape: "peak", price: one })),
);

const scope = fc.constantFrom("account", "environment", "group", "component", "instance");

function usageRules(shape: fc.Arbitrary<object>) {
  return fc.tuple(shape, shape, shape, scope, scope).map(([one, two, three, a, b]) => [
    { id: "machine", kind: "usage", meter: "instance", pricing: one, accumulator: { scope: a } },
    {
      id: "disk",
      kind: "usage",
      meter: "storage",
      per: "month",
      windows: { set: "office", pricing: { peak: two, off: three } },
      accumulator: { scope: b },
      cost: "0.5",
    },
  ]);
}

const extras = fc.record({
  allowance: fc.constantFrom(undefined, "10", "250.5"),
  minimum: fc.constantFrom(undefined, "40"),
  maximum: fc.constantFrom(undefined, "90"),
});

const discounts = fc.subarray([
  {
    id: "similar",
    trigger: "similar-nth",
    steps: [
      { from: "2", percent: "10" },
      { from: "4", percent: "25" },
    ],
  },
  { id: "size", trigger: "group-size", scope: "group", steps: [{ from: "2", percent: "5" }] },
  { id: "volume", trigger: "volume", apply: "above", steps: [{ from: "20", percent: "10" }] },
  { id: "given", trigger: "manual", percent: "7.5", base: "list", cap: "12" },
]);

const settings = fc.record({
  rounding: fc.constantFrom("line", "invoice"),
  half: fc.constantFrom("away-from-zero", "up", "even"),
  bandBound: fc.constantFrom("inclusive", "exclusive"),
  zeroUsageFlat: fc.constantFrom("due", "not-due"),
  sharedUnused: fc.constantFrom("owner", "users", "nobody"),
  quantum: fc.constantFrom({}, { rule: "started-minutes" }, { rule: "started-hours" }),
  dayCount: fc.constantFrom("seconds", "half-open-days", "inclusive-days", "hours-730"),
  taxes: fc.constantFrom({}, { VAT: "19" }),
});

function bookOf(rules: readonly object[], rest: object): PriceBook {
  const office = {
    id: "office",
    default: "off",
    windows: [
      { window: "peak", days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "18:30" },
    ],
    holidays: ["2026-12-25"],
  };
  const fee = {
    id: "platform",
    kind: "base",
    basis: "account",
    cadence: "monthly",
    pricing: { shape: "flat", price: "9.99" },
  };
  return bookSchema.parse({
    id: "random",
    currency: "EUR",
    tariffZone: "Europe/Berlin",
    windowSets: [office],
    rules: [...rules, fee],
    ...rest,
  });
}

/** Any book. */
export const books: fc.Arbitrary<PriceBook> = fc
  .tuple(usageRules(pricing), extras, discounts, settings)
  .map(([[first, ...others], extra, off, conventions]) =>
    bookOf([{ ...first, ...extra }, ...others], { discounts: off, settings: conventions }),
  );

/** Books in which no part of the usage changes the price of another. */
export const linearBooks: fc.Arbitrary<PriceBook> = usageRules(linear).map((rules) =>
  bookOf(rules, {}),
);

const segment: fc.Arbitrary<Segment> = fc
  .record({
    from: fc.integer({ min: 0, max: MINUTES }),
    length: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 30 * 1440 })),
    meter: fc.constantFrom("instance", "storage"),
    instance: fc.integer({ min: 1, max: 5 }),
    level: fc.integer({ min: 1, max: 5000 }),
    groups: fc.subarray(["red", "blue"]),
    isProjected: fc.boolean(),
    autoscaled: fc.boolean(),
    usedBy: fc.constantFrom(undefined, "user", "third-party"),
    shares: fc.constantFrom(undefined, undefined, { anna: "0.25", bela: "0.6" }),
  })
  .map(({ from, length, instance, level, isProjected, ...rest }) =>
    segmentSchema.parse({
      ...rest,
      source: isProjected ? "projected" : "metered",
      environment: "course",
      node: instance < 3 ? "web" : "db",
      instance: `copy.${instance}`,
      item: "small",
      level: (level / 100).toFixed(2),
      start: new Date(START + from * MINUTE).toISOString(),
      end: new Date(START + (from + length) * MINUTE).toISOString(),
    }),
  );

export const segmentLists: fc.Arbitrary<readonly Segment[]> = fc.array(segment, { maxLength: 8 });

/** Not from the edge of anything else, then among others, then nobody in particular. */
const SHARED = [
  {
    environment: "course",
    from: "2026-11-11T11:11:11Z",
    parties: [{ party: "cleo", weight: "3" }],
  },
  {
    environment: "course",
    from: "2026-12-04T17:30:00Z",
    parties: [
      { party: "cleo", weight: "1" },
      { party: "anna", weight: "2" },
    ],
  },
  { environment: "course", from: "2027-01-05T00:00:00Z", parties: [] },
];

export const contracts: fc.Arbitrary<Contract> = fc
  .record({
    billingZone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"),
    anchorDay: fc.constantFrom(1, 15, 31),
    maximum: fc.constantFrom(undefined, "150"),
    parties: fc.constantFrom(
      [],
      [
        { party: "anna", weight: "1" },
        { party: "bela", weight: "2" },
      ],
    ),
    sharing: fc.constantFrom(undefined, undefined, SHARED),
  })
  .map((terms) =>
    contractSchema.parse({
      account: "acme",
      start: "2026-10-03T05:00:00Z",
      end: "2027-02-01T00:00:00Z",
      ...terms,
    }),
  );

/** What belongs together. */
export function inputsOf(
  book: PriceBook,
  contract: Contract,
  segments: readonly Segment[],
): RatingInputs {
  return { book, contract, segments, calendar: calendarFor(book, contract, segments) };
}

const openExtras = fc.record({
  allowance: fc.constantFrom(undefined, undefined, "10", "250.5"),
  minimum: fc.constantFrom(undefined, "40"),
  maximum: fc.constantFrom(undefined, "90"),
  per: fc.constantFrom("hour", "day", "month"),
});

const openPricing = fc.oneof(
  bands((unit, flat, limit) => ({ unit, flat, ...upToOf(limit) }), soon).map((list) => ({
    shape: "graduated",
    bands: list,
  })),
  bands((unit, _, limit) => ({ unit, ...upToOf(limit) }), soon).map((list) => ({
    shape: "graduated",
    bands: list,
  })),
  pricing.filter(({ shape }) => shape !== "peak"),
);

/** Books of which every rule can be kept open: no quantum, no ranks, no peaks. */
export const openBooks: fc.Arbitrary<PriceBook> = fc
  .tuple(usageRules(openPricing), openPricing, openExtras, discounts, settings, scope)
  .map(([[first, ...others], request, extra, off, conventions, scope]) => {
    const dearer = {
      ...first,
      id: "dearer",
      match: { node: "web" },
      validFrom: "2026-11-10T12:00:00Z",
    };
    const counted = { id: "request", kind: "usage", meter: "request", aggregation: "sum" };
    return bookOf(
      [
        { ...first, ...extra },
        ...others,
        { ...dearer, accumulator: { scope, period: "quarter" } },
        { ...counted, pricing: request, allowance: extra.allowance },
      ],
      {
        meters: { request: { unit: "request" } },
        effectiveFrom: "2026-10-05T00:00:00Z",
        discounts: off
          .filter(({ trigger }) => trigger === "volume" || trigger === "manual")
          .map((one) =>
            Object.assign({}, one, one.id === "given" ? { validFrom: "2026-11-03T09:00:00Z" } : {}),
          ),
        settings: {
          ...conventions,
          quantum: {},
          dayCount: conventions.dayCount.includes("days") ? "seconds" : conventions.dayCount,
        },
      },
    );
  });

const reported = fc.record({
  instance: fc.integer({ min: 1, max: 5 }),
  meter: fc.constantFrom("instance", "instance", "storage", "request", "unknown"),
  pause: fc.constantFrom(0, 0, 1, 90, 2000, 6000),
  minutes: fc.integer({ min: 1, max: 6000 }),
  level: fc.constantFrom("0", "1", "1", "2.5", "0.333"),
  told: fc.constantFrom("as it goes", "as it goes", "at its end", "in two parts", "twice", "late"),
  shares: fc.constantFrom(undefined, undefined, { anna: "0.25", bela: "0.6" }),
  reserved: fc.constantFrom(false, false, false, true),
  usedBy: fc.constantFrom(undefined, undefined, "user", "third-party"),
  ask: fc.constantFrom(-1, 0, 30, 3000),
});

type Reported = typeof reported extends fc.Arbitrary<infer R> ? R : never;

/** What is told while time goes on: one report after the other of each instance, and questions between them. */
export const streams = fc.array(reported, { minLength: 1, maxLength: 25 }).map((list) => {
  const free = new Map<string, number>();
  return list
    .flatMap((one) => stepsOf(one, free))
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, segment }) => (segment === undefined ? { ask: at } : { tell: segment }));
});

function stepsOf(one: Reported, free: Map<string, number>) {
  const { instance, meter, pause, minutes, level, told, ask, ...rest } = one;
  const key = `${meter} ${instance}`;
  const start = (free.get(key) ?? START) + pause * MINUTE;
  const end = start + minutes * MINUTE;
  free.set(key, end);
  const report = (from: number, to: number | null): Segment =>
    segmentSchema.parse({
      ...rest,
      meter,
      environment: instance === 2 ? "exam" : "course",
      node: instance < 3 ? "web" : "db",
      instance: `copy.${instance}`,
      item: "small",
      [meter === "request" ? "quantity" : "level"]: level,
      start: new Date(from).toISOString(),
      end: to === null ? null : new Date(to).toISOString(),
    });
  const half = start + Math.ceil(minutes / 2) * MINUTE;
  const whole = { at: end, segment: report(start, end) };
  const asked = ask === -1 ? [] : [{ at: end + ask * MINUTE, segment: undefined }];
  if (meter === "request") return [whole, ...(told === "twice" ? [whole] : []), ...asked];
  switch (told) {
    case "as it goes":
      return [{ at: start, segment: report(start, null) }, whole, ...asked];
    case "at its end":
      return [whole, ...asked];
    case "twice":
      return [whole, whole, ...asked];
    case "in two parts":
      return [
        { at: half, segment: report(start, half) },
        { at: end, segment: report(half, end) },
        ...asked,
      ];
    case "late":
      return [{ ...whole, at: end + 3000 * MINUTE }, ...asked];
  }
}
