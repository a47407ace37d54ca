import { z } from "zod";
import { Decimal, decimalText } from "../../base/money.ts";
import type { PriceBook } from "./book.ts";
import { calendarOver, type Calendar } from "./calendar.ts";
import type { Contract } from "./contract.ts";
import { precise } from "./exact.ts";
import type { RatedLine } from "./line.ts";
import { rate } from "./rate.ts";
import type { Segment } from "./segments.ts";
import { tableOf, withLevelsOfOne, type UsageTable } from "./table/usage-table.ts";

/** All that a rating depends on. */
export interface RatingInputs {
  readonly book: PriceBook;
  readonly contract: Contract;
  readonly segments: readonly Segment[];
  readonly calendar: Calendar;
}

/** Why two ratings differ, in the order in which one input after the other is exchanged. */
export const VARIANCE_STEPS = [
  "hours",
  "level",
  "window mix",
  "band and cap",
  "rate",
  "discount",
  "credit",
  "rounding",
  "never started",
  "not planned",
] as const;
type Step = (typeof VARIANCE_STEPS)[number];

/** One row of a bill, as it was projected and as it came. `projected` + all steps = `actual`, exactly. */
export const varianceSchema = z.object({
  compareKey: z.string(),
  title: z.string(),
  period: z.string(),
  environment: z.string(),
  node: z.string(),
  projected: z.string(),
  actual: z.string(),
  /** Those that are not zero. */
  steps: z.array(z.object({ step: z.enum(VARIANCE_STEPS), amount: z.string() })).readonly(),
});
export type Variance = Readonly<z.infer<typeof varianceSchema>>;

/**
 * The waterfall from a baseline to what came of it, for every row that either has. Hours, level and windows are
 * counted at the baseline's average prices; bands and caps are what the baseline's book makes of the actual usage
 * beyond that; then its book is exchanged for the actual one.
 */
export function variance(
  baseline: RatingInputs,
  actual: RatingInputs,
  { planned, used }: Usages = usagesOf(baseline, actual),
): readonly Variance[] {
  // The usage alone is exchanged.
  const swapped = { ...baseline, calendar: calendarOver(baseline, actual.calendar) };
  const before = rowsOf(baseline, planned);
  const between = rowsOf(swapped, used);
  const after = rowsOf(actual, used);
  const hours = { before: hoursOf(baseline, planned), after: hoursOf(swapped, used) };
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return keys.flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    const line = (now ?? old)?.[0];
    if (line === undefined) return [];
    const steps = stepsOf(old, between.get(key), now, {
      before: hours.before.get(key) ?? ZERO,
      after: hours.after.get(key) ?? ZERO,
    });
    const { title, period, environment, node } = line;
    const projected = decimalText(total(old, "rounded"));
    const came = decimalText(total(now, "rounded"));
    return [{ compareKey: key, title, period, environment, node, projected, actual: came, steps }];
  });
}

/** The usage of both as tables, for those who have them: each is rated more than once. */
interface Usages {
  readonly planned: UsageTable;
  readonly used: UsageTable;
}

function usagesOf(baseline: RatingInputs, actual: RatingInputs): Usages {
  const used = tableOf(actual.segments);
  const isSame = baseline.segments === actual.segments;
  return { planned: isSame ? used : tableOf(baseline.segments), used };
}

const ZERO = new Decimal(0);
type Rows = readonly RatedLine[];

type Priced = Omit<RatingInputs, "segments">;

function rowsOf({ book, contract, calendar }: Priced, usage: UsageTable): Map<string, Rows> {
  const lines = rate(book, contract, usage, calendar);
  const priced = lines.filter(({ category }) => category !== "unpriced");
  return Map.groupBy(priced, ({ compareKey }) => compareKey);
}

/** How long each row was used, whatever the level: its quantity if every level were 1. */
function hoursOf(inputs: Priced, usage: UsageTable): ReadonlyMap<string, Decimal> {
  const rows = rowsOf(inputs, withLevelsOfOne(usage));
  return new Map([...rows].map(([key, lines]) => [key, total(lines, "quantity")]));
}

