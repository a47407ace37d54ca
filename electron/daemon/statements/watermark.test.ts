import { expect, test } from "vitest";
import { watermarkOf } from "./watermark.ts";

const NOW = Date.UTC(2026, 10, 5);
const upTo = (from: number, at: number) => ({ ranges: [{ from, to: from + 3, at }] });

test("a statement is complete up to what the slowest producer has told without a hole", () => {
  const texts = (...producers: { ranges: { from: number; to: number; at: number }[] }[]) =>
    watermarkOf(producers, NOW);
  expect(texts()).toBe("2026-11-05T00:00:00.000Z");
  expect(texts(upTo(1, NOW - 1000), upTo(1, NOW + 1000))).toBe("2026-11-04T23:59:59.000Z");
  expect(texts(upTo(1, NOW), upTo(2, NOW))).toBeNull();
});
