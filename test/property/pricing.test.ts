import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal, roundMoney } from "../../shared/base/money.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { instanceId } from "../../shared/design/instances.ts";
import { resolveNodes } from "../../shared/kinds/resolve.ts";
import { quote, statement } from "../../shared/pricing/bill.ts";
import { billSchema, type Bill, type UsageSegment } from "../../shared/pricing/charge.ts";
import { meteredUses } from "../../shared/pricing/projected.ts";
import { rateCardSchema, type RateCard } from "../../shared/pricing/rate-card.ts";

const catalogue = starterCatalogue();
const MINUTE = 60_000;
const START = Date.UTC(2027, 11, 1);
const NOW = instant(500 * 24 * 60);

/** Minutes after the start of December 2027: the range holds a leap February and both clock changes. */
function instant(minutes: number): string {
  return new Date(START + minutes * MINUTE).toISOString();
}

const price = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 99_999_999n }), fc.integer({ min: 0, max: 6 }))
  .map(([negative, digits, places]) =>
    new Decimal(`${negative ? "-" : ""}${digits}e-${places}`).toFixed(),
  );

const cards: fc.Arbitrary<RateCard> = fc
  .record({
    currency: fc.constantFrom("EUR", "JPY", "KWD"),
    billingZone: fc.constantFrom("UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia"),
    prices: fc.array(price, { minLength: 6, maxLength: 6 }),
  })
  .map(({ currency, billingZone, prices }) =>
    rateCardSchema.parse({
      format: "labwright-rate-card",
      version: 1,
      id: "random",
      revision: 3,
      name: "Random",
      currency,
      billingZone,
      effectiveFrom: "2026-01-01T00:00:00.000Z",
      rates: [
        { id: "any-machine", meter: "instance", item: "*", per: "hour" },
        { id: "small", meter: "instance", item: "vm-small", per: "hour" },
        { id: "small-setup", meter: "instance", item: "vm-small", per: "once" },
        { id: "disk", meter: "storage", item: "*", per: "month" },
        { id: "seat", meter: "licence", item: "*", per: "once" },
        { id: "line", meter: "bandwidth", item: "internet", per: "month" },
      ].map((rate, index) => Object.assign(rate, { price: prices[index] })),
    }),
  );

const segment: fc.Arbitrary<UsageSegment> = fc
  .record({
    node: fc.constantFrom("a", "b"),
    ordinal: fc.integer({ min: 1, max: 3 }),
    use: fc.constantFrom(
      { meter: "instance", item: "vm-small" } as const,
      { meter: "instance", item: "vm-large" } as const,
      { meter: "storage", item: "ssd-array" } as const,
      { meter: "licence", item: "office" } as const,
      { meter: "port", item: "unpriced" } as const,
    ),
    quantity: fc.constantFrom("1", "2", "0.5", "333.333333"),
    start: fc.integer({ min: 0, max: 400 * 24 * 60 }),
    minutes: fc.option(fc.integer({ min: -1, max: 90 * 24 * 60 })),
  })
  .map(({ node, ordinal, use: { meter, item }, quantity, start, minutes }) => ({
    node,
    instance: instanceId(node, ordinal),
    meter,
    item,
    quantity,
    start: instant(start),
    end: minutes === null ? null : instant(start + minutes),
    quality: "measured",
  }));
const segments = fc.array(segment, { maxLength: 12 });

function bill(card: RateCard, list: readonly UsageSegment[]): Bill {
  return statement({ card, segments: list, now: NOW, catalogue });
}

function sum(amounts: readonly string[]): Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
}

