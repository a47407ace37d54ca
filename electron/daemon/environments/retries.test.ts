import { expect, test } from "vitest";
import { fault } from "../../../shared/base/fault.ts";
import { createRetries } from "./retries.ts";

function stand(share: number) {
  const clock = { time: 0, now: () => clock.time, sleep: () => Promise.resolve() };
  const random = { next: () => share, hex: () => "" };
  return { clock, retries: createRetries({ clock, random }) };
}
const down = fault("host-down", { host: "a" });

test("waits longer after each failure, up to a minute, with up to half of it by chance", () => {
  const waits = [0, 1].map((share) => {
    const { retries } = stand(share);
    return Array.from({ length: 9 }, () => {
      retries.fail("x", down);
      return retries.nextAt();
    });
  });
  expect(waits[0]).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(waits[1]).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("is due when the wait is over, and no reason to wake before or after", () => {
  const { clock, retries } = stand(1);
  expect(retries.isDue("x")).toBe(true);
  retries.fail("x", down);
  expect(retries.isDue("x")).toBe(false);
  clock.time = 1000;
  expect(retries.isDue("x")).toBe(true);
  expect(retries.nextAt()).toBeNull();
});

test("forgets what succeeded, and what mended by itself", () => {
  const { retries } = stand(0);
  for (const key of ["a", "b", "c"]) retries.fail(key, down);
  retries.succeed("a");
  retries.keep((key) => key === "c");
  expect(["a", "b", "c"].map((key) => retries.get(key)?.attempts)).toEqual([
    undefined,
    undefined,
    1,
  ]);
  expect(retries.first()?.fault).toBe(down);
});
