import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "../../shared/base/money.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { bookSchema } from "../../shared/pricing/engine/book.ts";
import { projectSession } from "../../shared/pricing/project/session.ts";
import { sessionTimes } from "../../shared/pricing/project/session-times.ts";
import { quote } from "../../shared/pricing/quote.ts";
import { defaultContract } from "../../shared/pricing/terms.ts";
import { sessionSchema, type Session } from "../../shared/schedule/session.ts";

const catalogue = starterCatalogue();
const NOW = Date.UTC(2027, 2, 1);
const MINUTE = 60_000;

const unit = fc
  .integer({ min: 0, max: 9_999_999 })
  .map((micros) => ({ shape: "unit", price: (micros / 1_000_000).toFixed(6) }));

/** In which nothing changes the price of anything else. */
const terms = fc
  .record({
    tariffZone: fc.constantFrom("UTC", "Europe/Berlin", "America/Sao_Paulo"),
    peak: unit,
    off: unit,
    disk: unit,
    once: unit,
  })
  .map(({ tariffZone, peak, off, disk, once }) => {
    const use = (id: string, meter: string, rest: object) => ({
      id,
      kind: "usage",
      meter,
      ...rest,
    });
    const book = bookSchema.parse({
      id: "random",
      currency: "EUR",
      tariffZone,
      windowSets: [
        { id: "office", default: "off", windows: [{ window: "peak", from: "08:00", to: "18:00" }] },
      ],
      rules: [
        use("hours", "instance", { windows: { set: "office", pricing: { peak, off } } }),
        use("set-up", "instance", { match: { item: "vm-small" }, per: "once", pricing: once }),
        use("disk", "storage", { per: "month", pricing: disk }),
      ],
    });
    return { book, contract: defaultContract("acme", book) };
  });

const designs = fc
  .record({ web: fc.integer({ min: 1, max: 5 }), disks: fc.nat(2) })
  .map((count) => [
    sketch("Random", {
      web: { kind: "machine", count: count.web, machineType: "vm-small" },
      disk: { kind: "storage", count: count.disks + 1 },
    }),
  ]);

function instant(minutes: number): string {
  return new Date(NOW + minutes * MINUTE).toISOString();
}

const minute = fc.nat(40 * 24 * 60);
const length = fc.integer({ min: 1, max: 3 * 24 * 60 });

const tasks = fc
  .tuple(minute, fc.tuple(length, length, length))
  .map(([start, lengths]): Session => {
    const [leastMinutes, expectedMinutes, atMostMinutes] = lengths.toSorted((a, b) => a - b);
    const minutes = { leastMinutes, expectedMinutes, atMostMinutes };
    return sessionSchema.parse({
      type: "until-task",
      task: "Tests",
      start: instant(start),
      ...minutes,
    });
  });

const placed = fc
  .tuple(minute, fc.nat(4 * 24 * 60), length, fc.constantFrom("earliest", "cheapest"))
  .map(([from, spare, minutes, prefer]) =>
    sessionSchema.parse({
      type: "within",
      from: instant(from),
      to: instant(from + spare + minutes),
      minutes,
      prefer,
    }),
  );

/** Over the beginning of summer time in Europe. */
const repeated = fc
  .record({
    zone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York"),
    from: fc.constantFrom("00:30", "07:15", "22:00"),
    to: fc.constantFrom("02:30", "11:00", "18:45"),
    count: fc.integer({ min: 1, max: 30 }),
    days: fc.subarray(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], { minLength: 1 }),
  })
  .map(({ count, days, ...clocks }) =>
    sessionSchema.parse({
      type: "repeated",
      firstDay: "2027-03-15",
      rule: `FREQ=WEEKLY;BYDAY=${days.join(",")};COUNT=${count}`,
      ...clocks,
    }),
  );

const expansion = { now: NOW, before: Infinity, limit: 100 };

test("by prices in proportion, the least is never above what is expected, nor that above the most", () => {
  fc.assert(
    fc.property(terms, designs, fc.oneof(tasks, placed, repeated), (by, list, session) => {
      const request = { designs: list, catalogue, terms: by, expansion, session };
      const { low, expected, high } = projectSession(request);
      const [least, mostly, most] = [low, expected, high].map(({ totals }) => Number(totals.gross));
      expect(least).toBeLessThanOrEqual(mostly!);
      expect(mostly).toBeLessThanOrEqual(most!);
      if (session.type === "repeated") expect([low, high]).toEqual([expected, expected]);
    }),
    { numRuns: 60 },
  );
});

test("by prices in proportion, a series costs what the quotes of its times do, to the cent", () => {
  fc.assert(
    fc.property(terms, designs, repeated, (by, list, session) => {
      const request = { designs: list, catalogue, terms: by, expansion, session };
      const quotes = sessionTimes(request).expected.map(
        ({ design, window }) => quote({ design, catalogue, terms: by, window }).totals.gross,
      );
      const sum = quotes.reduce((total, one) => total.plus(one), new Decimal(0));
      expect(projectSession(request).expected.totals.gross).toBe(sum.toFixed(2));
    }),
    { numRuns: 40 },
  );
});
