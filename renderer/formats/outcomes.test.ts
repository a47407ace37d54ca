import { expect, it } from "vitest";
import type { LossEntry } from "../../shared/formats/format.ts";
import { countOf, filtered, outcomesOf } from "./outcomes.ts";

const entry = (outcome: LossEntry["outcome"], source: string, count: number): LossEntry => ({
  outcome,
  source,
  target: "Machine, Debian 13",
  where: "node web",
  count,
});
const report = [
  entry("mapped", "kind linux", 12),
  entry("missing", "image alpha", 2),
  entry("missing", "image beta", 1),
];

it("counts things, not lines, what needs attention first", () => {
  expect(countOf(report)).toBe(15);
  expect(outcomesOf(report).map(({ id, count }) => [id, count])).toEqual([
    ["missing", 3],
    ["mapped", 12],
  ]);
});

it("filters by outcome and by words in any order", () => {
  const sources = (outcome: "all" | "missing", words: string) =>
    filtered(report, outcome, words).map(({ source }) => source);
  expect(sources("missing", "")).toEqual(["image alpha", "image beta"]);
  expect(sources("all", "debian IMAGE bet")).toEqual(["image beta"]);
  expect(sources("all", "nothing of it")).toEqual([]);
});
