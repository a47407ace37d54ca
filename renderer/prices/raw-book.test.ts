import { expect, test } from "vitest";
import { keysAt, listAt, rawAt, readRaw, textAt } from "./raw-book.ts";

const raw = readRaw("id: lab\nrules:\n  - { price: 1.5, match: { item: [a, b] } }\n  - wrong\n");

test("values are read as they stand, right or wrong", () => {
  expect(textAt(raw, ["rules", 0, "price"])).toBe("1.5");
  expect(listAt(raw, ["rules", 0, "match", "item"])).toEqual(["a", "b"]);
  expect(keysAt(raw, ["rules", 0])).toEqual(["price", "match"]);
});

test("what is not there, or is something else, is empty", () => {
  expect(rawAt(raw, ["rules", 1, "price"])).toBeUndefined();
  expect(textAt(raw, ["rules"])).toBe("");
  expect(listAt(raw, ["id"])).toEqual([]);
  expect(keysAt(raw, ["rules"])).toEqual([]);
  expect(readRaw("rules: [")).toBeNull();
});
