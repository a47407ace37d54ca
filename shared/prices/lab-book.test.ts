import { describe, expect, test } from "vitest";
import { starterCatalogue, starterPriceBook } from "../catalogue/starter.ts";
import { MEASURED_METERS, METERS } from "../kinds/component-kind.ts";
import { printBook } from "./book-text.ts";
import { checkBook } from "./check-book.ts";
import { labPriceBook } from "./lab-book.ts";
import { billableUses, unpricedUses } from "./uses.ts";

const catalogue = starterCatalogue();
const NOVEMBER = Date.parse("2026-11-15T00:00:00Z");

describe("the lab's example book", () => {
  const book = labPriceBook();

  test("prices every item of the starter catalogue by every meter that counts it", () => {
    const uses = billableUses(catalogue);
    const items = Object.values(catalogue.data).flatMap((list) =>
      Array.isArray(list) ? list.map(({ id }) => id) : [],
    );
    expect(items.filter((item) => !uses.some((use) => use.item === item))).toEqual([]);
    expect(unpricedUses(book, catalogue, NOVEMBER)).toEqual([]);
  });

  test("and so does the book that a new lab begins with", () => {
    expect(unpricedUses(starterPriceBook(), catalogue, NOVEMBER)).toEqual([]);
  });

  test("has a rule for every meter that Labwright has, and a cost beside every price", () => {
    const priced = book.rules.map((rule) => ("meter" in rule ? rule.meter : ""));
    for (const meter of Object.keys({ ...METERS, ...MEASURED_METERS }))
      expect(priced).toContain(meter);
    expect(book.rules.filter(({ cost }) => cost === undefined).map(({ id }) => id)).toEqual([]);
  });

  test("stands in no contradiction and sells nothing below cost", () => {
    const { book: read, findings } = checkBook(printBook(book), catalogue, NOVEMBER);
    expect(findings).toEqual([]);
    expect(read).toEqual(book);
  });

  test("a missing price is named", () => {
    const rules = book.rules.filter(({ id }) => id !== "instance-vm-small");
    const gaps = unpricedUses({ ...book, rules }, catalogue, NOVEMBER);
    expect(gaps).toEqual([{ meter: "instance", item: "vm-small", kind: "machine" }]);
  });
});
