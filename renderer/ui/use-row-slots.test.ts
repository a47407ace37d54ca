import { expect, it } from "vitest";
import { evenRows, inReadingOrder, rowSlots, unevenRows } from "./use-row-slots.ts";

const at = (first: number, count = 100) =>
  rowSlots({ first, count, slots: 8, topOf: evenRows(30).topOf });
const indices = (first: number, count?: number) =>
  at(first, count)
    .map(({ index }) => index)
    .toSorted((a, b) => a - b);

it("draws the rows from the first on, and as many at both ends as in the middle", () => {
  expect(indices(-3)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(indices(41)).toEqual([41, 42, 43, 44, 45, 46, 47, 48]);
  expect(indices(98)).toEqual([92, 93, 94, 95, 96, 97, 98, 99]);
  expect(indices(2, 5)).toEqual([0, 1, 2, 3, 4]);
  expect(indices(0, 0)).toEqual([]);
});

it("leaves a row in its element for as long as it is in view, and elements in their order", () => {
  for (let first = 0; first < 92; first++) {
    const [before, after] = [at(first), at(first + 3)];
    expect(after.map(({ slot }) => slot)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const stay = before.filter(({ index }) => index >= first + 3);
    for (const row of stay.filter(({ index }) => index < 92)) expect(after[row.slot]).toEqual(row);
  }
});

it("places rows by their number, and has them read in their order", () => {
  expect(at(10)[2]).toEqual({ slot: 2, index: 10, top: 300 });
  expect(inReadingOrder(at(10), (slot) => `r${slot}`)).toBe("r2 r3 r4 r5 r6 r7 r0 r1");
});

it("knows how many rows can be seen at once, whatever their heights", () => {
  expect(evenRows(30).mostIn(100)).toBe(5);
  // 100, 20, 20, 20, 100: of 50 pixels, the three low ones and a little of both high ones.
  const { mostIn, topOf } = unevenRows([0, 100, 120, 140, 160, 260]);
  expect(topOf(5)).toBe(260);
  expect([1, 20, 50, 62, 300].map(mostIn)).toEqual([2, 2, 4, 5, 5]);
  expect(unevenRows([0]).mostIn(100)).toBe(0);
});
