import { creditNote } from "./correct.ts";
import { expect, test } from "vitest";
import { someBook, someContract, hourly, SketchAccount, used } from "./sketch-account.ts";
import { Decimal } from "../base/money.ts";
import type { Bill } from "./bill.ts";

function sum(bills: readonly Bill[], of: "net" | "gross" = "net"): string {
  return bills.reduce((total, { totals }) => total.plus(totals[of]), new Decimal(0)).toFixed(2);
}

test("a month is billed when it is over, with its tax and when it is due", () => {
  const account = new SketchAccount(
    [someContract()],
    [someBook()],
    [used("2026-01-10T00:00Z", "2026-01-10T10:00Z")],
  );
  expect(account.issue("periodic", "2026-01-31T23:59:59Z")).toEqual([]);
  const [bill, ...others] = account.issue("periodic", "2026-02-01T00:00:00Z");
  expect(others).toEqual([]);
  expect(bill).toMatchObject({
    number: "LW-000001",
    kind: "periodic",
    status: "issued",
    due: "2026-02-15T00:00:00.000Z",
    totals: { net: "0.70", taxes: [{ id: "VAT", amount: "0.13" }], gross: "0.83" },
    schedule: [{ at: "2026-02-15T00:00:00.000Z", amount: "0.83", lines: ["1.1"] }],
  });
  expect(account.issue("periodic", "2026-02-01T00:00:00Z")).toEqual([]);
});

test("periods that nobody billed are caught up with in order, empty ones too", () => {
  const account = new SketchAccount(
    [someContract()],
    [someBook()],
    [used("2026-01-31T22:00Z", "2026-02-01T03:00Z")],
  );
  const bills = account.issueAll("2026-04-10T00:00:00Z");
  expect(bills.map(({ period: { label } }) => label)).toEqual(["2026-01", "2026-02", "2026-03"]);
  expect(bills.map(({ totals: { net } }) => net)).toEqual(["0.14", "0.21", "0.00"]);
});

test("bills in between charge what is new, and the month's bill what is left", () => {
  // 0.07 an hour: each third of an hour alone would round to 2 cents.
  const segments = Array.from({ length: 9 }, (_, at) =>
    used(`2026-01-0${at + 1}T00:00Z`, `2026-01-0${at + 1}T00:20Z`),
  );
  const account = new SketchAccount([someContract()], [someBook()], segments);
  for (let day = 2; day < 10; day += 1) account.issue("on-demand", `2026-01-0${day}T12:00:00Z`);
  account.issueAll("2026-02-01T00:00:00Z");
  expect(account.bills.length).toBeGreaterThan(5);
  expect(sum(account.bills)).toBe("0.21");
  expect(sum(account.bills, "gross")).toBe("0.25");
});

test("what runs is billed up to now", () => {
  const account = new SketchAccount(
    [someContract()],
    [someBook()],
    [used("2026-01-10T00:00Z", null)],
  );
  const [bill] = account.issue("on-demand", "2026-01-11T00:00:00Z");
  expect(bill?.totals.net).toBe("1.68");
  expect(account.issue("on-demand", "2026-01-11T00:00:00Z")).toEqual([]);
  const [next] = account.issue("on-demand", "2026-01-12T00:00:00Z");
  expect(next?.totals.net).toBe("1.68");
  expect(next?.lines[0]?.notes[0]).toBe("3.36 in all, less 1.68 billed before");
});

test("what becomes known late is a note of its own, in the next period", () => {
  const account = new SketchAccount(
    [someContract()],
    [someBook()],
    [used("2026-01-10T00:00Z", "2026-01-10T10:00Z")],
  );
  account.issueAll("2026-02-01T00:00:00Z");
  account.segments.push(used("2026-01-11T00:00Z", "2026-01-11T10:00Z"));
  account.segments.push(used("2026-02-11T00:00Z", "2026-02-11T10:00Z"));
  const [bill, note] = account.issueAll("2026-03-01T00:00:00Z");
  expect(bill).toMatchObject({ kind: "periodic", totals: { net: "0.70" } });
  expect(note).toMatchObject({
    kind: "debit-note",
    reason: "What 2026-01 came to has changed since it was billed",
    totals: { net: "0.70" },
    lines: [{ class: "correction", period: "2026-01", rounded: "0.70" }],
  });
  expect(account.issueAll("2026-04-01T00:00:00Z").map(({ totals }) => totals.net)).toEqual([
    "0.00",
  ]);
});

test("corrections are whole lines where the book says so", () => {
  const book = someBook({ settings: { correction: "reversal" } });
  const account = new SketchAccount(
    [someContract()],
    [book],
    [used("2026-01-10T00:00Z", "2026-01-10T10:00Z")],
  );
  account.issueAll("2026-02-01T00:00:00Z");
  account.segments = [used("2026-01-10T00:00Z", "2026-01-10T04:00Z")];
  const [, note] = account.issueAll("2026-03-01T00:00:00Z");
  expect(note?.kind).toBe("credit-note");
  expect(note?.lines.map(({ rounded }) => rounded)).toEqual(["-0.70", "0.28"]);
});

test("what comes late is charged in the open month where the book says so, once", () => {
  const book = someBook({ settings: { lateEvent: "open-period" } });
  const account = new SketchAccount(
    [someContract()],
    [book],
    [used("2026-01-10T00:00Z", "2026-01-10T10:00Z")],
  );
  account.issueAll("2026-02-01T00:00:00Z");
  const receivedAt = "2026-02-05T00:00:00Z";
  account.segments.push(used("2026-01-11T00:00Z", "2026-01-11T10:00Z", { receivedAt }));
  const later = account.issueAll("2026-05-01T00:00:00Z");
  expect(sum(later)).toBe("0.70");
});

