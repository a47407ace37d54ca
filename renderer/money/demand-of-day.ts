import type { Span } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import { demandOf } from "../../shared/pricing/review/demand.ts";
import { costOverTime } from "../../shared/pricing/review/over-time.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { hoursIn } from "../../shared/pricing/review/time-spans.ts";
import type { Demand } from "./charts/demand-option.ts";
import type { Names } from "./names.ts";
import { spanName } from "./span-name.ts";

interface Asked {
  readonly inputs: RatingInputs;
  readonly currency: string;
  readonly names: Names;
  readonly readingsOf: (line: RatedLine) => readonly Reading[];
  /** Their ids; empty ones are nobody. */
  readonly nodes: readonly string[];
  readonly meter: string;
  readonly day: Span;
}

/** What some nodes needed in each hour of a day, and what they cost in it. */
export function demandOfDay(
  lines: readonly RatedLine[],
  { inputs, currency, names, readingsOf, nodes, meter, day }: Asked,
): Demand {
  const spans = hoursIn(day);
  const asked = [...new Set(nodes)].filter((node) => node !== "");
  const keyOf = ({ node }: Segment): string | undefined =>
    asked.includes(node) ? node : undefined;
  const levels = demandOf(inputs.segments, { meter, spans, keyOf, now: inputs.calendar.end });
  const own = lines.filter((line) => isPriced(line) && asked.includes(line.node));
  const charges = chargesWithin(own, spans, readingsOf);
  const applications = asked.map((node) => ({
    name: names.node(node),
    levels: levels.get(node) ?? spans.map(() => 0),
    charges: charges.get(node) ?? spans.map(() => "0"),
  }));
  const zone = inputs.contract.billingZone;
  const hours = spans.map(({ start }) => spanName(start, "time", zone));
  return { hours, applications, currency, meter };
}

/** What each node cost within some spans, without what it cost before and after them. */
function chargesWithin(
  lines: readonly RatedLine[],
  spans: readonly Span[],
  readingsOf: (line: RatedLine) => readonly Reading[],
): ReadonlyMap<string, readonly string[]> {
  const [from, to] = [spans[0]?.start ?? 0, spans.at(-1)?.end ?? 0];
  const all = [{ start: -Infinity, end: from }, ...spans, { start: to, end: Infinity }];
  const series = costOverTime(lines, { spans: all, keyOf: ({ node }) => node, readingsOf });
  return new Map(series.map(({ key, amounts }) => [key, amounts.slice(1, -1)]));
}
