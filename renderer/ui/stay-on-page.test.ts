import { expect, it } from "vitest";
import { goesAlong } from "./stay-on-page.ts";

it("a finger moves what can still be scrolled its way, and else nothing", () => {
  const scrolled = (scrollLeft: number) => ({ scrollLeft, scrollWidth: 900, clientWidth: 500 });
  const narrow = { scrollLeft: 0, scrollWidth: 500, clientWidth: 500 };
  const ways = (...scrollers: Parameters<typeof goesAlong>[0]): readonly boolean[] =>
    [40, -40].map((by) => goesAlong(scrollers, by));
  // To the right, which would go back in the history, and to the left.
  expect(ways()).toEqual([false, false]);
  expect(ways(narrow)).toEqual([false, false]);
  expect(ways(scrolled(0))).toEqual([false, true]);
  expect(ways(narrow, scrolled(200))).toEqual([true, true]);
  expect(ways(scrolled(400))).toEqual([true, false]);
});
