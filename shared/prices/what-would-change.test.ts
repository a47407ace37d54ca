import { describe, expect, test } from "vitest";
import { type PriceBook } from "../pricing/engine/book.ts";
import { contractSchema } from "../pricing/engine/contract.ts";
import { segmentSchema } from "../pricing/engine/segments.ts";
import { asIfAlways, changeOfAccount, priceChange } from "./what-would-change.ts";
import { bookOf, machineHour } from "./sample-book.ts";

describe("what would change", () => {
  const span = {
    start: Date.parse("2026-10-01T00:00:00Z"),
    end: Date.parse("2026-11-01T00:00:00Z"),
  };
  const use = (node: string, more: object = {}) =>
    segmentSchema.parse({
      environment: "e",
      node,
      meter: "instance",
      item: "vm",
      start: "2026-10-01T00:00:00Z",
      end: "2026-10-01T10:00:00Z",
      ...more,
    });
  const contract = contractSchema.parse({ account: "acme", start: "2026-01-01T00:00:00Z" });
  const before = bookOf({ effectiveFrom: "2026-01-01T00:00:00Z", rules: [machineHour("1")] });
  const change = (draft: PriceBook, segments = [use("web"), use("db")], agreed = contract) =>
    changeOfAccount([before], draft, { account: agreed.account, contract: agreed, segments }, span);

  test("by customer, rule, item and the largest, adding up to the total", () => {
    const draft = bookOf({
      rules: [machineHour("1"), machineHour("3", { id: "database", match: { node: "db" } })],
    });
    const changed = change(draft);
    if (!changed.ok || changed.value === null) throw new Error("refused");
    const report = priceChange("EUR", [changed.value]);
    expect(report.total).toEqual({ before: "20", after: "40", difference: "20" });
    expect(report.accounts).toMatchObject([{ id: "acme", difference: "20" }]);
    expect(report.rules).toMatchObject([
      { id: "database", before: "0", after: "30" },
      { id: "machine", before: "20", after: "10", difference: "-10" },
    ]);
    expect(report.items).toMatchObject([{ id: "vm", difference: "20" }]);
    expect(report.largest).toMatchObject([{ node: "db", before: "10", after: "30" }]);
    expect(report.reasons.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(20);
  });

  test("fees of the account are those of the month", () => {
    const fee = { id: "fee", kind: "base", basis: "account", cadence: "monthly" };
    const draft = bookOf({
      rules: [machineHour("1"), { ...fee, pricing: { shape: "flat", price: "5" } }],
    });
    const changed = change(draft);
    if (!changed.ok || changed.value === null) throw new Error("refused");
    expect(priceChange("EUR", [changed.value]).total).toMatchObject({ before: "20", after: "25" });
  });

  test("usage that the draft has no price for is named", () => {
    const changed = change(bookOf({ rules: [] }));
    if (!changed.ok || changed.value === null) throw new Error("refused");
    const report = priceChange("EUR", [changed.value]);
    expect(report).toMatchObject({ unpriced: ["vm"], total: { before: "20", after: "0" } });
  });

  test("a contract for another book or one revision is not concerned", () => {
    const draft = bookOf({ rules: [machineHour("2")] });
    for (const book of [{ id: "other" }, { id: "b", revision: 1 }])
      expect(change(draft, undefined, { ...contract, book })).toEqual({ ok: true, value: null });
    expect(change(draft, undefined, { ...contract, book: { id: "b" } })).toMatchObject({
      ok: true,
      value: { account: "acme" },
    });
  });

  test("a draft of later counts as if it had been in force", () => {
    const draft = bookOf({
      effectiveFrom: "2026-12-01T00:00:00Z",
      rules: [
        machineHour("5", { validTo: "2026-12-01T00:00:00Z" }),
        machineHour("2", { id: "new", validFrom: "2026-12-01T00:00:00Z" }),
      ],
    });
    const changed = change(asIfAlways(draft, Date.parse("2026-12-01T00:00:00Z")));
    if (!changed.ok || changed.value === null) throw new Error("refused");
    expect(priceChange("EUR", [changed.value]).total.after).toBe("40");
  });
});
