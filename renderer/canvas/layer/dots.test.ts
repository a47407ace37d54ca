import { beforeAll, describe, expect, test } from "vitest";
import { Dots } from "./dots.ts";
import { inkOf } from "./palette.ts";
import { stubImageData } from "./stub-image-data.ts";

beforeAll(stubImageData);

const RED = inkOf([200, 40, 10]);
const BLUE = inkOf([0, 80, 240]);

function pixel(dots: Dots, x: number, y: number): readonly number[] {
  const at = 4 * (y * dots.image.width + x);
  return Array.from(dots.image.data.subarray(at, at + 4));
}

describe("dots", () => {
  test("a box fills whole pixels with its colour and leaves all others empty", () => {
    const dots = new Dots(8, 6);
    dots.box(2, 1, 5, 3, RED);
    const filled = [0, 1, 2, 3, 4, 5].map((y) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((x) => pixel(dots, x, y)[3] !== 0),
    );
    expect(filled).toEqual([[], [2, 3, 4], [2, 3, 4], [], [], []]);
    expect(pixel(dots, 3, 2)).toEqual([200, 40, 10, 255]);
  });

  test("a pixel that is covered in part is as strong as that part", () => {
    const dots = new Dots(4, 4);
    dots.box(0.5, 1, 2.25, 2, RED);
    expect(pixel(dots, 0, 1)[3]).toBe(127);
    expect(pixel(dots, 1, 1)[3]).toBe(255);
    expect(pixel(dots, 2, 1)[3]).toBe(63);
    dots.box(3.25, 3, 3.75, 4, RED);
    expect(pixel(dots, 3, 3)[3]).toBe(127);
  });

  test("what is below shines through", () => {
    const dots = new Dots(2, 2);
    dots.box(0, 0, 2, 2, RED);
    dots.box(0, 0, 1, 1, BLUE, 0.5);
    expect(pixel(dots, 0, 0)).toEqual([100, 60, 125, 255]);
    expect(pixel(dots, 1, 1)).toEqual([200, 40, 10, 255]);
  });

  test("boxes and lines that reach beyond the image are cut, those outside paint nothing", () => {
    const dots = new Dots(3, 3);
    dots.box(-5, -5, 1, 1, RED);
    dots.box(7, 0, 9, 9, RED);
    dots.box(0, -9, 3, -7, RED);
    dots.line(1, -4, 1, 9, BLUE, 1);
    const column = [0, 1, 2].map((y) => [0, 1, 2].map((x) => pixel(dots, x, y)[3]));
    expect(column).toEqual([
      [255, 255, 0],
      [0, 255, 0],
      [0, 255, 0],
    ]);
  });

  test("a line replaces what was there, and clearing leaves nothing", () => {
    const dots = new Dots(4, 2);
    dots.box(0, 0, 4, 2, RED);
    dots.line(3, 0, 0, 0, BLUE, 0.5);
    expect(pixel(dots, 2, 0)).toEqual([0, 80, 240, 127]);
    dots.clear();
    expect(dots.image.data.every((byte) => byte === 0)).toBe(true);
  });
});
