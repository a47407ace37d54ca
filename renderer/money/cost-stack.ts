import { Decimal, decimalText } from "../../shared/base/money.ts";
import type { Span } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import { groupKey, groupLines, type GroupedBy } from "../../shared/pricing/review/group-lines.ts";
import { costOverTime, type Series } from "../../shared/pricing/review/over-time.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { timeSpans, type TimeUnit } from "../../shared/pricing/review/time-spans.ts";
import type { Part, Stack } from "./charts/stack-option.ts";
import type { Names } from "./names.ts";
import { spanName } from "./span-name.ts";

/** So many parts have a colour of their own; the rest is one. */
const MOST_PARTS = 6;

interface OverTime {
  readonly inputs: Pick<RatingInputs, "calendar" | "contract">;
  readonly currency: string;
  readonly names: Names;
  readonly readingsOf: (line: RatedLine) => readonly Reading[];
  readonly by: GroupedBy;
  /** As fits the time that lines are for, unless given. */
  readonly unit?: TimeUnit | undefined;
}

/** When the money of lines went, and for what: a bar for each hour, day, week or month. */
export function stackOverTime(lines: readonly RatedLine[], shown: OverTime): Stack {
  const { inputs, by, unit: wanted, currency, names, readingsOf } = shown;
  const { calendar, contract } = inputs;
  const zone = contract.billingZone;
  const priced = lines.filter(isPriced);
  const { unit, spans } = timeSpans(calendar, wholeTime(priced), { zone, unit: wanted });
  const series = costOverTime(priced, { spans, keyOf: (line) => groupKey(line, by), readingsOf });
  return {
    names: spans.map(({ start }) => spanName(start, unit, zone)),
    parts: fewParts(series, (key) => names.group(by, key)),
    currency,
  };
}

/** From where the first of some lines begins to where the last one ends. */
export function wholeTime(lines: readonly RatedLine[]): Span {
  const starts = lines.map(({ start }) => Date.parse(start));
  const ends = lines.map(({ end }) => Date.parse(end));
  return lines.length === 0
    ? { start: 0, end: 0 }
    : { start: Math.min(...starts), end: Math.max(...ends) };
}

/** The largest parts by their names, and all others as one. */
function fewParts(series: readonly Series[], nameOf: (key: string) => string): readonly Part[] {
  const named = (part: Series): Part => ({ name: nameOf(part.key), amounts: part.amounts });
  if (series.length <= MOST_PARTS + 1) return series.map(named);
  const rest = series.slice(MOST_PARTS);
  const amounts = (rest[0]?.amounts ?? []).map((_, at) =>
    decimalText(rest.reduce((sum, part) => sum.plus(part.amounts[at] ?? 0), new Decimal(0))),
  );
  const others = { name: `${rest.length} others`, amounts };
  return [...series.slice(0, MOST_PARTS).map(named), others];
}

const CATEGORIES = {
  usage: "Usage",
  capacity: "Capacity",
  base: "Base fees",
  package: "Packages",
  purchase: "Purchases",
  minimum: "Minimums",
  cap: "Caps",
  credit: "Credits",
  unpriced: "No price",
} as const satisfies Readonly<Record<RatedLine["category"], string>>;

/** What each tenant's account comes to, by what it is for; the dearest first. */
export function stackByAccount(
  lines: readonly RatedLine[],
  { currency, names }: Pick<OverTime, "currency" | "names">,
): Stack {
  const priced = lines.filter(isPriced);
  const accounts = groupLines(priced, "account", currency).toSorted(
    (a, b) => Number(b.amount) - Number(a.amount),
  );
  const used = new Set(priced.map(({ category }) => category));
  const parts = [...used].map((category) => {
    const own = priced.filter((line) => line.category === category);
    const sums = new Map(groupLines(own, "account", currency).map((one) => [one.key, one.amount]));
    return { name: CATEGORIES[category], amounts: accounts.map(({ key }) => sums.get(key) ?? "0") };
  });
  return { names: accounts.map(({ key }) => names.group("account", key)), parts, currency };
}
