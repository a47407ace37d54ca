import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "../../shared/base/money.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { accrue } from "../../shared/billing/accrual.ts";
import { billSchema, type Bill } from "../../shared/billing/bill.ts";
import { voidingNote } from "../../shared/billing/correct.ts";
import {
  hourly,
  SketchAccount,
  someBook,
  someContract,
  used,
} from "../../shared/billing/sketch-account.ts";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import { totalsOf } from "../../shared/pricing/engine/invoice.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import { valueOf } from "../support/store-fixtures.ts";

/** As it is written. */
type ContractInput = NonNullable<Parameters<typeof someContract>[0]>;

const BEGIN = Date.parse("2026-01-01T00:00:00Z");
const HOUR = 3_600_000;
/** Three months. */
const HOURS = 90 * 24;
const LAST = "2026-04-01T00:00:00Z";

const fee = (due: "advance" | "arrears") => ({
  id: `fee-${due}`,
  title: "Base fee",
  kind: "base" as const,
  basis: "account" as const,
  cadence: "monthly" as const,
  due,
  pricing: { shape: "flat" as const, price: "19.99" },
});
const machine = hourly();
const bands = [
  { upTo: "40", unit: "0.073" },
  { unit: "0.031", flat: "1.5" },
];
const rules = [
  [machine],
  [{ ...machine, pricing: { shape: "graduated" as const, bands } }],
  [{ ...machine, pricing: { shape: "volume" as const, bands } }],
  [{ ...machine, pricing: { shape: "package" as const, price: "0.99", size: "7" } }],
  [{ ...machine, allowance: "10", maximum: "4" }, fee("arrears")],
  [machine, fee("advance")],
];

const someSegment = fc
  .record({
    at: fc.integer({ min: 0, max: HOURS * 60 }),
    minutes: fc.integer({ min: 1, max: 9000 }),
    node: fc.constantFrom("web", "db"),
  })
  .map(({ at, minutes, node }): Segment => {
    const start = BEGIN + at * 60_000;
    return used(toInstant(start), toInstant(start + minutes * 60_000), { node });
  });

const someCase = fc.record({
  segments: fc.array(someSegment, { minLength: 1, maxLength: 8 }),
  rules: fc.constantFrom(...rules),
  rounding: fc.constantFrom("line" as const, "invoice" as const),
  half: fc.constantFrom("away-from-zero" as const, "up" as const, "even" as const),
  parties: fc.constantFrom<ContractInput["parties"][]>(
    [],
    [
      { party: "anna", weight: "2" },
      { party: "bela", weight: "1" },
    ],
  ),
  collection: fc.constantFrom<ContractInput["collection"][]>(
    [],
    [{ scheme: "pay-per-use" as const }],
    [{ scheme: "instalment" as const, count: 5, total: "70" }],
    [{ scheme: "prepaid" as const, deposits: [{ at: "2026-01-01T00:00:00Z", amount: "3" }] }],
  ),
  /** When somebody asks for a bill in between, in hours; every month is billed at its end. */
  asked: fc.uniqueArray(fc.integer({ min: 1, max: HOURS }), { maxLength: 7 }),
});
type Case = typeof someCase extends fc.Arbitrary<infer C> ? C : never;

function accountOf({
  segments,
  rules: own,
  rounding,
  half,
  parties,
  collection,
}: Case): SketchAccount {
  const book: PriceBook = someBook({
    rules: own,
    settings: { rounding, half, taxes: { VAT: "19" } },
  });
  return new SketchAccount([someContract({ parties, collection })], [book], segments);
}

/** Bills as they are asked for, and every month at its end; all of them at last. */
function billAll(account: SketchAccount, asked: readonly number[]): void {
  for (const hour of asked.toSorted((a, b) => a - b)) {
    const now = toInstant(BEGIN + hour * HOUR);
    account.issueAll(now);
    account.issue("on-demand", now);
  }
  account.issueAll(LAST);
}

function sum(amounts: readonly string[]): string {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0)).toFixed();
}

function linesOf(bills: readonly Bill[]): Bill["lines"] {
  return bills.flatMap(({ lines }) => lines);
}

/** What rating all of the time at once comes to. */
function wholeOf(account: SketchAccount): string {
  const { lines } = valueOf(accrue(account.account, Date.parse(LAST)));
  return sum(lines.map(({ rounded }) => rounded));
}

