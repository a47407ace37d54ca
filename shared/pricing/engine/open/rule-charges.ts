import type { Draft } from "../draft.ts";
import { accumulate } from "../steps/accumulate.ts";
import { price } from "../steps/price.ts";
import { withZeroUsage } from "../steps/zero-usage.ts";
import type { Frame } from "../usage.ts";
import type { OpenRule } from "./open-rule.ts";

/** What an open rule comes to now. Nothing where only all slices together can say. */
export function openDrafts(
  frame: Frame,
  open: OpenRule,
  now: number,
  environment?: string,
): readonly Draft[] | undefined {
  if (open.hasFallen) return undefined;
  const drafts: Draft[] = [];
  for (const accumulator of open.accumulators.values()) {
    const own = accumulator.drafts(now, environment);
    if (own === undefined) return undefined;
    for (const draft of own) drafts.push(draft);
  }
  const { rule, settings, tariff } = open.terms;
  // What is due without any usage is of no environment.
  if (!tariff.isDueUnused(rule) || environment !== undefined) return drafts;
  const used = [...open.accumulators.values()].flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.bounds.first === undefined ? [] : cell.slice(cell.bounds, now))),
  );
  const empty = withZeroUsage(frame, tariff, rule, used).slice(used.length);
  const sums = accumulate(frame, rule, settings, empty);
  return [...drafts, ...price(frame, rule, settings, sums, empty)];
}
