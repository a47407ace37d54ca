import { expect, test } from "vitest";
import { sketch } from "../../shared/design/sketch.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { rateWithin } from "../../shared/statements/rating.ts";
import { amounts, ranAsDrawn, type Charged } from "../support/ran-as-drawn.ts";

// Ways of charging that BILLING.md asks for, from a drawing and what was metered of it to quote, running charge, signed
// statement and bill. How amounts are worked out for every setting is in test/golden/rating.

const machine = { kind: "machine", operatingSystem: "debian-12", memoryMiB: 1024 };
const disk = { kind: "storage", capacityGiB: 100 };
const lan = { kind: "subnet", cidr: "10.0.0.0/24" };
const links = ["web:nic lan:net", "db:nic lan:net", "files:attach db:disk"];
/** Two machines in a group, one beside it, and a disk: for half of February. */
const design = sketch(
  "Shop",
  { lan, web: { ...machine, count: 2, group: "front" }, db: machine, files: disk },
  links,
  { groups: { front: { name: "Front" } } },
);

const flat = (price: string) => ({ shape: "flat", price });
const unit = (price: string) => ({ shape: "unit", price });

/** What the environment is charged by itself, which is the same wherever it is shown. */
function sameEverywhere({ quote, running, file }: Charged): readonly string[] {
  const keys = (lines: readonly RatedLine[]) => lines.map(({ lineKey }) => lineKey);
  const { actual, projected } = file;
  expect(amounts(running.lines)).toEqual(amounts(quote.lines));
  for (const { lines, totals } of [actual, projected ?? actual]) {
    expect(keys(lines)).toEqual(keys(running.lines));
    expect(amounts(lines)).toEqual(amounts(quote.lines));
    expect(totals.gross).toBe(quote.totals.gross);
  }
  expect(projected).not.toBeNull();
  return amounts(quote.lines);
}

const CADENCES = [
  ["once", "5"],
  ["monthly", "28"],
  ["quarterly", "90"],
  ["annual", "365"],
] as const;

/** A base fee in each of the four cadences. */
function fees(id: string, more: object): readonly object[] {
  return CADENCES.map(([cadence, price]) => {
    const fee = { id: `${id}-${cadence}`, kind: "base", cadence, pricing: flat(price) };
    return Object.assign(fee, more);
  });
}

// 14 of the 28 days of February, the 90 of the quarter, the 365 of the year.
test("base fees of components and of groups, in four cadences, each for as long as it is there", async () => {
  const system = { basis: "component", meter: "software", match: { item: "debian-12" } };
  const rules = [...fees("system", system), ...fees("group", { basis: "group" })];
  const charged = await ranAsDrawn(design, { rules });
  const groups = ["annual: 14.00", "monthly: 14.00", "once: 5.00", "quarterly: 14.00"];
  const twice = ["annual: 28.00", "monthly: 28.00", "once: 10.00", "quarterly: 28.00"];
  const expected = [
    ...groups.map((fee) => `group-${fee}`),
    // Of db, and of both copies of web.
    ...groups.map((fee) => `system-${fee}`),
    ...twice.map((fee) => `system-${fee}`),
  ];
  expect(sameEverywhere(charged)).toEqual(expected);
  expect(amounts(charged.bill.lines)).toEqual(expected);
  expect(charged.bill.totals.gross).toBe("188.00");
});

test("an environment as one product: its parts are listed, and cost nothing beside its price", async () => {
  const whole = { item: ["vm-small", "debian-12"] };
  const rules = [
    {
      id: "shop",
      kind: "package",
      match: { kind: "environment" },
      cadence: "monthly",
      price: "280",
      includes: whole,
    },
    { id: "hours", kind: "usage", meter: "instance", pricing: unit("1") },
    { id: "systems", kind: "usage", meter: "software", pricing: unit("0.5") },
    { id: "disk", kind: "usage", meter: "storage", per: "month", pricing: unit("0.20") },
  ];
  const charged = await ranAsDrawn(design, { rules });
  // Half of a month; 100 GiB of disk for half of it are not in the package.
  expect(sameEverywhere(charged)).toEqual(["shop: 140.00", "disk: 10.00"]);
  const included = charged.bill.lines.filter(({ rounded }) => rounded === "0.00");
  expect(included.map(({ title, quantity, list }) => [title, quantity, list])).toEqual([
    ["hours", "336", "336"],
    ["systems", "336", "168"],
    ["hours", "672", "672"],
    ["systems", "672", "336"],
  ]);
  expect(included[0]?.discounts).toMatchObject([{ amount: "-336" }]);
});

