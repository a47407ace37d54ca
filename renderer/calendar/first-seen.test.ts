import { expect, it } from "vitest";
import { firstSeen } from "./first-seen.ts";

const at = (hour: number): number => hour * 60;
const EIGHT_HOURS = at(8);

it("a week opens where the working day begins when all that counts is seen from there", () => {
  expect(firstSeen([], EIGHT_HOURS)).toBe(at(7));
  expect(firstSeen([at(9), at(13)], EIGHT_HOURS)).toBe(at(7));
});

it("in the evening and in the night it opens so that now is in sight, with an hour around it", () => {
  expect(firstSeen([at(18)], EIGHT_HOURS)).toBe(at(11));
  expect(firstSeen([at(23.5)], EIGHT_HOURS)).toBe(at(16));
  expect(firstSeen([at(2)], EIGHT_HOURS)).toBe(at(1));
});

it("what is booked next is in sight too where there is room for both, and now before it where there is none", () => {
  expect(firstSeen([at(15), at(9)], EIGHT_HOURS)).toBe(at(8));
  expect(firstSeen([at(20), at(9)], EIGHT_HOURS)).toBe(at(13));
});

it("a screen that shows the whole day shows all of it", () => {
  expect(firstSeen([at(3), at(22)], at(24))).toBe(0);
  expect(firstSeen([at(12)], at(30))).toBe(0);
});