describe("a bill", () => {
  test("fits its schema; each line is quantity × price, rounded once; the total adds the lines up", () => {
    fc.assert(
      fc.property(cards, segments, (card, list) => {
        const made = bill(card, list);
        expect(billSchema.safeParse(made).error).toBeUndefined();
        for (const { quantity, unitPrice, amount, rounded } of made.charges) {
          expect(new Decimal(quantity).times(unitPrice).equals(amount)).toBe(true);
          expect(roundMoney(new Decimal(amount), card.currency).equals(rounded)).toBe(true);
        }
        const total = sum(made.charges.map((charge) => charge.rounded));
        expect(total.equals(made.total)).toBe(true);
        const keys = made.charges.map((charge) => charge.lineKey);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test("names every meter without a rate, and charges every other", () => {
    fc.assert(
      fc.property(cards, segments, (card, list) => {
        const { charges, unpriced } = bill(card, list);
        for (const { node, meter, item, start, end } of list) {
          if (start >= (end ?? NOW)) continue;
          const isLine = (one: { node: string; meter: string; item: string }): boolean =>
            one.node === node && one.meter === meter && one.item === item;
          expect(unpriced.filter(isLine)).toHaveLength(meter === "port" ? 1 : 0);
          expect(charges.some(isLine)).toBe(meter !== "port");
        }
      }),
    );
  });

  test("does not depend on the order of segments, nor on hearing of one twice", () => {
    const shuffled = segments.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(
          [...list, ...list, ...list].map((_, i) => i),
          { minLength: list.length * 3 },
        ),
      ),
    );
    fc.assert(
      fc.property(cards, shuffled, (card, [list, order]) => {
        const thrice = [...list, ...list, ...list];
        expect(
          bill(
            card,
            order.map((index) => thrice[index]!),
          ),
        ).toEqual(bill(card, list));
      }),
    );
  });

  test("hearing later that a segment has ended replaces the open one", () => {
    fc.assert(
      fc.property(cards, segment, segments, (card, one, others) => {
        const open = { ...one, end: null };
        const known = [...others.filter((other) => other.start !== one.start), one];
        expect(bill(card, [open, ...known])).toEqual(bill(card, known));
        expect(bill(card, [...known, open])).toEqual(bill(card, known));
      }),
    );
  });

  test("does not depend on where a segment was cut in two", () => {
    fc.assert(
      fc.property(cards, segments, fc.nat(), fc.nat(), (card, list, which, where) => {
        const cut = list[which % Math.max(list.length, 1)];
        if (cut === undefined || cut.end === null) return;
        const length = Date.parse(cut.end) - Date.parse(cut.start);
        if (length < 2) return;
        const middle = new Date(Date.parse(cut.start) + 1 + (where % (length - 1))).toISOString();
        const parts = [
          { ...cut, end: middle },
          { ...cut, start: middle },
        ];
        const whole = bill(card, list);
        expect(bill(card, [...list.filter((other) => other !== cut), ...parts])).toEqual(whole);
      }),
    );
  });

  test("counts once what two reports of one instance both cover", () => {
    fc.assert(
      fc.property(cards, segments, fc.nat(), fc.nat(), fc.nat(), (card, list, which, from, to) => {
        const known = list[which % Math.max(list.length, 1)];
        if (known === undefined || known.end === null) return;
        const [start, end] = [Date.parse(known.start), Date.parse(known.end)];
        if (end <= start) return;
        const [low, high] = [from, to]
          .map((at) => start + (at % (end - start + 1)))
          .toSorted((a, b) => a - b);
        const inside = { start: new Date(low!).toISOString(), end: new Date(high!).toISOString() };
        expect(bill(card, [...list, { ...known, ...inside }])).toEqual(bill(card, list));
      }),
    );
  });

  test("two bills for two halves of the time add up to one, to the twelfth digit of each quantity", () => {
    fc.assert(
      fc.property(cards, segments, fc.integer({ min: 0, max: 500 * 24 * 60 }), (card, list, at) => {
        const middle = instant(at);
        // An open report that a closed one replaces would be revived by being cut.
        const running = list.filter(({ meter, end }) => meter !== "licence" && end !== null);
        const hourly = { ...card, rates: card.rates.filter(({ per }) => per !== "once") };
        const before = running.flatMap((one) => clip(one, instant(0), middle));
        const after = running.flatMap((one) => clip(one, middle, NOW));
        const whole = exact(bill(hourly, running));
        const halves = [...exact(bill(hourly, before)), ...exact(bill(hourly, after))];
        for (const [key, amount] of whole) {
          const parts = halves.filter(([other]) => other === key).map(([, part]) => part);
          const limit = new Decimal(card.rates.find(({ id }) => key.endsWith(id))!.price).abs();
          const error = sum(parts).minus(amount).abs();
          expect(error.lessThanOrEqualTo(limit.times("2e-12"))).toBe(true);
        }
      }),
    );
  });

  test("a whole calendar month costs one month's price in any zone, leap February and clock changes too", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2024, max: 2032 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(
          "UTC",
          "Europe/Berlin",
          "America/Sao_Paulo",
          "Pacific/Apia",
          "Asia/Kolkata",
        ),
        (year, month, billingZone) => {
          const { start, end } = monthIn(year, month, billingZone);
          const card = cardOf([
            { id: "disk", meter: "storage", item: "*", per: "month", price: "3.10" },
          ]);
          const used = { ...GIB, start, end };
          const made = statement({
            card: { ...card, billingZone },
            segments: [used],
            now: end,
            catalogue,
          });
          expect(made.charges[0]!.quantity).toBe("1");
          expect(made.total).toBe("3.10");
        },
      ),
    );
  });

  test("hours are real hours: a clock change neither gives nor takes one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * 24 }),
        fc.integer({ min: 1, max: 100 }),
        (from, hours) => {
          const card = cardOf([
            { id: "disk", meter: "storage", item: "*", per: "hour", price: "1" },
          ]);
          const used = { ...GIB, start: instant(from * 60), end: instant((from + hours) * 60) };
          for (const billingZone of ["UTC", "Europe/Berlin"])
            expect(bill({ ...card, billingZone }, [used]).charges[0]!.quantity).toBe(String(hours));
        },
      ),
    );
  });

  test("an amount and its reverse round to the same number of cents", () => {
    fc.assert(
      fc.property(price, fc.constantFrom("EUR", "JPY", "KWD"), (amount, currency) => {
        const there = roundMoney(new Decimal(amount), currency);
        expect(there.plus(roundMoney(new Decimal(amount).negated(), currency)).isZero()).toBe(true);
      }),
    );
  });
});

