import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../../shared/base/money.ts";
import { starterCatalogue, starterTerms } from "../../shared/catalogue/starter.ts";
import { instanceId } from "../../shared/design/instances.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { resolveNodes } from "../../shared/kinds/resolve.ts";
import { bookSchema, type PriceBook } from "../../shared/pricing/engine/book.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import { varianceSince } from "../../shared/pricing/baseline.ts";
import { createPricer } from "../../shared/pricing/pricer.ts";
import { rateTimes } from "../../shared/pricing/project/session.ts";
import { nodeUsage, usageSegment } from "../../shared/pricing/project/node-usage.ts";
import { outlook, quote, statement } from "../../shared/pricing/quote.ts";
import { ratedPerNode, ratedSchema, type Rated } from "../../shared/pricing/rated.ts";
import { runRate } from "../../shared/pricing/run-rate.ts";
import { defaultContract, type Terms } from "../../shared/pricing/terms.ts";
import { costsAddUp, windowCosts } from "../../shared/pricing/window-cost.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { valueOf } from "../support/store-fixtures.ts";

const catalogue = starterCatalogue();
const MINUTE = 60_000;
const START = Date.UTC(2027, 1, 1);
const context = { account: "acme", environment: "course", user: "ada" };

/** Minutes after the start of February 2027: the range holds the clock change of spring. */
function instant(minutes: number): string {
  return new Date(START + minutes * MINUTE).toISOString();
}

const price = fc
  .integer({ min: 0, max: 9_999_999 })
  .map((micros) => (micros / 1_000_000).toFixed(6));

const unit = price.map((one) => ({ shape: "unit", price: one }));
const bands = fc
  .tuple(price, price, price)
  .map(([one, two, flat]) => [{ upTo: "20.5", unit: one, flat }, { unit: two }]);
const anyShape = fc.oneof(
  unit,
  bands.map((list) => ({ shape: "graduated", bands: list })),
  bands.map((list) => ({ shape: "volume", bands: list })),
  price.map((one) => ({ shape: "peak", price: one })),
  price.map((one) => ({ shape: "flat", price: one })),
);

function booksOf(shape: fc.Arbitrary<object>, extras: fc.Arbitrary<object[]>) {
  return fc
    .record({
      currency: fc.constantFrom("EUR", "JPY", "KWD"),
      zone: fc.constantFrom("UTC", "Europe/Berlin", "America/Sao_Paulo"),
      rounding: fc.constantFrom("line", "invoice"),
      dayCount: fc.constantFrom("seconds", "half-open-days", "hours-730"),
      quantum: fc.constantFrom({}, { rule: "started-hours" }),
      taxes: fc.constantFrom({}, { VAT: "19" }),
      shapes: fc.array(shape, { minLength: 7, maxLength: 7 }),
      extras,
    })
    .map(({ currency, zone, shapes, extras: more, ...settings }): PriceBook => {
      const [any, , once, disk, seat, peak, off] = shapes;
      const use = (id: string, meter: string, rest: object) =>
        ({ id, title: id, kind: "usage", meter, ...rest }) as const;
      return bookSchema.parse({
        id: "random",
        currency,
        tariffZone: zone,
        settings,
        windowSets: [
          {
            id: "office",
            default: "off",
            windows: [{ window: "peak", from: "08:00", to: "18:00" }],
          },
        ],
        rules: [
          use("any", "instance", { pricing: any }),
          use("small", "instance", {
            match: { item: "vm-small", kind: "machine" },
            windows: { set: "office", pricing: { peak, off } },
          }),
          use("set-up", "instance", { match: { item: "vm-small" }, per: "once", pricing: once }),
          use("disk", "storage", { per: "month", pricing: disk }),
          use("seat", "licence", { per: "month", pricing: seat, match: { item: "office" } }),
          ...more,
        ],
      });
    });
}

/** In which nothing changes the price of anything else. */
const separable = booksOf(unit, fc.constant([]));
const fees = [
  {
    id: "platform",
    kind: "base",
    basis: "account",
    cadence: "monthly",
    pricing: { shape: "flat", price: "99" },
  },
  {
    id: "person",
    kind: "base",
    basis: "user",
    cadence: "monthly",
    pricing: { shape: "flat", price: "9.99" },
  },
];
/** In which some of it counts together, but only in bands, measured use has a price and best effort is cheaper. */
const apartAtFirst = fc
  .tuple(separable, fc.integer({ min: 1, max: 2000 }), fc.constantFrom("graduated", "volume"))
  .map(([book, upTo, shape]) => {
    const bands = [{ upTo: String(upTo), unit: "0.07" }, { unit: "0.051" }];
    const own = {
      id: "bands",
      kind: "usage",
      meter: "storage",
      match: { item: "ssd-array" },
      per: "month",
      pricing: { shape, bands },
    };
    const address = { ...own, id: "address", meter: "address", match: {}, per: "hour" };
    const discounts = [
      { id: "class", match: { qosClass: "best-effort" }, trigger: "manual", percent: "30" },
      { id: "all", meter: "licence", trigger: "manual", percent: "7" },
    ];
    // Where rules ask for kinds, bands are of several sums.
    const others = book.rules.map((rule) => ({
      ...rule,
      match: rule.id === "small" ? { item: "vm-small", account: "acme" } : rule.match,
    }));
    return bookSchema.parse({ ...book, rules: [...others, own, address], discounts });
  });
