import { periodAt } from "../calendar.ts";
import { lcm, ONE, type Fraction } from "../exact.ts";
import { unitSize } from "../meter-units.ts";
import { meterUnit } from "../meters.ts";
import type { Rule, ShapedRule, UsageRule } from "../schema/rule.ts";
import type { Frame, Slice } from "../usage.ts";
import type { Accumulated, Item } from "../shapes/shape.ts";
import { aggregate, rises } from "./aggregate.ts";
import { PROJECTION_HOURS } from "./normalise.ts";
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
  rule: ShapedRule,
  settings: Settings,
  slices: readonly Slice[],
): readonly Accumulated[] {
  const paid = slices.filter(({ free }) => free === "");
  const charged = rule.kind !== "base" && rule.per === "once" ? rises(paid) : paid;
  const groups = Map.groupBy(charged, (slice) => accumulatorKey(frame, rule, slice));
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) =>
      accumulated(key, own[0]?.window ?? "", measured(frame, rule, settings, own)),
    );
}

function measured(
  frame: Frame,
  rule: ShapedRule,
  settings: Settings,
  slices: readonly Slice[],
): readonly (Fraction & { readonly slice: Slice })[] {
  if (rule.kind === "base")
    return slices.map((slice) => ({
      slice,
      n: slice.amount * (slice.part?.n ?? 1n),
      d: ONE * (slice.part?.d ?? 1n),
    }));
  const size = ONE * unitSize(rule.unit ?? meterUnit(frame.book, rule.meter) ?? "");
  const aggregation = aggregationOf(rule, slices[0]?.window ?? "");
  if (aggregation !== "time-integral")
    return aggregate(slices, aggregation).map(({ slice, amount, counts }) =>
      counts ? { slice, n: amount, d: 1n } : { slice, n: amount, d: size },
    );
  return slices.map((slice) => {
    const { n, d } = slice.isTotal ? { n: 1n, d: 1n } : timeOf(frame, rule, settings, slice);
    return { slice, n: slice.amount * n, d: size * d };
  });
}

/** How often `per` is in a slice's time. */
function timeOf(
  { calendar, book }: Frame,
  rule: UsageRule,
  settings: Settings,
  slice: Slice,
): Fraction {
  const length = BigInt(slice.end - slice.start);
  if (rule.per === "once") return { n: 1n, d: 1n };
  if (rule.per !== "month") return { n: length, d: BigInt(LENGTHS[rule.per] * SECOND) };
  const { projectionMonth } = book.settings;
  if (slice.use.source === "projected" && projectionMonth !== "calendar")
    return { n: length, d: BigInt(PROJECTION_HOURS[projectionMonth] * LENGTHS.hour * SECOND) };
  // The parts of a day that a rate window cuts out cannot be counted in days.
  const dayCount = rule.windows === undefined ? settings.dayCount : "seconds";
  const month = slice.late ? periodAt(calendar.months, slice.start) : slice.period;
  return countOf(calendar, dayCount, slice, month);
}

/** How readings become a quantity; the highest level for what is priced by its peak. */
export function aggregationOf(rule: UsageRule, window: string): UsageRule["aggregation"] {
  const pricing = rule.windows === undefined ? rule.pricing : rule.windows.pricing[window];
  if (pricing?.shape === "peak") return "max";
  return rule.aggregation;
}

/** Puts all items over one denominator. */
function accumulated(
  key: string,
  window: string,
  items: readonly (Fraction & { readonly slice: Slice })[],
): Accumulated {
  const one = items.reduce((common, { d }) => lcm(common, d), 1n);
  const common: Item[] = items
    .map(({ slice, n, d }) => ({ slice, quantity: n * (one / d) }))
    .toSorted(
      (a, b) => a.slice.start - b.slice.start || (a.slice.use.key < b.slice.use.key ? -1 : 1),
    );
  const total = common.reduce((sum, { quantity }) => sum + quantity, 0n);
  return { key, window, one, items: common, total };
}

/** Equal for slices whose quantities are added up. */
function accumulatorKey({ calendar, contract }: Frame, rule: Rule, slice: Slice): string {
  const scope =
    rule.kind === "usage" || rule.kind === "capacity" ? rule.accumulator.scope : "account";
  const period =
    rule.kind === "usage" || rule.kind === "capacity" ? rule.accumulator.period : "month";
  const { use, account, window } = slice;
  const whose = {
    account: [],
    environment: [use.environment],
    group: [use.groups.join(" ")],
    component: [use.environment, use.node],
    instance: [use.environment, use.node, use.instance],
  }[scope];
  const when = {
    month: slice.period.label,
    quarter: periodAt(calendar.quarters, slice.period.start).label,
    year: periodAt(calendar.years, slice.period.start).label,
    contract: contract.id,
  }[period];
  return JSON.stringify([rule.id, account, when, window, ...whose]);
}