test("what a group uses together is priced together", async () => {
  const bands = [{ upTo: "500", unit: "1" }, { unit: "0.5" }];
  const rules = [
    {
      id: "together",
      kind: "usage",
      meter: "instance",
      match: { group: "front" },
      accumulator: { scope: "group" },
      pricing: { shape: "graduated", bands },
    },
    { id: "alone", kind: "usage", meter: "instance", pricing: { shape: "graduated", bands } },
    { id: "systems", kind: "usage", meter: "software", pricing: flat("0") },
    { id: "disk", kind: "usage", meter: "storage", pricing: unit("0") },
  ];
  const charged = await ranAsDrawn(design, { rules });
  // The group's 2 × 336 hours: 500 at 1.00 and 172 at 0.50. What is in no group fills bands of its own.
  expect(sameEverywhere(charged)).toEqual(["alone: 336.00", "together: 500.00", "together: 86.00"]);
});

test("by period, by time and by resources, in windows, and each paid in its own way", async () => {
  const office = [
    { window: "peak", days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "18:00" },
  ];
  const book = {
    windowSets: [{ id: "office", default: "off", windows: office }],
    rules: [
      { id: "platform", kind: "base", basis: "account", cadence: "monthly", pricing: flat("40") },
      {
        id: "hours",
        kind: "usage",
        meter: "instance",
        windows: { set: "office", pricing: { peak: unit("1"), off: unit("0.5") } },
      },
      { id: "systems", kind: "usage", meter: "software", pricing: unit("0") },
      { id: "disk", kind: "usage", meter: "storage", per: "month", pricing: unit("0.20") },
    ],
  };
  const charged = await ranAsDrawn(design, book, {
    start: "2026-02-01T00:00:00Z",
    collection: [
      { scheme: "instalment", rules: ["platform"], count: 4, start: "2026-02-01T00:00:00Z" },
      { scheme: "pay-per-use", rules: ["disk"] },
      { scheme: "periodic", cadence: "quarterly", payWithinDays: 14 },
    ],
  });
  // Ten working days of ten hours: 100 of peak and 236 off peak for each of three machines. The disk: half a month.
  const own = ["hours: 118.00", "hours: 100.00", "disk: 10.00", "hours: 236.00", "hours: 200.00"];
  expect(sameEverywhere(charged)).toEqual(own);
  // The platform of February, and of March in advance: in four parts, those of the past with the bill.
  const { lines, schedule } = charged.bill;
  expect(lines.filter(({ rule }) => rule.id === "platform")).toHaveLength(2);
  expect(
    schedule.map(({ at, scheme, amount }) => `${at.slice(0, 10)} ${scheme} ${amount}`),
  ).toEqual([
    "2026-03-15 instalment 20.00",
    "2026-03-15 pay-per-use 10.00",
    "2026-03-15 instalment 20.00",
    "2026-04-01 instalment 20.00",
    "2026-04-15 periodic 654.00",
    "2026-05-01 instalment 20.00",
  ]);
});

test("several parties share what it costs from a day on: the same on statement, signed file and bill", async () => {
  const parties = [
    { party: "anna", weight: "75" },
    { party: "bela", weight: "25" },
  ];
  const sharing = [{ environment: "course", from: "2026-02-08T00:00:00Z", parties }];
  const rules = [{ id: "hours", kind: "usage", meter: "instance", pricing: unit("1") }];
  const { running, file, bill } = await ranAsDrawn(design, { rules }, { sharing });
  // Three machines for a week, and for another one: 168 hours each.
  const weeks = ["hours: 168.00", "hours: 168.00", "hours: 336.00", "hours: 336.00"];
  const paid = [
    { party: "acme", amount: "504.00" },
    { party: "anna", amount: "378.00" },
    { party: "bela", amount: "126.00" },
  ];
  for (const { lines, totals } of [running, file.actual, bill]) {
    expect(amounts(lines)).toEqual(weeks);
    expect(totals.gross).toBe("1008.00");
    expect(totals.parties).toEqual(paid);
  }
  // Rated again from the file alone.
  const again = rateWithin(file.actual, file.scope);
  expect(again.totals).toEqual(file.actual.totals);
  expect(again.lines).toEqual(file.actual.lines);
});
