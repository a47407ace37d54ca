import { describe, expect, test } from "vitest";
import { starterCatalogue, starterPriceBook } from "../catalogue/starter.ts";
import { MEASURED_METERS, METERS } from "../kinds/component-kind.ts";
import { baseFeeSchema, withBaseFee } from "../billing/base-fee.ts";
import { isUsage } from "../pricing/engine/schema/rule.ts";
import { separabilityOf } from "../pricing/separable.ts";
import { defaultContract, ownTerms, termsFor } from "../pricing/terms.ts";
import { printBook } from "./book-text.ts";
import { checkBook } from "./check-book.ts";
import { labPriceBook } from "./lab-book.ts";
import { discountWords, windowWords } from "./terms.ts";
import { billableUses, unpricedUses } from "./uses.ts";

const catalogue = starterCatalogue();
const NOVEMBER = Date.parse("2026-11-15T00:00:00Z");

describe("the book that a new lab begins with", () => {
  const book = starterPriceBook();

  test("prices every item by every meter, and says what it costs the lab", () => {
    expect(unpricedUses(book, catalogue, NOVEMBER)).toEqual([]);
    expect(book.rules.filter(({ cost }) => cost === undefined).map(({ id }) => id)).toEqual([]);
  });

  test("stands in no contradiction and sells nothing below cost", () => {
    const { book: read, findings } = checkBook(printBook(book), catalogue, NOVEMBER);
    expect(findings).toEqual([]);
    expect(read).toEqual(book);
  });

  test("has peak and holidays, tiers, a base fee, service classes, and environments can be kept", () => {
    expect(windowWords(book, book.windowSets[0]!)).toContain("off-peak all day on 18 holidays");
    expect(discountWords(book)).toEqual([
      "Best effort: may have to give way: 30 % off",
      "Guaranteed: up 99.5 % of the month: 10 % back below 99.5, 25 % back below 95",
    ]);
    const has = (found: (rule: (typeof book.rules)[number]) => boolean) => book.rules.some(found);
    expect(has((rule) => isUsage(rule) && rule.pricing?.shape === "graduated")).toBe(true);
    expect(has((rule) => rule.kind === "base" && rule.cadence === "monthly")).toBe(true);
    for (const option of ["buy", "renew"])
      expect(has((rule) => rule.kind === "purchase" && rule.option === option)).toBe(true);
  });

  test("lets a drawing be priced node by node, and a customer's own base fee stands in the place of the general one", () => {
    const contract = defaultContract("acme", book);
    const own = ownTerms({ book, contract }, { start: 0, end: 1 }, "").book;
    expect(separabilityOf(own)).toMatchObject({ isAlways: false, isAtFirst: true });
    const overrides = withBaseFee([], baseFeeSchema.parse({ amount: "12.00" }));
    const terms = termsFor([book], { ...contract, overrides });
    const fees = terms.ok ? terms.value.book.rules.filter(({ kind }) => kind === "base") : [];
    expect(fees).toMatchObject([{ pricing: { price: "12.00" } }]);
  });
});

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
