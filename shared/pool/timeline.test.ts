import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldOverTime } from "./timeline.ts";

const at = (hour: number): string =>
  new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000).toISOString();
const span = (from: number, to: number) => ({ start: at(from), end: at(to) });
const DAY = span(0, 24);

describe("heldOverTime", () => {
  it("adds up what is held at the same time, and tells nothing of who holds it", () => {
    const held = heldOverTime(
      [
        { resource: "a", quantity: 2, window: span(1, 5) },
        { resource: "a", quantity: 3, window: span(3, 8) },
        { resource: "b", quantity: 1, window: span(0, 1) },
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
        { resource: "a", quantity: 2, window: span(-7, 5) },
        { resource: "a", quantity: 2, window: span(5, 40) },
        { resource: "a", quantity: 9, window: span(24, 40) },
        { resource: "b", quantity: 9, window: span(-4, 0) },
      ],
      DAY,
    );
    expect(held).toEqual([{ resource: "a", quantity: 2, window: DAY }]);
  });

  it("says at every instant the same as the reservations together", () => {
    const reservation = fc
      .tuple(fc.integer({ min: -5, max: 28 }), fc.integer({ min: 1, max: 9 }), fc.nat({ max: 4 }))
      .map(([from, length, quantity]) => ({
        resource: "a",
        quantity: quantity + 1,
        window: span(from, from + length),
      }));
    const sum = (list: ReturnType<typeof heldOverTime>, hour: number): number =>
      list
        .filter(({ window }) => window.start <= at(hour) && at(hour) < window.end)
        .reduce((total, { quantity }) => total + quantity, 0);
    fc.assert(
      fc.property(fc.array(reservation, { maxLength: 12 }), (reservations) => {
        const held = heldOverTime(reservations, DAY);
        for (let hour = 0; hour < 24; hour++) expect(sum(held, hour)).toBe(sum(reservations, hour));
      }),
      { numRuns: 200 },
    );
  });
});