describe("quote and statement", () => {
  test("a statement of exactly what was quoted has the same lines", () => {
    const counts = fc.record({
      web: fc.integer({ min: 1, max: 5 }),
      seats: fc.integer({ min: 1, max: 9 }),
    });
    const window = fc.tuple(fc.nat(300 * 24 * 60), fc.integer({ min: 1, max: 60 * 24 * 60 }));
    fc.assert(
      fc.property(cards, counts, window, (card, { web, seats }, [from, minutes]) => {
        const design = sketch("Random", {
          web: {
            kind: "machine",
            count: web,
            machineType: "vm-small",
            operatingSystem: "debian-13",
          },
          disk: { kind: "storage", count: 2 },
          office: { kind: "licence", product: "office", seats },
          world: { kind: "internet" },
        });
        const span = { start: instant(from), end: instant(from + minutes) };
        const expected = quote({ design, catalogue, card, window: span });
        const measured = metered(design, span);
        const actual = statement({ card, segments: measured, now: span.end, catalogue });
        expect({ ...actual, source: "projected" }).toEqual(expected);
      }),
    );
  });
});

const GIB = {
  node: "disk",
  instance: "disk.1",
  meter: "storage",
  item: "ssd-array",
  quantity: "1",
  quality: "measured",
} as const;

/** Starts and ends of every instance as an exact meter would report them; every second still open. */
function metered(
  design: ReturnType<typeof sketch>,
  span: { start: string; end: string },
): UsageSegment[] {
  return [...resolveNodes(design, catalogue).values()].flatMap((node) =>
    Array.from({ length: node.count }, (_, index) => index + 1).flatMap((ordinal) =>
      meteredUses(node).map(({ meter, item, quantity }) => ({
        meter,
        item,
        quantity,
        node: node.id,
        instance: instanceId(node.id, ordinal),
        start: span.start,
        end: ordinal % 2 === 0 ? null : span.end,
        quality: "measured" as const,
      })),
    ),
  );
}

function cardOf(rates: readonly object[]): RateCard {
  return rateCardSchema.parse({
    format: "labwright-rate-card",
    version: 1,
    id: "one",
    revision: 1,
    name: "One",
    currency: "EUR",
    effectiveFrom: "2024-01-01T00:00:00.000Z",
    rates,
  });
}

function exact({ charges }: Bill): (readonly [string, string])[] {
  return charges.map(({ lineKey, amount }) => [lineKey, amount] as const);
}

function clip(one: UsageSegment, start: string, end: string): UsageSegment[] {
  const from = one.start > start ? one.start : start;
  const to = (one.end ?? NOW) < end ? (one.end ?? NOW) : end;
  return from < to ? [{ ...one, start: from, end: to }] : [];
}

/** The instants at which a zone's wall clocks show the first of this month and of the next. */
function monthIn(year: number, month: number, zone: string): { start: string; end: string } {
  return { start: firstInstant(year, month, zone), end: firstInstant(year, month + 1, zone) };
}

/** By search in the zone's calendar as Intl shows it, so as not to trust the library under test. */
function firstInstant(year: number, month: number, zone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
  });
  const wanted = new Date(Date.UTC(year, month - 1)).toISOString().slice(0, 7);
  let low = Date.UTC(year, month - 1, 1) - 15 * 3_600_000;
  let high = low + 30 * 3_600_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (format.format(middle) >= wanted) high = middle;
    else low = middle;
  }
  return new Date(high).toISOString();
}
