import { describe, expect, test } from "vitest";
import { indexCatalogue, EMPTY_CATALOGUE } from "../catalogue/catalogue.ts";
import { readBook } from "../pricing/engine/read.ts";
import { editBookText, lineFinder, printBook } from "./book-text.ts";
import { starterCatalogue } from "../catalogue/starter.ts";
import { checkBook } from "./check-book.ts";
import { labPriceBook } from "./lab-book.ts";
import { bookOf, machineHour } from "./sample-book.ts";

describe("a book as text", () => {
  const text = [
    "# our prices",
    "id: b",
    "currency: EUR",
    "rules:",
    "  - id: machine # all of them",
    "    kind: usage",
    "    meter: instance",
    '    pricing: { shape: unit, price: "0.10" }',
    "",
  ].join("\n");

  test("an edit leaves comments and order as they were", () => {
    const edited = editBookText(text, ["rules", 0, "pricing", "price"], "0.20");
    expect(edited).toBe(text.replace("0.10", "0.20"));
    expect(editBookText(text, ["rules", 0, "cost"], "0.05")).toContain('    cost: "0.05"');
    expect(editBookText(text, ["rules", 0, "pricing"], undefined)).not.toContain("pricing");
  });

  test("is not edited behind an alias, or where it is no YAML", () => {
    const aliased = `${text}  - &one { id: two, kind: usage }\n  - *one\n`;
    expect(editBookText(aliased, ["rules", 2, "id"], "three")).toBeUndefined();
    expect(editBookText("a: [", ["a"], 1)).toBeUndefined();
  });

  test("each fault names its line", () => {
    const wrong = text
      .replace("meter: instance", "meter: instance\n    per: fortnight")
      .replace("EUR", "euro");
    const { book, findings } = checkBook(wrong, indexCatalogue(EMPTY_CATALOGUE), 0);
    expect(book).toBeNull();
    expect(findings.map(({ line, where }) => [line, where])).toEqual([
      [3, "currency"],
      [8, "rules.0.per"],
    ]);
  });

  test("a contradiction and a slip of YAML name theirs", () => {
    const none = indexCatalogue(EMPTY_CATALOGUE);
    const twice = `${text}  - { id: other, kind: usage, meter: instance, pricing: { shape: unit, price: 1 } }\n`;
    expect(checkBook(twice, none, 0).findings).toMatchObject([
      { severity: "error", line: 9, where: "rules.1" },
    ]);
    expect(checkBook("id: b\nrules: [\n", none, 0).findings).toMatchObject([
      { severity: "error", line: 3 },
    ]);
  });

  test("what is sold below cost is a warning at its rule", () => {
    const text = printBook(bookOf({ rules: [machineHour("0.10", { cost: "0.20" })] }));
    const { book, findings } = checkBook(text, indexCatalogue(EMPTY_CATALOGUE), 0);
    expect(book).not.toBeNull();
    expect(findings.filter(({ where }) => where === "rules.0")).toMatchObject([
      { severity: "warning", line: lineFinder(text)(["rules", 0]) },
    ]);
  });

  test("says in words what is missing or of another sort, and warns of becoming another book", () => {
    const none = indexCatalogue(EMPTY_CATALOGUE);
    const messages = (wrong: string, id?: string) =>
      checkBook(wrong, none, 0, id).findings.map(({ message }) => message);
    expect(messages("")).toEqual(["It is empty: a map of names and values is needed."]);
    expect(messages("just words")).toEqual([
      "The file has to be a map of names and values, not text.",
    ]);
    expect(messages(text.replace("currency: EUR", ""))).toEqual(["currency is missing."]);
    const priced = (price: string) =>
      messages(printBook(bookOf({ rules: [machineHour("7")] })).replace('"7"', price));
    expect(priced('"1,50"')).toEqual(['a comma in it: write "1.50".']);
    expect(priced('"9999999999999999999"')).toEqual([
      "more than 18 digits before or after the point.",
    ]);
    expect(priced('"a lot"')).toEqual(['not a plain decimal number such as "0.0425".']);
    expect(messages(text, "other")[0]).toContain("draft of other");
  });

  test("warns of prices below zero and of items that nobody can use", () => {
    const rules = [
      machineHour("-1", { match: { item: "vm-small" } }),
      machineHour("1", { id: "gone", title: "Gone", match: { item: ["vm-gone", "vm-large"] } }),
    ];
    const { book, findings } = checkBook(printBook(bookOf({ rules })), starterCatalogue(), 0);
    expect(book).not.toBeNull();
    expect(findings.filter(({ where }) => where !== "")).toMatchObject([
      { severity: "warning", where: "rules.0", message: expect.stringContaining("below zero") },
      {
        where: "rules.1",
        message: "Gone is for vm-gone, which the catalogue has not.",
      },
    ]);
  });

  test("what is printed reads as the same book", () => {
    for (const book of [
      labPriceBook(),
      bookOf({ settings: { rounding: "invoice" }, rules: [machineHour("1")] }),
    ])
      expect(readBook(printBook(book))).toEqual({ ok: true, value: book });
    expect(lineFinder(printBook(labPriceBook()))(["rules", 0])).toBeGreaterThan(5);
  });
});
