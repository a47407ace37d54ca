import { expect, test } from "vitest";
import { overlaps, windowSchema } from "./window.ts";

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 21, hour)).toISOString();
const window = (start: number, end: number) => ({ start: at(start), end: at(end) });

test("windows are half-open: what merely touches does not overlap", () => {
  expect(overlaps(window(8, 12), window(12, 14))).toBe(false);
  expect(overlaps(window(12, 14), window(8, 12))).toBe(false);
  expect(overlaps(window(8, 12), window(11, 14))).toBe(true);
  expect(overlaps(window(8, 12), window(9, 10))).toBe(true);
});

test("a window ends after it starts", () => {
  expect(windowSchema.safeParse(window(8, 12)).success).toBe(true);
  for (const bad of [window(8, 8), window(12, 8)])
    expect(windowSchema.safeParse(bad).error?.issues[0]?.path).toEqual(["end"]);
});