/** Any, with fees for whom usage is there. */
const anyBook = booksOf(anyShape, fc.subarray(fees));

const designs = fc
  .record({
    web: fc.integer({ min: 1, max: 7 }),
    db: fc.integer({ min: 1, max: 2 }),
    disks: fc.integer({ min: 1, max: 3 }),
    seats: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ web, db, disks, seats }) =>
    sketch("Random", {
      web: { kind: "machine", count: web, machineType: "vm-small", operatingSystem: "debian-13" },
      "web-2": { kind: "machine", machineType: "vm-small", operatingSystem: "debian-13" },
      db: { kind: "machine", count: db, machineType: "vm-large" },
      disk: { kind: "storage", storageClass: "ssd-array", count: disks },
      office: { kind: "licence", product: "office", seats },
      world: { kind: "internet" },
    }),
  );
type AnyDesign = ReturnType<typeof sketch>;

const windows = fc
  .tuple(fc.nat(60 * 24 * 60), fc.integer({ min: 1, max: 45 * 24 * 60 }))
  .map(([from, minutes]): Window => ({ start: instant(from), end: instant(from + minutes) }));

function termsOf(book: PriceBook): Terms {
  return { book, contract: defaultContract("acme", book) };
}

/** Starts and ends of every instance as an exact meter would report them; every second still open. */
function metered(design: AnyDesign, span: Window): Segment[] {
  return [...resolveNodes(design, catalogue).values()].flatMap((node) => {
    const usage = nodeUsage(design, node);
    return Array.from({ length: node.count }, (_, index) => index + 1).flatMap((ordinal) =>
      usage.uses.map((use) =>
        usageSegment(context, usage, use, {
          source: "metered",
          instance: instanceId(node.id, ordinal),
          start: span.start,
          end: ordinal % 2 === 0 ? null : span.end,
        }),
      ),
    );
  });
}

/** What differs only because one was expected and the other happened. */
function withoutSource({ lines, totals }: Rated) {
  return { totals, lines: lines.map((line) => ({ ...line, source: "" })) };
}

