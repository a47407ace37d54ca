import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../../catalogue/starter.ts";
import type { Design } from "../../design/design.ts";
import { sketch } from "../../design/sketch.ts";
import { sessionSchema } from "../../schedule/session.ts";
import { bookSchema } from "../engine/book.ts";
import { quote } from "../quote.ts";
import { defaultContract, type Terms } from "../terms.ts";
import { NOBODY } from "./node-usage.ts";
import { projectedSegments } from "./segments.ts";
import { projectSession } from "./session.ts";
import { sessionTimes } from "./session-times.ts";

const catalogue = starterCatalogue();
const hours = { id: "hours", kind: "usage", meter: "instance" } as const;

function termsOf(rule: object, tariffZone = "UTC"): Terms {
  const book = bookSchema.parse({
    id: "lab",
    currency: "EUR",
    tariffZone,
    windowSets: [
      { id: "office", default: "off", windows: [{ window: "peak", from: "08:00", to: "18:00" }] },
    ],
    rules: [{ ...hours, ...rule }],
  });
  return { book, contract: defaultContract("acme", book) };
}

const windows = {
  set: "office",
  pricing: { peak: { shape: "unit", price: "3" }, off: { shape: "unit", price: "1" } },
};
const peak = termsOf({ windows });

function machines(count: number): Design {
  return sketch("Course", { web: { kind: "machine", machineType: "m-small", count } });
}

function project(session: object, terms: Terms = peak, designs = [machines(1)]) {
  const expansion = { now: Date.parse("2026-10-01T00:00:00Z"), before: Infinity, limit: 100 };
  return { designs, catalogue, terms, expansion, session: sessionSchema.parse(session) };
}

function costs(...asked: Parameters<typeof project>): readonly string[] {
  const { low, expected, high } = projectSession(project(...asked));
  return [low, expected, high].map(({ totals }) => totals.gross);
}

/** 22 weekdays, of which one is left out; the clocks go back on 25 October. */
const mornings = {
  type: "repeated",
  zone: "Europe/Berlin",
  firstDay: "2026-10-12",
  from: "07:00",
  to: "11:00",
  rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261110",
  except: ["2026-10-23"],
};

describe("mornings for a month, over the end of summer time", () => {
  test("cost the same each day where peak is on the same clocks", () => {
    // 21 × 2 machines × (1 h at 1 + 3 h at 3)
    const all = costs(mornings, termsOf({ windows }, "Europe/Berlin"), [machines(2)]);
    expect(all).toEqual(["420.00", "420.00", "420.00"]);
  });

  test("and meet another part of the peak where it is on other clocks", () => {
    // 9 × 2 × (3 h at 1 + 1 h at 3), then 12 × 2 × (2 h at 1 + 2 h at 3)
    expect(costs(mornings, peak, [machines(2)])[1]).toBe("300.00");
  });

  test("are as much as the quotes of each of them", () => {
    const { low } = sessionTimes(project(mornings));
    expect(low).toHaveLength(21);
    const quotes = low.map(({ design, window }) =>
      Number(quote({ design, catalogue, terms: peak, window }).totals.gross),
    );
    expect(costs(mornings)[0]).toBe(quotes.reduce((sum, one) => sum + one, 0).toFixed(2));
  });

  test("fill the bands of each month together", () => {
    const bands = [{ upTo: "20", unit: "2" }, { unit: "1" }];
    // October: 14 × 4 h, 20 of them at 2; November: 7 × 4 h, 20 of them at 2. One by one it were 168.
    const terms = termsOf({ pricing: { shape: "graduated", bands } });
    expect(costs(mornings, terms)).toEqual(["124.00", "124.00", "124.00"]);
  });

  test("set up anew each time, as each is an environment of its own", () => {
    const rated = projectSession(
      project(mornings, termsOf({ per: "once", pricing: { shape: "unit", price: "5" } })),
    ).expected;
    expect(rated.totals.gross).toBe("105.00");
    expect(rated.lines[0]?.environment).toBe("2026-10-12");
  });
});

describe("what is not certain", () => {
  const task = { type: "until-task", task: "Tests", start: "2026-10-12T16:00:00Z" };

  test("a task takes least, mostly and at most so long", () => {
    const known = { ...task, leastMinutes: 60, expectedMinutes: 120, atMostMinutes: 240 };
    expect(costs(known)).toEqual(["3.00", "6.00", "8.00"]);
    expect(costs({ ...task, expectedMinutes: 120, atMostMinutes: 240 })[0]).toBe("6.00");
    expect(costs({ ...task, atMostMinutes: 240 })).toEqual(["8.00", "8.00", "8.00"]);
  });

  test("least, expected and most are in that order", () => {
    const wrong = { ...task, leastMinutes: 180, expectedMinutes: 120, atMostMinutes: 240 };
    expect(sessionSchema.safeParse(wrong).success).toBe(false);
    const longer = { ...task, expectedMinutes: 300, atMostMinutes: 240 };
    expect(sessionSchema.safeParse(longer).success).toBe(false);
  });

  test("within a window it begins at the cheapest and the dearest time, and as is preferred", () => {
    const day = { type: "within", from: "2026-10-12T07:00:00Z", to: "2026-10-12T20:00:00Z" };
    expect(costs({ ...day, minutes: 120 })).toEqual(["2.00", "4.00", "6.00"]);
    expect(costs({ ...day, minutes: 120, prefer: "cheapest" })).toEqual(["2.00", "2.00", "6.00"]);
  });

  test("a window that is nearly over is the one time that is left", () => {
    const late = { type: "within", from: null, to: "2026-10-01T01:00:00Z", minutes: 120 };
    expect(costs(late)).toEqual(["2.00", "2.00", "2.00"]);
  });
});

test("the stronger design in office hours, the other one at all other times", () => {
  const session = {
    type: "office-hours",
    start: "2026-10-12T00:00:00Z",
    end: "2026-10-13T00:00:00Z",
    zone: "UTC",
    days: [1],
    from: "08:00",
    to: "18:00",
  };
  // 10 h × 4 at 3, and 14 h × 1 at 1
  expect(costs(session, peak, [machines(4), machines(1)])[1]).toBe("134.00");
});

test("what is projected says which time of the series it is of", () => {
  const window = { start: "2026-10-12T07:00:00Z", end: "2026-10-12T09:00:00Z" };
  const context = { ...NOBODY, session: "2026-10-12" };
  const segments = projectedSegments({ design: machines(2), catalogue, window, context });
  expect(segments.map(({ session }) => session)).toContain("2026-10-12");
  expect(new Set(segments.map(({ session }) => session)).size).toBe(1);
});

test("nothing to come costs nothing", () => {
  expect(costs({ ...mornings, rule: "FREQ=DAILY;UNTIL=20261001" })).toEqual(
    Array.from({ length: 3 }, () => "0.00"),
  );
});