/** 99.5 hours at 0.07: half a cent, which is rounded with the bill alone. */
const HALF_A_CENT: Case = {
  segments: [used("2026-02-01T00:00:00.000Z", "2026-02-05T03:30:00.000Z", { node: "web" })],
  rules: [
    {
      id: "machine",
      title: "Machine hour",
      kind: "usage",
      meter: "instance",
      pricing: { shape: "unit", price: "0.07" },
    },
  ],
  rounding: "invoice",
  half: "away-from-zero",
  parties: [],
  collection: [{ scheme: "pay-per-use" }],
  asked: [],
};

test("bills add up: lines to net, schedule and parties to gross", () => {
  fc.assert(
    fc.property(someCase, (one) => {
      const account = accountOf(one);
      billAll(account, one.asked);
      for (const bill of account.bills) {
        expect(billSchema.parse(bill)).toEqual(bill);
        const { net, taxes, gross, parties } = bill.totals;
        if (one.rounding === "line")
          expect(sum(bill.lines.map(({ rounded }) => rounded))).toBe(sum([net]));
        expect(sum([net, ...taxes.map(({ amount }) => amount)])).toBe(sum([gross]));
        expect(sum(bill.schedule.map(({ amount }) => amount))).toBe(sum([gross]));
        if (parties.length > 0) expect(sum(parties.map(({ amount }) => amount))).toBe(sum([gross]));
      }
    }),
    { numRuns: 30, examples: [[HALF_A_CENT]] },
  );
});

test("however it is cut into bills, all bills come to what all of the time comes to", () => {
  fc.assert(
    fc.property(someCase, (one) => {
      const account = accountOf(one);
      billAll(account, one.asked);
      expect(sum(linesOf(account.bills).map(({ rounded }) => rounded))).toBe(wholeOf(account));
      // Each month's taxes are those of one bill for all of it.
      for (const [, own] of Map.groupBy(account.bills, ({ period }) => period.label)) {
        const whole = totalsOf(account.books[0]!, account.revisions[0]!.contract, linesOf(own));
        expect(sum(own.map(({ totals }) => totals.gross))).toBe(sum([whole.gross]));
      }
    }),
    { numRuns: 30 },
  );
});

test("what comes late or turns out otherwise is corrected, and nothing that was issued changes", () => {
  fc.assert(
    fc.property(someCase, fc.array(someSegment, { maxLength: 3 }), (one, late) => {
      const account = accountOf(one);
      account.issueAll("2026-03-01T00:00:00Z");
      const before = structuredClone(account.bills);
      account.segments = [...account.segments.slice(1), ...late];
      account.issueAll(LAST);
      expect(account.bills.slice(0, before.length)).toEqual(before);
      expect(sum(linesOf(account.bills).map(({ rounded }) => rounded))).toBe(wholeOf(account));
      expect(account.bills.map(({ number }) => number)).toEqual(
        account.bills.map((_, at) => `LW-${String(at + 1).padStart(6, "0")}`),
      );
    }),
    { numRuns: 30 },
  );
});

test("a bill and the note that makes it void come to nothing, and the next bill charges it again", () => {
  fc.assert(
    fc.property(someCase, fc.nat(), (one, which) => {
      const account = accountOf(one);
      account.issueAll("2026-03-01T00:00:00Z");
      const bill = account.bills[which % account.bills.length]!;
      const now = Date.parse("2026-03-02T00:00:00Z");
      const sequence = account.bills.length + 1;
      const note = account.keep(
        valueOf(voidingNote(bill, { sequence, reason: "wrong address", now })),
        now,
      );
      for (const amount of ["net", "gross"] as const)
        expect(sum([bill.totals[amount], note.totals[amount]])).toBe("0");
      expect(sum([...bill.schedule, ...note.schedule].map(({ amount }) => amount))).toBe("0");
      expect(sum(linesOf([bill, note]).map(({ rounded }) => rounded))).toBe("0");
      expect(voidingNote(account.bills[bill.sequence - 1]!, { sequence, reason: "", now }).ok).toBe(
        false,
      );
      account.issueAll(LAST);
      expect(sum(linesOf(account.bills).map(({ rounded }) => rounded))).toBe(wholeOf(account));
    }),
    { numRuns: 30 },
  );
});
