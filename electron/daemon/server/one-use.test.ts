import { expect, test } from "vitest";
import { strongRandom } from "../../node/strong-random.ts";
import { oneUse } from "./one-use.ts";

test("works once, and only in time", () => {
  const clock = { time: 0, now: () => clock.time, sleep: () => Promise.resolve() };
  const keys = oneUse<string>(30_000, { clock, random: strongRandom() });
  const used = keys.issue("a");
  expect(keys.redeem(used)).toBe("a");
  expect(keys.redeem(used)).toBeNull();
  const late = keys.issue("b");
  clock.time = 30_000;
  expect(keys.redeem(late)).toBeNull();
  expect(keys.redeem("guess")).toBeNull();
});

test("keeps no more than it must", () => {
  const clock = { now: () => 0, sleep: () => Promise.resolve() };
  const keys = oneUse<number>(30_000, { clock, random: strongRandom() });
  const issued = Array.from({ length: 10_050 }, (_, index) => keys.issue(index));
  expect(keys.redeem(issued[0] ?? "")).toBeNull();
  expect(keys.redeem(issued.at(-1) ?? "")).toBe(10_049);
});
