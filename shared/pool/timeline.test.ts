import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldOverTime } from "./timeline.ts";

const at = (hour: number): string =>
  new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000).toISOString();
const span = (from: number, to: number) => ({ start: at(from), end: at(to) });
const time = (from: number, to: number) => ({
  start: Date.parse(at(from)),
  end: Date.parse(at(to)),
});
const DAY = time(0, 24);

describe("heldOverTime", () => {
  it("adds up what is held at the same time, and tells nothing of who holds it", () => {
    const held = heldOverTime(
      [
        { resource: "a", quantity: 2, ...time(1, 5) },
        { resource: "a", quantity: 3, ...time(3, 8) },
        { resource: "b", quantity: 1, ...time(0, 1) },
      ],
      DAY,
    );
    expect(held).toEqual([
      { resource: "a", quantity: 2, window: span(1, 3) },
      { resource: "a", quantity: 5, window: span(3, 5) },
      { resource: "a", quantity: 3, window: span(5, 8) },
      { resource: "b", quantity: 1, window: span(0, 1) },
    ]);
  });

  it("melts those that follow each other, and cuts at the window", () => {
    const held = heldOverTime(
      [
        { resource: "a", quantity: 2, ...time(-7, 5) },
        { resource: "a", quantity: 2, ...time(5, 40) },
        { resource: "a", quantity: 9, ...time(24, 40) },
        { resource: "b", quantity: 9, ...time(-4, 0) },
      ],
      DAY,
    );
    expect(held).toEqual([{ resource: "a", quantity: 2, window: span(0, 24) }]);
  });

  it("says at every instant the same as the reservations together", () => {
    const reservation = fc
      .tuple(fc.integer({ min: -5, max: 28 }), fc.integer({ min: 1, max: 9 }), fc.nat({ max: 4 }))
      .map(([from, length, quantity]) =>
        Object.assign({ resource: "a", quantity: quantity + 1 }, time(from, from + length)),
      );
    const sum = (list: readonly { quantity: number; start: number; end: number }[], hour: number) =>
      list
        .filter(({ start, end }) => start <= Date.parse(at(hour)) && Date.parse(at(hour)) < end)
        .reduce((total, { quantity }) => total + quantity, 0);
    fc.assert(
      fc.property(fc.array(reservation, { maxLength: 12 }), (reservations) => {
        const held = heldOverTime(reservations, DAY).map(({ quantity, window }) => {
          return { quantity, start: Date.parse(window.start), end: Date.parse(window.end) };
        });
        for (let hour = 0; hour < 24; hour++) expect(sum(held, hour)).toBe(sum(reservations, hour));
      }),
      { numRuns: 200 },
    );
  });
});
