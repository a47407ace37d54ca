import { expect, test } from "vitest";
import {
  formatAmount,
  formatAmounts,
  formatDuration,
  formatGibibytes,
  formatMebibytes,
  formatMegabits,
} from "./units.ts";

test("sizes and speeds take the unit in which they are short", () => {
  expect([512, 1536, 2_097_152].map(formatMebibytes)).toEqual(["512 MiB", "1.5 GiB", "2 TiB"]);
  expect([20, 0.5, 10_240, 2_200_000].map(formatGibibytes)).toEqual([
    "20 GiB",
    "0.5 GiB",
    "10 TiB",
    "2.1 PiB",
  ]);
  expect([100, 2500, 0.5].map(formatMegabits)).toEqual(["100 Mb/s", "2.5 Gb/s", "0.5 Mb/s"]);
});

test("amounts that differ are seen to differ, and what is no number stays", () => {
  expect(formatAmounts([40_000, "100000"], "Mb/s")).toEqual(["40 Gb/s", "100 Gb/s"]);
  expect(formatAmounts([1024, 1025], "MiB")).toEqual(["1024 MiB", "1025 MiB"]);
  expect(formatAmounts([1024, 1024], "MiB")).toEqual(["1 GiB", "1 GiB"]);
  expect(formatAmounts(["-5", "any number of"], "Mb/s")).toEqual(["-5 Mb/s", "any number of Mb/s"]);
  expect(formatAmount(3, "")).toBe("3");
});

test("a length of time is exact", () => {
  const hour = 3_600_000;
  expect(formatDuration(4 * hour)).toBe("4 h");
  expect(formatDuration(26 * hour + 5 * 60_000)).toBe("1 d 2 h 5 min");
  expect(formatDuration(60_250)).toBe("1 min 0.25 s");
  expect(formatDuration(0)).toBe("0 s");
});
