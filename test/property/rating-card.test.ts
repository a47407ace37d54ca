import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "../../shared/base/money.ts";
import { starterCatalogue, starterRateCard } from "../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import { quote, statement } from "../../shared/pricing/bill.ts";
import type { UsageSegment } from "../../shared/pricing/charge.ts";
import { calendarFor } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import {
  bookOfRateCard,
  contractOfRateCard,
  segmentOfUsage,
} from "../../shared/pricing/engine/of-rate-card.ts";
import { rate } from "../../shared/pricing/engine/rate.ts";
import { projectedSegments } from "../../shared/pricing/projected.ts";

const catalogue = starterCatalogue();
const card = starterRateCard();
const book = bookOfRateCard(card);

/** What the engine makes of usage: one amount for each node, item and rate, over all months. */
function engineAmounts(segments: readonly UsageSegment[], now: string) {
  const closed = segments.map((one) => segmentOfUsage({ ...one, end: one.end ?? now }));
  const contract = contractOfRateCard(card, "lab");
  const calendar = calendarFor(book, contract, closed);
  const lines = rate(book, contract, closed, calendar);
  const keyOf = ({ node, meter, item, rule }: RatedLine): string =>
    [node, meter, item, rule.id].join("/");
  const priced = lines.filter(({ category }) => category !== "unpriced");
  return [...Map.groupBy(priced, keyOf)].map(([key, own]) => {
    const net = own.reduce((sum, line) => sum.plus(line.net), new Decimal(0));
    const quantity = own.reduce((sum, line) => sum.plus(line.quantity), new Decimal(0));
    return rowOf(key, own[0]?.unit, own[0]?.unitPrice, quantity, net);
  });
}

function rowOf(
  key: string,
  unit: string | undefined,
  price: string | undefined,
  quantity: Decimal,
  amount: Decimal,
) {
  return { key, unit, price, quantity: quantity.toFixed(6), amount: amount.toFixed(6) };
}

function todaysAmounts(charges: ReturnType<typeof quote>["charges"]) {
  return charges.map(({ lineKey, unit, unitPrice, quantity, amount }) =>
    rowOf(lineKey, unit, unitPrice, new Decimal(quantity), new Decimal(amount)),
  );
}

function byKey<T extends { readonly key: string }>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

const windows = fc
  .tuple(fc.integer({ min: 0, max: 500 * 1440 }), fc.integer({ min: 1, max: 70 * 1440 }))
  .map(([from, minutes]) => {
    const start = Date.UTC(2026, 0, 1) + from * 60_000;
    const text = (at: number): string => new Date(at).toISOString();
    return { start: text(start), end: text(start + minutes * 60_000) };
  });

test("the starter rate card as a price book charges what quotes charge today, to the millionth", () => {
  const designs = fc.constantFrom(...exampleDesigns().map(({ design }) => design));
  fc.assert(
    fc.property(designs, windows, (design, window) => {
      const segments = projectedSegments(design, catalogue, window);
      const { charges } = quote({ design, catalogue, card, window });
      expect(byKey(engineAmounts(segments, window.end))).toEqual(byKey(todaysAmounts(charges)));
    }),
    { seed: 20261121, numRuns: 25 },
  );
});

test("and what statements charge, of usage that overlaps, is told twice and goes on", () => {
  const [{ design }] = exampleDesigns() as [ReturnType<typeof exampleDesigns>[number]];
  const now = "2027-12-31T00:00:00.000Z";
  fc.assert(
    fc.property(fc.array(windows, { minLength: 1, maxLength: 4 }), fc.boolean(), (spans, open) => {
      const usage = spans.flatMap((span) => projectedSegments(design, catalogue, span));
      const segments = usage.map((one, at): UsageSegment =>
        Object.assign({}, one, {
          quality: "measured" as const,
          end: open && at % 7 === 0 ? null : one.end,
        }),
      );
      const { charges } = statement({ card, segments: [...segments, ...segments], now, catalogue });
      expect(byKey(engineAmounts(segments, now))).toEqual(byKey(todaysAmounts(charges)));
    }),
    { seed: 20261121, numRuns: 15 },
  );
});
