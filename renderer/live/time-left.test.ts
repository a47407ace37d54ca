import { expect, it } from "vitest";
import { timeLeft } from "./time-left.ts";

const at = (time: string): string => `2026-11-23T${time}:00.000Z`;
const words = (environment: Parameters<typeof timeLeft>[0], time: string): string =>
  timeLeft(environment, Date.parse(at(time))).words;

it("counts what was booked without its set-up and grace, and tells these as what they are", () => {
  const booked = { start: at("09:00"), end: at("11:00") };
  const environment = { start: at("08:50"), end: at("11:05"), booked };
  expect(words(environment, "08:52")).toBe("starts in 8 min");
  expect(words(environment, "10:00")).toBe("1 h left");
  expect(words(environment, "11:00")).toBe("time is over, removed in 5 min");
  expect(words(environment, "11:05")).toBe("time is over");
  const isLast = (time: string): boolean => timeLeft(environment, Date.parse(at(time))).isLast;
  expect([isLast("10:44"), isLast("10:45"), isLast("11:02")]).toEqual([false, true, true]);
  expect(timeLeft(environment, 0).until).toMatch(/^Until .+, with grace until .+; then/);
});

it("counts all of what was not booked", () => {
  const environment = { start: at("09:00"), end: at("11:00") };
  expect(words(environment, "08:00")).toBe("starts in 1 h");
  expect(words(environment, "10:30")).toBe("30 min left");
  expect(words(environment, "11:01")).toBe("time is over");
  expect(timeLeft(environment, 0).until).toMatch(/^Until [^;]+, then it is released by itself$/);
});
