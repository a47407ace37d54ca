import { describe, expect, test } from "vitest";
import { dotsAt } from "./grid-dots.ts";

describe("the dots behind the drawing", () => {
  test("keep their distance on the screen whatever the zoom", () => {
    for (const zoom of [0.2, 0.3, 0.5, 0.58, 0.6, 1, 2, 3]) {
      const gap = dotsAt([0, 0, zoom])?.gap ?? 0;
      expect(gap).toBeGreaterThanOrEqual(14);
      // Dots of the same grid: of each one, two, four or more.
      expect(Math.log2(gap / (24 * zoom)) % 1).toBeCloseTo(0);
    }
  });

  test("a movement shifts them by whole pixels, less than a gap, and changes nothing else", () => {
    const still = dotsAt([0, 0, 0.7]);
    for (const [x, y] of [
      [3.4, -2.6],
      [1000.2, -5000.7],
    ] as const) {
      const moved = dotsAt([x, y, 0.7]);
      expect(moved).toEqual({ ...still, x: expect.any(Number), y: expect.any(Number) });
      for (const shift of [moved?.x ?? NaN, moved?.y ?? NaN]) {
        expect(Number.isInteger(shift)).toBe(true);
        expect(Math.abs(shift)).toBeLessThanOrEqual(moved?.gap ?? 0);
      }
    }
    expect(dotsAt([3.4, -2.6, 0.7])).toMatchObject({ x: 3, y: -3 });
  });

  test("are not there where they would be too small to be seen", () => {
    expect(dotsAt([0, 0, 0.05])).toBeNull();
  });
});
