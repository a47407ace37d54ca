import { expect, test } from "vitest";
import { Decimal } from "../base/money.ts";
import { starterCatalogue } from "../catalogue/starter.ts";
import { emptyDesign, type Design } from "../design/design.ts";
import { applyEdits } from "../design/edit.ts";
import { bookSchema } from "./engine/book.ts";
import { ruleSchema } from "./engine/schema/rule.ts";
import { rateScenario, repeated, scenarioEdits, type Scenario } from "./scenario.ts";
import { defaultContract } from "./terms.ts";

const book = bookSchema.parse({
  id: "lab",
  currency: "EUR",
  windowSets: [
    { id: "office", default: "off", windows: [{ window: "peak", from: "08:00", to: "18:00" }] },
  ],
  rules: [
    {
      id: "hours",
      kind: "usage",
      meter: "instance",
      windows: {
        set: "office",
        pricing: { peak: { shape: "unit", price: "3" }, off: { shape: "unit", price: "1" } },
      },
    },
  ],
});

function machines(count: number): Design {
  const node = {
    kind: "machine",
    name: "web",
    count,
    position: { x: 0, y: 0 },
    properties: { machineType: "m-small" },
  };
  return applyEdits(emptyDesign("course"), [{ type: "put-node", id: "web", node }]);
}

const base = {
  design: machines(5),
  catalogue: starterCatalogue(),
  terms: { book, contract: defaultContract("acme", book) },
  window: { start: "2026-01-05T08:00:00Z", end: "2026-01-05T12:00:00Z" },
};
const plain: Scenario = {
  id: "s",
  name: "S",
  counts: {},
  window: null,
  repeat: null,
  collection: null,
};

test("three instead of five, off-peak instead of peak", () => {
  expect(rateScenario(base).rated.totals.gross).toBe("60.00");
  const three = { ...plain, counts: { web: 3 } };
  expect(rateScenario(base, three).rated.totals.gross).toBe("36.00");
  const window = { start: "2026-01-05T18:00:00Z", end: "2026-01-05T22:00:00Z" };
  expect(rateScenario(base, { ...three, window }).rated.totals.gross).toBe("12.00");
  expect(rateScenario(base, { ...plain, window }).perNode.get("web")).toBe("20.00");
});

test("another way of paying changes when it is paid, and not how much", () => {
  const ways = [
    { collection: null, payments: 1 },
    { collection: { scheme: "pay-per-use" }, payments: 1 },
    { collection: { scheme: "instalment", count: 12, cadence: "monthly" }, payments: 12 },
  ] as const;
  for (const { collection, payments } of ways) {
    const result = rateScenario(base, { ...plain, collection });
    const sum = result.payments.reduce((all, { amount }) => all.plus(amount), new Decimal(0));
    expect([result.payments.length, sum.toFixed(2)]).toEqual([payments, "60.00"]);
    const settings = { ...book.settings, taxes: { VAT: "19" } };
    const terms = { ...base.terms, book: { ...book, settings } };
    const taxed = rateScenario({ ...base, terms }, { ...plain, collection });
    const paid = taxed.payments.reduce((all, { amount }) => all.plus(amount), new Decimal(0));
    expect([paid.toFixed(2), taxed.rated.totals.gross]).toEqual(["71.40", "71.40"]);
  }
});

test("applied to the design, it costs what the scenario said, and nothing else is changed", () => {
  const three = { ...plain, counts: { web: 3, gone: 2 } };
  const edits = scenarioEdits(base.design, three);
  expect(edits).toEqual([{ type: "change-node", id: "web", change: { count: 3 } }]);
  const design = applyEdits(base.design, edits);
  expect(design).toEqual(machines(3));
  expect(scenarioEdits(design, three)).toEqual([]);
  expect(rateScenario({ ...base, design }).rated).toEqual(rateScenario(base, three).rated);
});

test("an empty design costs nothing", () => {
  const nothing = rateScenario({ ...base, design: emptyDesign("nothing") });
  expect([nothing.rated.totals.gross, nothing.payments]).toEqual(["0.00", []]);
});

test("what is repeated is at the same time on clocks, and costs so many times as much", () => {
  const week = { ...plain, repeat: { every: "weekday", times: 5 } } as const;
  // Friday, and Monday to Thursday.
  const friday = { start: "2026-03-27T09:00:00.000Z", end: "2026-03-27T11:00:00.000Z" };
  const starts = repeated(friday, week.repeat, "Europe/Berlin").map(({ start }) =>
    start.slice(5, 16),
  );
  // The clocks are put forward on Sunday, 29 March.
  expect(starts).toEqual([
    "03-27T09:00",
    "03-30T08:00",
    "03-31T08:00",
    "04-01T08:00",
    "04-02T08:00",
  ]);
  expect(rateScenario(base, week).rated.totals.gross).toBe("300.00");
  // What is paid once is paid each time: each is an environment of its own, as when it is booked.
  const setUp = { id: "set-up", kind: "usage", meter: "instance", per: "once" } as const;
  const fee = ruleSchema.parse({ ...setUp, pricing: { shape: "unit", price: "2" } });
  const terms = { ...base.terms, book: { ...book, rules: [...book.rules, fee] } };
  expect(rateScenario({ ...base, terms }, week).rated.totals.gross).toBe("350.00");
});
