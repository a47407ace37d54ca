import { toInstant } from "../../base/clock.ts";
import { Decimal } from "../../base/money.ts";
import type { ExpectedUse } from "../../kinds/component-kind.ts";
import type { Window } from "../../schedule/window.ts";
import type { PriceBook } from "../engine/book.ts";
import type { Span } from "../engine/calendar.ts";
import type { Segment } from "../engine/segments.ts";
import { windowSpans } from "../engine/window-spans.ts";
import { usageSegment, type NodeUsage, type UsageContext } from "./node-usage.ts";

/** How much of what nobody can know is projected: at the least, as is expected, at the most. */
export type UseCase = keyof ExpectedUse["perHour"];

/** How expected use is projected. */
export interface Expectation {
  readonly useCase?: UseCase | undefined;
  /** How many copies there are of what follows the load; left out: as `useCase`. */
  readonly copies?: UseCase | undefined;
  /** By whose windows it is peak; left out: it always is. */
  readonly book?: PriceBook | undefined;
}

const HOUR = 3_600_000;

/** What one instance is expected to use in a window, as quantities: at peak, and less of it at other times. */
export function expectedSegments(
  context: UsageContext,
  usage: Omit<NodeUsage, "uses">,
  expected: readonly ExpectedUse[],
  { instance, window, book, useCase = "expected" }: Expectation & Place,
): readonly Segment[] {
  if (expected.length === 0) return [];
  const span = { start: Date.parse(window.start), end: Date.parse(window.end) };
  return expected.flatMap((use) =>
    partsOf(span, use.offPeakPercent === 100 ? undefined : book).map((part) =>
      expectedPart(context, usage, use, { ...part, instance, useCase }),
    ),
  );
}

function expectedPart(
  context: UsageContext,
  usage: Omit<NodeUsage, "uses">,
  { meter, unit, perHour, offPeakPercent }: ExpectedUse,
  { start, end, isPeak, instance, useCase }: Part & { instance: string; useCase: UseCase },
): Segment {
  const { number, factor } = perHour[useCase];
  const quantity = new Decimal(number)
    .times(factor)
    .times(end - start)
    .times(isPeak ? 100 : offPeakPercent)
    .dividedBy(HOUR * 100);
  const nothing = { meter, item: "", quantity: "0" };
  const { level: _, ...segment } = usageSegment(context, usage, nothing, {
    source: "projected",
    instance,
    start: toInstant(start),
    end: toInstant(end),
  });
  const amount = quantity.toDecimalPlaces(6).toFixed();
  return { ...segment, quality: "assumed", quantity: amount, unit };
}

interface Place {
  readonly instance: string;
  readonly window: Window;
}

interface Part extends Span {
  readonly isPeak: boolean;
}

/** A span as it is peak and is not, by the first windows of a book. */
function partsOf(span: Span, book: PriceBook | undefined): readonly Part[] {
  const set = book?.windowSets[0];
  if (book === undefined || set === undefined) return [{ ...span, isPeak: true }];
  return windowSpans(set, set.zone ?? book.tariffZone, span).flatMap(({ start, end, window }) => {
    const part = { start: Math.max(start, span.start), end: Math.min(end, span.end) };
    return part.start < part.end ? [{ ...part, isPeak: window !== set.default }] : [];
  });
}
