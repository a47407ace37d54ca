import { expect, test } from "vitest";
import { poolUsage } from "./pool-usage.ts";

const window = (from: number, to: number) => ({
  start: new Date(from * 1000).toISOString(),
  end: new Date(to * 1000).toISOString(),
});
const capacities = [
  { resource: "a", capacity: 10 },
  { resource: "b", capacity: 5 },
];

test("what is held is the most at any one instant, not the sum", () => {
  const holdings = [
    { resource: "a", quantity: 3, window: window(0, 10) },
    { resource: "a", quantity: 4, window: window(5, 15) },
    { resource: "a", quantity: 5, window: window(10, 20) },
    // Touches the one before it and does not overlap it.
    { resource: "a", quantity: 9, window: window(20, 30) },
  ];
  expect(poolUsage(capacities, holdings, window(0, 20))).toEqual([
    { resource: "a", capacity: 10, held: 9 },
    { resource: "b", capacity: 5, held: 0 },
  ]);
});

test("what began before the window counts from its start", () => {
  const holdings = [{ resource: "b", quantity: 2, window: window(0, 100) }];
  expect(poolUsage(capacities, holdings, window(50, 60))[1]?.held).toBe(2);
});
