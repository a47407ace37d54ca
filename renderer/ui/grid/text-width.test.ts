import { expect, test } from "vitest";
import { mayOverflow } from "./text-width.ts";

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