function total(lines: Rows | undefined, field: "quantity" | "list" | "net" | "rounded"): Decimal {
  return (lines ?? []).reduce((sum, line) => sum.plus(line[field]), ZERO);
}

interface Hours {
  readonly before: Decimal;
  readonly after: Decimal;
}

function stepsOf(
  old: Rows | undefined,
  between: Rows | undefined,
  now: Rows | undefined,
  hours: Hours,
): Variance["steps"] {
  const category = (now ?? old)?.[0]?.category;
  const difference = total(now, "rounded").minus(total(old, "rounded"));
  if (category === "credit") return listed({ credit: difference });
  if (category === "minimum" || category === "cap") return listed({ "band and cap": difference });
  if (now === undefined) return listed({ "never started": difference });
  if (old === undefined) return listed({ "not planned": difference });
  const off = (lines: Rows): Decimal => total(lines, "net").minus(total(lines, "list"));
  const cents = (lines: Rows): Decimal => total(lines, "rounded").minus(total(lines, "net"));
  return listed({
    ...usageSteps(old, between ?? [], total(now, "list"), hours),
    discount: off(now).minus(off(old)),
    rounding: cents(now).minus(cents(old)),
  });
}

/** From the baseline's list price to the actual one. */
function usageSteps(
  old: Rows,
  between: Rows,
  last: Decimal,
  hours: Hours,
): Partial<Record<Step, Decimal>> {
  const first = total(old, "list");
  const used = { before: total(old, "quantity"), after: total(between, "quantity") };
  const isCounted = !used.before.isZero();
  const atHours =
    isCounted && !hours.before.isZero()
      ? precise(first.times(hours.after).dividedBy(hours.before))
      : first;
  const atLevel = isCounted ? precise(first.times(used.after).dividedBy(used.before)) : atHours;
  const atWindow = isCounted ? atOldPrices(old, between) : atLevel;
  const banded = total(between, "list");
  const [, byHours = first, byLevel = first, byWindow = first] = settled([
    first,
    atHours,
    atLevel,
    atWindow,
    banded,
  ]);
  return {
    hours: byHours.minus(first),
    level: byLevel.minus(byHours),
    "window mix": byWindow.minus(byLevel),
    "band and cap": banded.minus(byWindow),
    rate: last.minus(banded),
  };
}

/** What only the last digits of a quotient make of a step is no reason. The first and the last amount are exact. */
function settled(amounts: readonly Decimal[]): readonly Decimal[] {
  const [first, ...steps] = amounts;
  const last = steps.pop();
  if (first === undefined || last === undefined) return amounts;
  const isNear = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lessThan(NOTHING);
  let before = first;
  const rising = steps.map((amount) => (before = isNear(amount, before) ? before : amount));
  let after = last;
  const falling = rising
    .toReversed()
    .map((amount) => (after = isNear(amount, after) ? after : amount));
  return [first, ...falling.toReversed(), last];
}

const NOTHING = new Decimal("1e-15");

/** The new quantities at the old average price of each window; at their own where there was none. */
function atOldPrices(old: Rows, between: Rows): Decimal {
  const known = Map.groupBy(old, ({ window }) => window);
  return [...Map.groupBy(between, ({ window }) => window)].reduce((sum, [window, lines]) => {
    const before = known.get(window);
    const quantity = total(before, "quantity");
    if (quantity.isZero()) return sum.plus(total(lines, "list"));
    const part = total(before, "list").times(total(lines, "quantity")).dividedBy(quantity);
    return sum.plus(precise(part));
  }, ZERO);
}

function listed(amounts: Partial<Record<Step, Decimal>>): Variance["steps"] {
  return VARIANCE_STEPS.flatMap((step) => {
    const amount = amounts[step] ?? ZERO;
    return amount.isZero() ? [] : [{ step, amount: decimalText(amount) }];
  });
}
