import { expect, test } from "vitest";
import { cellWidth, mayOverflow } from "./text-width.ts";

test("short texts fit, long ones may not", () => {
  expect(mayOverflow("", 60)).toBe(false);
  expect(mayOverflow("R400-24", 90)).toBe(false);
  expect(mayOverflow("18 of 32", 90)).toBe(false);
  expect(mayOverflow("A long sentence about a broken fan", 130)).toBe(true);
});

test("capitals and letters of other scripts are wide", () => {
  expect(mayOverflow("illness", 80)).toBe(false);
  expect(mayOverflow("WWWWWWW", 80)).toBe(true);
  expect(mayOverflow("機械機械機械機械", 120)).toBe(true);
});

test("a column is as wide as its longest text, within bounds", () => {
  const bounds = { least: 80, most: 200 };
  const texts = ["R1", "Bonn am Rhein/R1"];
  const width = cellWidth(texts, bounds);
  expect(width).toBeGreaterThan(80);
  expect(width).toBeLessThan(200);
  for (const text of texts) expect(mayOverflow(text, width)).toBe(false);
  expect(cellWidth([], bounds)).toBe(80);
  expect(cellWidth(["R1", "a very long name ".repeat(9)], bounds)).toBe(200);
});