const baseFee = {
  id: "base",
  title: "Base fee",
  kind: "base" as const,
  basis: "account" as const,
  cadence: "monthly" as const,
  due: "advance" as const,
  pricing: { shape: "flat" as const, price: "31.00" },
};

test("a fee in advance is on the bill before its month, and the first one on the first", () => {
  const account = new SketchAccount([someContract()], [someBook({ rules: [baseFee] })], []);
  expect(account.issue("on-demand", "2026-01-02T00:00:00Z")[0]?.totals.net).toBe("31.00");
  expect(account.issueAll("2026-02-01T00:00:00Z").map(({ totals }) => totals.net)).toEqual([
    "31.00",
  ]);
  expect(account.bills[1]?.lines[0]?.period).toBe("2026-02");
});

test("a contract that ends gives back the rest of what was paid in advance", () => {
  const account = new SketchAccount([someContract()], [someBook({ rules: [baseFee] })], []);
  account.issueAll("2026-03-01T00:00:00Z");
  expect(sum(account.bills)).toBe("93.00");
  const end = "2026-03-11T00:00:00.000Z";
  account.revisions.push(someContract({ end }, { revision: 2, validFrom: end }));
  account.issueAll("2026-05-01T00:00:00Z");
  // 10 of 31 days of March.
  expect(sum(account.bills)).toBe("72.00");
  expect(account.issueAll("2027-05-01T00:00:00Z")).toEqual([]);
});

test("a new revision prices the months from then on, and none before", () => {
  const account = new SketchAccount(
    [
      someContract(),
      someContract(
        { overrides: [hourly("1")] },
        { revision: 2, validFrom: "2026-01-20T00:00:00Z" },
      ),
    ],
    [someBook()],
    [
      used("2026-01-25T00:00Z", "2026-01-25T10:00Z"),
      used("2026-02-25T00:00Z", "2026-02-25T10:00Z"),
    ],
  );
  const bills = account.issueAll("2026-03-01T00:00:00Z");
  expect(bills.map(({ totals: { net } }) => net)).toEqual(["0.70", "10.00"]);
});

test("instalments are asked for in their time, whatever the bills are", () => {
  const collection = [{ scheme: "instalment" as const, count: 3, total: "3.00" }];
  const account = new SketchAccount(
    [someContract({ collection })],
    [someBook({ settings: {} })],
    [
      used("2026-01-10T00:00Z", "2026-01-10T10:00Z"),
      used("2026-02-10T00:00Z", "2026-02-11T00:00Z"),
    ],
  );
  account.issueAll("2026-03-01T00:00:00Z");
  const asked = account.bills.map(({ schedule }) => schedule.map(({ amount }) => amount));
  // 0.70 was used of the agreed 3.00; then 1.68 more.
  expect(asked).toEqual([["1.00", "1.00", "1.00", "-2.30"], ["1.68"]]);
});

test("who shares an environment shares the bill", () => {
  const parties = [
    { party: "anna", weight: "2" },
    { party: "bela", weight: "1" },
  ];
  const account = new SketchAccount(
    [someContract({ parties })],
    [someBook({ settings: {} })],
    [used("2026-01-10T00:00Z", "2026-01-10T10:00Z")],
  );
  expect(account.issueAll("2026-02-01T00:00:00Z")[0]?.totals.parties).toEqual([
    { party: "anna", amount: "0.47" },
    { party: "bela", amount: "0.23" },
  ]);
});

test("who begins to share in the middle of a month shares what is billed from then on", () => {
  const account = new SketchAccount(
    [someContract()],
    [someBook({ settings: {} })],
    [
      used("2026-01-10T00:00Z", "2026-01-10T10:00Z"),
      used("2026-01-20T00:00Z", "2026-01-20T10:00Z"),
    ],
  );
  account.issue("on-demand", "2026-01-15T00:00:00Z");
  const parties = [
    { party: "anna", weight: "2" },
    { party: "bela", weight: "1" },
  ];
  const validFrom = "2026-01-16T00:00:00Z";
  account.revisions.push(someContract({ parties }, { revision: 2, validFrom }));
  account.issue("on-demand", "2026-01-25T00:00:00Z");
  const [alone, shared] = account.bills.map(({ totals }) => totals);
  expect(alone).toMatchObject({ gross: "0.70", parties: [] });
  expect(shared).toMatchObject({
    gross: "0.70",
    parties: [
      { party: "anna", amount: "0.47" },
      { party: "bela", amount: "0.23" },
    ],
  });
});

test("who paid more of a shared bill gets more of it back", () => {
  const parties = [
    { party: "anna", weight: "2" },
    { party: "bela", weight: "1" },
  ];
  const book = someBook({ settings: {} });
  const account = new SketchAccount(
    [someContract({ parties })],
    [book],
    [used("2026-01-10T00:00Z", "2026-01-10T10:00Z")],
  );
  const [bill] = account.issueAll("2026-02-01T00:00:00Z");
  if (bill === undefined) throw new Error("nothing was issued");
  const now = Date.parse("2026-02-03T00:00:00Z");
  const giving = { sequence: 2, reason: "it was off", now, earlier: account.bills, book };
  const note = creditNote(bill, { ...giving, net: "0.70" });
  expect(note.ok && note.value.totals.parties).toEqual([
    { party: "anna", amount: "-0.47" },
    { party: "bela", amount: "-0.23" },
  ]);
});
