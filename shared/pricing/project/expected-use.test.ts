import { expect, test } from "vitest";
import { starterCatalogue } from "../../catalogue/starter.ts";
import { sketch } from "../../design/sketch.ts";
import { bookSchema } from "../engine/book.ts";
import { quote } from "../quote.ts";
import { isPriced } from "../rated.ts";
import { defaultContract } from "../terms.ts";
import { projectSession } from "./session.ts";

const catalogue = starterCatalogue();
/** A core hour at 1.00, a GiB at 0.10; peak is in office hours. */
const book = bookSchema.parse({
  id: "lab",
  currency: "EUR",
  windowSets: [
    {
      id: "office",
      default: "off-peak",
      windows: [
        { window: "peak", days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "18:00" },
      ],
    },
  ],
  rules: [
    {
      id: "cpu",
      kind: "usage",
      meter: "cpu",
      aggregation: "sum",
      unit: "vCPU.h",
      windows: {
        set: "office",
        pricing: {
          peak: { shape: "unit", price: "1" },
          "off-peak": { shape: "unit", price: "0.5" },
        },
      },
    },
    {
      id: "sent",
      kind: "usage",
      meter: "network-out",
      aggregation: "sum",
      unit: "GiB",
      pricing: { shape: "unit", price: "0.10" },
    },
  ],
});
const terms = { book, contract: defaultContract("acme", book) };
// Monday: ten hours of peak, fourteen of none.
const window = { start: "2026-03-02T00:00:00.000Z", end: "2026-03-03T00:00:00.000Z" };

function machine(properties: Record<string, unknown>) {
  return sketch("Course", { web: { kind: "machine", cores: 4, count: 2, ...properties } });
}

function amounts(design: ReturnType<typeof machine>, useCase?: "low" | "expected" | "high") {
  const { lines } = quote({ design, catalogue, terms, window, useCase });
  return lines
    .filter(isPriced)
    .map(({ meter, window: when, quantity, rounded }) => [meter, when, quantity, rounded]);
}

test("what nobody says is not projected, and what is said is, by the cores that it is a part of", () => {
  expect(amounts(machine({}))).toEqual([]);
  // Two machines with 4 cores at 20 %: 1.6 core hours an hour.
  expect(amounts(machine({ processorUse: "20" }))).toEqual([
    ["cpu", "off-peak", "22.4", "11.20"],
    ["cpu", "peak", "16", "16.00"],
  ]);
});

test("less is used outside of peak where that is said", () => {
  const design = machine({ processorUse: "20", trafficPerHour: "1", offPeakUse: 50 });
  expect(amounts(design)).toEqual([
    ["cpu", "off-peak", "11.2", "5.60"],
    ["cpu", "peak", "16", "16.00"],
    // 2 × 10 GiB, and 2 × 7.
    ["network-out", "", "34", "3.40"],
  ]);
});

test("at the least, as is expected and at the most", () => {
  const design = machine({ trafficPerHour: "0/0.5/2" });
  const sums = (["low", "expected", "high"] as const).map((useCase) =>
    amounts(design, useCase).map(([, , quantity]) => quantity),
  );
  expect(sums).toEqual([["0"], ["24"], ["96"]]);
  const expansion = { now: Date.parse(window.start), before: Date.parse(window.end), limit: 10 };
  const session = { type: "from-to" as const, ...window };
  const cases = projectSession({ session, designs: [design], catalogue, terms, expansion });
  const totals = [cases.low, cases.expected, cases.high].map(({ totals: { gross } }) => gross);
  expect(totals).toEqual(["0.00", "2.40", "9.60"]);
});

test("a wrong range is told of, and counts as none", () => {
  for (const processorUse of ["101", "20/10/30", "1/2", "-5", "many"])
    expect(amounts(machine({ processorUse })), processorUse).toEqual([]);
});