describe("quote, outlook and statement", () => {
  test("where all ran as planned, the statement has the lines that were quoted, by any book", () => {
    fc.assert(
      fc.property(anyBook, designs, windows, (book, design, window) => {
        const terms = termsOf(book);
        const expected = quote({ design, catalogue, terms, window, context });
        expect(ratedSchema.safeParse(expected).error).toBeUndefined();
        const segments = metered(design, window);
        const actual = statement({ terms, segments, now: window.end });
        expect(withoutSource(actual)).toEqual(withoutSource(expected));
      }),
    );
  });

  test("while it runs as planned, the outlook stays what was quoted", () => {
    fc.assert(
      fc.property(
        separable,
        designs,
        windows,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (book, design, window, part) => {
          const terms = termsOf(book);
          const [from, to] = [Date.parse(window.start), Date.parse(window.end)];
          const now = new Date(Math.round(from + (to - from) * part)).toISOString();
          const used = metered(design, { start: window.start, end: now }).filter(
            ({ start }) => start < now,
          );
          const expected = quote({ design, catalogue, terms, window, context });
          const outcome = outlook({ design, catalogue, terms, window, context, used, now });
          expect(withoutSource(outcome)).toEqual(withoutSource(expected));
        },
      ),
    );
  });

  test("what the account owes anyway is in none of them", () => {
    fc.assert(
      fc.property(anyBook, designs, windows, (book, design, window) => {
        const terms = termsOf(book);
        const bounded = { ...terms, contract: { ...terms.contract, minimum: "1000000" } };
        const rated = quote({ design, catalogue, terms: bounded, window });
        expect(rated).toEqual(quote({ design, catalogue, terms, window }));
        expect(rated.lines.filter(({ rule }) => rule.id === "platform")).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a price that follows the drawing", () => {
  const edits = fc.array(
    fc.record({
      id: fc.constantFrom("web", "web-2", "db", "disk"),
      count: fc.integer({ min: 0, max: 9 }),
      group: fc.constantFrom(undefined, "red", "blue"),
    }),
    { maxLength: 6 },
  );

  test("is what the whole costs, to the last digit, after any edits", () => {
    fc.assert(
      fc.property(
        fc.oneof(separable, apartAtFirst, anyBook),
        designs,
        windows,
        edits,
        (book, first, window, list) => {
          const terms = termsOf(book);
          const pricer = createPricer(catalogue, terms, window);
          let design = first;
          pricer.update(design);
          for (const { id, count, group } of list) {
            design = edited(design, id, count, group);
            const priced = pricer.update(design) ?? pricer.whole(design);
            const rated = quote({ design, catalogue, terms, window });
            const rate = runRate({ design, catalogue, terms, at: window.start });
            const prices = ratedPerNode(rated);
            expect({ ...priced, prices: new Map(priced.prices) }).toEqual({ rated, rate, prices });
          }
        },
      ),
      { numRuns: 70 },
    );
  });

  test("so is the cost in one window after another", () => {
    fc.assert(
      fc.property(
        fc.oneof(separable, apartAtFirst, anyBook),
        designs,
        fc.array(windows),
        fc.constantFrom("", "best-effort"),
        (book, design, list, qosClass) => {
          const terms = termsOf(book);
          const costOf = windowCosts(design, catalogue, terms, { qosClass });
          const asked = { ...context, environment: "", user: "", qosClass };
          for (const window of list)
            expect(costOf(window)).toBe(
              quote({ design, catalogue, terms, window, context: asked }).totals.gross,
            );
        },
      ),
      { numRuns: 30 },
    );
  });
});

test("they are node by node where they can be, as long as no band is full", () => {
  const window = { start: instant(0), end: instant(1440) };
  const few = sketch("Few", { disk: { kind: "storage", storageClass: "ssd-array" } });
  const many = sketch("Many", {
    disk: { kind: "storage", storageClass: "ssd-array", count: 5000 },
  });
  const heard = sketch("Heard", { web: { kind: "machine", processorUse: "50" } });
  const [book] = fc.sample(apartAtFirst, { numRuns: 1, seed: 1 });
  const pricer = createPricer(catalogue, termsOf(book!), window);
  const said = [few, many, few, heard, few].map((design) => pricer.update(design) !== null);
  expect(said).toEqual([true, false, true, false, true]);
});

test("times that are said to add up cost together what each of them does", () => {
  const series = fc.array(windows, { minLength: 2, maxLength: 5 });
  let sums = 0;
  fc.assert(
    fc.property(apartAtFirst, designs, series, fc.nat(2), (book, design, list, more) => {
      const terms = termsOf(book);
      const copies = more + 1;
      const times = list.map((window) => ({ design, window, copies }));
      const { settings } = book;
      // Taxes and bills that are rounded as a whole are of the whole.
      if (settings.rounding === "invoice" || Object.keys(settings.taxes).length > 0) return;
      if (!costsAddUp(times, catalogue, terms)) return;
      sums++;
      const each = list.map(windowCosts(design, catalogue, terms));
      const sum = each.reduce((total, cost) => total.plus(cost), new Decimal(0)).times(copies);
      const all = list.flatMap((window, at) =>
        Array.from({ length: copies }, (_, copy) => ({ design, window, key: `${at} ${copy}` })),
      );
      const whose = { ...context, environment: "", user: "" };
      const together = rateTimes({ times: all, catalogue, terms, context: whose });
      expect(new Decimal(together.totals.gross).toFixed()).toBe(sum.toFixed());
    }),
    { numRuns: 60 },
  );
  expect(sums).toBeGreaterThan(0);
});

function edited(
  design: AnyDesign,
  id: string,
  count: number,
  group: string | undefined,
): AnyDesign {
  const { [id]: node, ...others } = design.nodes;
  if (count === 0 || node === undefined) return { ...design, nodes: others };
  return { ...design, nodes: { ...design.nodes, [id]: { ...node, count, group } } };
}

describe("what was accepted, and what came of it", () => {
  test("every row adds up, and where all ran as planned nothing differs", () => {
    fc.assert(
      fc.property(anyBook, designs, windows, fc.boolean(), (book, design, window, isPlanned) => {
        const terms = termsOf(book);
        const priceBook = { id: book.id, revision: book.revision };
        const baseline = { at: window.start, priceBook, contract: terms.contract, design, window };
        const later = { start: window.start, end: instant(120 * 24 * 60) };
        const segments = metered(design, isPlanned ? window : later);
        const until = isPlanned ? window.end : later.end;
        const common = { baseline, books: [book], catalogue, context, terms };
        const rows = valueOf(varianceSince({ ...common, segments, until }));
        for (const { projected, actual, steps } of rows) {
          const sum = steps.reduce(
            (total, { amount }) => total.plus(amount),
            new Decimal(projected),
          );
          expect(sum.equals(actual)).toBe(true);
        }
        if (isPlanned) expect(rows.filter(({ steps }) => steps.length > 0)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

test("prices in proportion: two designs together cost what each does", () => {
  const terms = starterTerms();
  fc.assert(
    fc.property(designs, windows, (design, window) => {
      const costs = (nodes: AnyDesign["nodes"]): Decimal =>
        quote({ design: { ...design, nodes }, catalogue, terms, window }).lines.reduce(
          (sum, { rounded }) => sum.plus(rounded),
          new Decimal(0),
        );
      const parts = Object.entries(design.nodes).map(([id, node]) => costs({ [id]: node }));
      const together = parts.reduce((sum, part) => sum.plus(part), new Decimal(0));
      expect(costs(design.nodes).equals(together)).toBe(true);
    }),
    { numRuns: 20 },
  );
});
