import { periodAt } from "../calendar.ts";
import { lcm, ONE, type Fraction } from "../exact.ts";
import { unitSize } from "../meter-units.ts";
import { meterUnit } from "../meters.ts";
import { isUsage, type Rule, type UsageRule } from "../schema/rule.ts";
import type { Frame, Slice } from "../usage.ts";
import type { Accumulated, Item } from "../shapes/shape.ts";
import { aggregate, rises } from "./aggregate.ts";
import { groupPlace } from "./group-place.ts";
import { countOf } from "./terms.ts";
import type { Settings } from "../schema/settings.ts";

const SECOND = 1000;
const LENGTHS = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;

/**
 * Step 5: the first pass over the slices: what is added up before a band can be known. Quantities become whole
 * numbers of one common part, so that totals and comparisons with bands are exact.
 */
export function accumulate(
  frame: Frame,
  rule: Rule,
  settings: Settings,
  slices: readonly Slice[],
): readonly Accumulated[] {
  const paid = slices.filter(({ free }) => free === "");
  const charged = isUsage(rule) && rule.per === "once" ? rises(paid) : paid;
  const groups = Map.groupBy(charged, (slice) => accumulatorKey(frame, rule, slice));
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => {
      const byWindow = Map.groupBy(own, ({ window }) => window);
      return accumulated(
        key,
        [...byWindow].flatMap(([window, part]) => measured(frame, rule, settings, window, part)),
      );
    });
}

function measured(
  frame: Frame,
  rule: Rule,
  settings: Settings,
  window: string,
  slices: readonly Slice[],
): readonly (Fraction & { readonly slice: Slice })[] {
  if (!isUsage(rule))
    return slices.map((slice) => ({
      slice,
      n: slice.amount * (slice.part?.n ?? 1n),
      d: ONE * (slice.part?.d ?? 1n),
    }));
  const size = sizeOf(frame, rule);
  const aggregation = aggregationOf(rule, window);
  if (aggregation !== "time-integral")
    return aggregate(slices, aggregation).map(({ slice, amount, counts }) =>
      counts ? { slice, n: amount, d: 1n } : { slice, n: amount, d: size },
    );
  return slices.map((slice) => {
    const { n, d } = slice.isTotal ? { n: 1n, d: 1n } : timeOf(frame, rule, settings, slice);
    return { slice, n: slice.amount * n, d: size * d };
  });
}

/** How many parts of a quantity are one of the rule's units. */
export function sizeOf({ book }: Frame, rule: UsageRule): bigint {
  return ONE * unitSize(rule.unit ?? meterUnit(book, rule.meter) ?? "");
}

/** How often `per` is in a slice's time. */
export function timeOf(
  { calendar, book }: Frame,
  rule: UsageRule,
  settings: Settings,
  slice: Timed,
): Fraction {
  const length = BigInt(slice.end - slice.start);
  if (rule.per === "once") return { n: 1n, d: 1n };
  if (slice.ofMonth !== undefined) return projectedTime(rule.per, settings, length, slice.ofMonth);
  if (rule.per !== "month") return { n: length, d: BigInt(LENGTHS[rule.per] * SECOND) };
  const { projectionMonth } = book.settings;
  if (slice.use.source === "projected" && projectionMonth !== "calendar")
    return { n: length, d: BigInt(PROJECTION_HOURS[projectionMonth] * LENGTHS.hour * SECOND) };
  // The parts of a day that a rate window cuts out cannot be counted in days.
  const dayCount = rule.windows === undefined ? settings.dayCount : "seconds";
  const month = slice.late ? periodAt(calendar.months, slice.start) : slice.period;
  return countOf(calendar, dayCount, slice, month);
}

type Timed = Pick<Slice, "start" | "end" | "use" | "ofMonth" | "late" | "period">;

/** Hours of a month where a projection does not reckon with the calendar (settings.projectionMonth). */
const PROJECTION_HOURS = { "hours-730": 730, "weeks-730-168": 730, "days-30.5": 732 } as const;
const HOURS_OF_WEEK = 168n;

/** Without dates a month is as long as the setting says, and only some hours of each week count. */
function projectedTime(
  per: Exclude<UsageRule["per"], "once">,
  { projectionMonth }: Settings,
  length: bigint,
  month: NonNullable<Slice["ofMonth"]>,
): Fraction {
  const n = length * BigInt(month.hoursPerWeek);
  const d = BigInt(month.length) * HOURS_OF_WEEK;
  if (per === "month") return { n, d };
  const whole =
    projectionMonth === "calendar"
      ? month.length
      : PROJECTION_HOURS[projectionMonth] * LENGTHS.hour * SECOND;
  return { n: n * BigInt(whole), d: d * BigInt(LENGTHS[per] * SECOND) };
}

/** How readings become a quantity; the highest level for what is priced by its peak. */
function aggregationOf(rule: UsageRule, window: string): UsageRule["aggregation"] {
  const pricing = rule.windows === undefined ? rule.pricing : rule.windows.pricing[window];
  if (pricing?.shape === "peak") return "max";
  return rule.aggregation;
}

/** Puts all items over one denominator. */
function accumulated(
  key: string,
  items: readonly (Fraction & { readonly slice: Slice })[],
): Accumulated {
  const one = items.reduce((common, { d }) => lcm(common, d), 1n);
  const common: Item[] = items
    .map(({ slice, n, d }) => ({ slice, quantity: n * (one / d) }))
    .toSorted(
      (a, b) => a.slice.start - b.slice.start || (a.slice.use.key < b.slice.use.key ? -1 : 1),
    );
  const total = common.reduce((sum, { quantity }) => sum + quantity, 0n);
  return { key, one, items: common, total };
}

/** Equal for slices whose quantities are added up. Fees are for the account, in each of their own periods. */
export function accumulatorKey(
  { book, calendar, contract }: Frame,
  rule: Rule,
  slice: Pick<Slice, "use" | "account" | "period">,
): string {
  const { use, account, period } = slice;
  if (!isUsage(rule)) return [rule.id, account, period.label].join("\n");
  const { scope, period: over } = rule.accumulator;
  const when =
    over === "month"
      ? period.label
      : over === "contract"
        ? contract.id
        : periodAt(over === "year" ? calendar.years : calendar.quarters, period.start).label;
  return [rule.id, account, when, ...whose(book, scope, use)].join("\n");
}

function whose(
  { settings }: Frame["book"],
  scope: UsageRule["accumulator"]["scope"],
  use: Slice["use"],
): readonly string[] {
  switch (scope) {
    case "account":
      return [];
    case "environment":
      return [use.environment];
    case "group":
      return [groupPlace(settings, use), ...use.groups];
    case "component":
      return [use.environment, use.node];
    case "instance":
      return [use.environment, use.node, use.instance];
  }
}
