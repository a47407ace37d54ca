import { expect, test } from "vitest";
import { selectedAfter } from "./row-selection.ts";

const KEYS = ["a", "b", "c", "d"] as const;
type Key = (typeof KEYS)[number];

function after(before: readonly Key[], index: number, how = "", anchor: Key | null = null): string {
  const [more, range] = [how.includes("more"), how.includes("range")];
  return [...selectedAfter(KEYS, new Set(before), { index, anchor, more, range })].join("");
}

test("a row alone, one more, one less", () => {
  expect(after(["a", "b"], 2)).toBe("c");
  expect(after(["a"], 2, "more")).toBe("ac");
  expect(after(["a", "c"], 2, "more")).toBe("a");
});

test("a run from the last one, either way, alone or beside others", () => {
  expect(after(["b"], 3, "range", "b")).toBe("bcd");
  expect(after(["c"], 0, "range", "c")).toBe("abc");
  expect(after(["a"], 3, "range more", "c")).toBe("acd");
  expect(after([], 2, "range")).toBe("c");
});

test("a row that is not there changes nothing", () => {
  expect(after(["a"], 9)).toBe("a");
});
