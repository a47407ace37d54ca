import { expect, it } from "vitest";
import { nearestColor } from "./colors.ts";

it.each([
  ["#f6ffd7", "#d9a514"],
  ["#ffe1e2", "#d6495a"],
  ["#dfffd5", "#3c9a4e"],
  ["#D9F4F7", "#12a594"],
  ["#0000ff", "#4c6ef5"],
  ["#f7d4ee", "#d6495a"],
  ["#ffffff", undefined],
  ["#777777", undefined],
  ["red", undefined],
])("%s is nearest to %s", (fill, color) => {
  expect(nearestColor(fill)).toBe(color);
});
