import { expect, test } from "vitest";
import { PAINTED_AT_MOST, resized, shrinkingTo, type PixelSize } from "./pixel-size.ts";

function within({ width, height }: PixelSize): boolean {
  const { side, pixels } = PAINTED_AT_MOST;
  return Math.max(width, height) <= side && width * height <= pixels;
}

test("a picture that can be painted stays as large as was wished", () => {
  const wished = { width: 2400, height: 1800 };
  expect(shrinkingTo(PAINTED_AT_MOST, wished)).toBe(1);
  expect(resized(wished, 1)).toEqual(wished);
  expect(resized({ width: 100.4, height: 50.6 }, 2)).toEqual({ width: 201, height: 101 });
});

test("one that is too large becomes as large as can be painted, in its own shape", () => {
  for (const wished of [
    { width: 32_752, height: 18_433 },
    { width: 1_000_000, height: 10 },
    { width: 16_000, height: 16_000 },
    { width: 3, height: 90_000 },
  ]) {
    expect(within(wished)).toBe(false);
    const by = shrinkingTo(PAINTED_AT_MOST, wished);
    const size = resized(wished, by);
    expect(within(size)).toBe(true);
    expect(within(resized(wished, by * 1.01 + 2 / Math.max(wished.width, wished.height)))).toBe(
      false,
    );
    expect(Math.abs(size.width - wished.width * by)).toBeLessThanOrEqual(1);
    expect(Math.abs(size.height - wished.height * by)).toBeLessThanOrEqual(1);
  }
});
