import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { takenInTurns } from "./work.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

let made = 0;

/** Each takes ten milliseconds. */
function* slowThings(): Generator<number> {
  for (made = 1; made <= 100; made++) {
    vi.advanceTimersByTime(10);
    yield made;
  }
}

test("everything is taken, the page has its turns, and is told how far it is", async () => {
  const told: number[] = [];
  const turn = (doing: string, share: number): Promise<void> => {
    expect(doing).toBe("Drawing");
    told.push(share);
    return Promise.resolve();
  };
  const taken = await takenInTurns(slowThings(), 50, "Drawing", { turn });
  expect(taken).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(told).toHaveLength(33);
  expect(told[0]).toBeCloseTo(3 / 50);
  // Less was expected than came.
  expect(told.at(-1)).toBe(1);
});

test("nothing more is done once it is cancelled", async () => {
  let turns = 0;
  const turn = (): Promise<void> =>
    ++turns === 2 ? Promise.reject(new Error("cancelled")) : Promise.resolve();
  await expect(takenInTurns(slowThings(), 100, "Drawing", { turn })).rejects.toThrow("cancelled");
  expect(made).toBeLessThan(8);
});
