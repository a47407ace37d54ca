import fc from "fast-check";
import { expect, it } from "vitest";
import { inRows, spread, type Place } from "./positions.ts";

const WIDTH = 208;
const HEIGHT = 72;

function covered(places: readonly Place[]): number {
  return places.filter((one, index) =>
    places.some(
      (other, at) =>
        at < index && Math.abs(one.x - other.x) < WIDTH && Math.abs(one.y - other.y) < HEIGHT,
    ),
  ).length;
}
function placed(...places: readonly (readonly [number, number])[]): Map<string, Place> {
  return new Map(places.map(([x, y], index) => [`n${index}`, { x, y }]));
}

it("leaves alone what is wide enough", () => {
  const wide = placed([0, 0], [400, 0], [0, 200]);
  expect(spread(wide)).toEqual({ places: wide, scale: 1 });
});

it("scales all alike, so that the picture stays the same", () => {
  const { places, scale } = spread(placed([0, 0], [128, 0], [1280, 64]));
  expect(scale).toBe(2);
  expect([...places.values()]).toEqual([
    { x: 0, y: 0 },
    { x: 256, y: 0 },
    { x: 2560, y: 128 },
  ]);
});

it("moves aside what no scale tells apart", () => {
  const { places } = spread(placed([8, 8], [8, 8], [9, 8]));
  expect(covered([...places.values()])).toBe(0);
  expect(places.get("n0")).toEqual({ x: 8, y: 8 });
});

it("takes a place that is no number for 0", () => {
  expect(spread(placed([8, Number.NaN])).places.get("n0")).toEqual({ x: 8, y: 0 });
});

it("never lets two cover each other, wherever they were", () => {
  const coordinate = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.double());
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 60 }), (points) => {
      expect(covered([...spread(placed(...points)).places.values()])).toBe(0);
    }),
  );
});

it("places thousands on one spot", () => {
  const crowd = Array.from({ length: 5000 }, () => [0, 0] as const);
  expect(covered([...spread(placed(...crowd)).places.values()].slice(0, 300))).toBe(0);
});

it("sets what has no place in rows", () => {
  const rows = inRows(Array.from({ length: 18 }, (_, index) => `n${index}`));
  expect(covered([...rows.values()])).toBe(0);
  expect(new Set([...rows.values()].map(({ y }) => y)).size).toBe(6);
});
