import { dayIndex, periodAt } from "../calendar.ts";
import { scaled } from "../exact.ts";
import { unitSize } from "../meter-units.ts";
import { meterUnit } from "../meters.ts";
import type { Segment } from "../segments.ts";
import type { Frame, Piece, Use } from "../usage.ts";
import { withoutOverlap } from "./overlap.ts";

const HOUR = 3_600_000;

/**
 * Step 1: segments as numbers. Ends what still goes on, forgets what was told twice, and joins what was cut, so that
 * neither order nor repetition nor cutting is left to see. In order of use, then time.
 */
export function normalise(frame: Frame, segments: readonly Segment[]): readonly Piece[] {
  const useOf = useFinder(frame);
  const pieces = withoutRepetition(segments).flatMap((segment): Piece[] => {
    const { use, start } = { use: useOf(segment), start: Date.parse(segment.start) };
    const end = endOf(frame, segment, start);
    const isTotal = segment.quantity !== undefined;
    if (end < start || (end === start && !isTotal)) return [];
    const size = unitSize(use.unit);
    const amount = scaled(segment.quantity ?? segment.level ?? "1") * size;
    return [
      {
        use: endIsKnown(segment) ? use : useOf({ ...segment, quality: "estimated" }),
        start,
        end,
        amount,
        isTotal,
      },
    ];
  });
  const totals = pieces.filter(({ isTotal }) => isTotal).toSorted(byUse);
  return [...withoutOverlap(pieces.filter(({ isTotal }) => !isTotal)), ...totals];
}

function byUse(a: Piece, b: Piece): number {
  if (a.use !== b.use) return a.use.key < b.use.key ? -1 : 1;
  return a.start - b.start || a.end - b.end || (a.amount < b.amount ? -1 : 1);
}

/** A stop that is missing though there were heartbeats is worked out, not known. */
function endIsKnown({ end, lastSeen }: Segment): boolean {
  return end !== null || lastSeen === undefined;
}

/** One of each report; one that was open and has ended since has ended. */
function withoutRepetition(segments: readonly Segment[]): readonly Segment[] {
  const openKey = ({ account, environment, node, instance, meter, item, start }: Segment): string =>
    JSON.stringify([account, environment, node, instance, meter, item, Date.parse(start)]);
  const ended = new Set(segments.filter(({ end }) => end !== null).map(openKey));
  const known = new Map<string, Segment>();
  for (const segment of segments) {
    if (segment.end === null && ended.has(openKey(segment))) continue;
    const told = segment.id === undefined ? JSON.stringify(segment) : `id ${segment.id}`;
    // The report that reached farthest, whichever came first.
    const before = known.get(told);
    if (before === undefined || JSON.stringify(before) < JSON.stringify(segment))
      known.set(told, segment);
  }
  return [...known.values()];
}

/** Finds the one object for all segments of the same use. */
function useFinder({ book, contract }: Frame): (segment: Segment) => Use {
  const known = new Map<string, Use>();
  return (segment) => {
    const {
      receivedAt,
      level: _,
      quantity: __,
      start,
      end,
      id: ___,
      lastSeen,
      months,
      ...rest
    } = segment;
    void [start, end, lastSeen, months];
    const received = isLate(receivedAt, contract.issuedThrough) ? Date.parse(receivedAt) : null;
    const key = JSON.stringify([
      segment.account ?? contract.account,
      segment.environment,
      segment.node,
      segment.instance ?? segment.node,
      segment.meter,
      segment.item,
      { ...rest, groups: rest.groups.toSorted() },
      received,
    ]);
    let use = known.get(key);
    if (use === undefined) known.set(key, (use = makeUse(segment, key)));
    return use;
  };
  function makeUse(segment: Segment, key: string): Use {
    const {
      receivedAt,
      shares = {},
      instance = segment.node,
      account = contract.account,
    } = segment;
    return {
      ...segment,
      key,
      account,
      instance,
      groups: segment.groups.toSorted(),
      unit: segment.unit ?? meterUnit(book, segment.meter) ?? "",
      shares: Object.entries(shares)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([party, share]) => [party, scaled(share)]),
      receivedAt: isLate(receivedAt, contract.issuedThrough) ? Date.parse(receivedAt) : null,
    };
  }
}

function isLate(
  receivedAt: string | undefined,
  issuedThrough: string | undefined,
): receivedAt is string {
  return (
    receivedAt !== undefined &&
    issuedThrough !== undefined &&
    Date.parse(receivedAt) >= Date.parse(issuedThrough)
  );
}

function endOf(frame: Frame, segment: Segment, start: number): number {
  const { end, lastSeen, heartbeatSeconds, months } = segment;
  if (months !== undefined) return projectedEnd(frame, start, months, segment.hoursPerWeek);
  if (typeof end === "string") return Date.parse(end);
  if (lastSeen === undefined) return frame.calendar.end;
  return Math.min(Date.parse(lastSeen) + heartbeatSeconds * 1000, frame.calendar.end);
}

/** Hours of a month where a projection does not reckon with the calendar (settings.projectionMonth). */
export const PROJECTION_HOURS = {
  "hours-730": 730,
  "weeks-730-168": 730,
  "days-30.5": 732,
} as const;

function projectedEnd(
  { book, calendar }: Frame,
  start: number,
  months: number,
  hours: number,
): number {
  const { projectionMonth } = book.settings;
  const whole =
    projectionMonth === "calendar"
      ? monthsLater(calendar, start, months) - start
      : PROJECTION_HOURS[projectionMonth] * HOUR * months;
  return start + Math.round((whole * hours) / 168);
}

/** The same day and time so many months later; the last day of a shorter month. */
export function monthsLater(calendar: Frame["calendar"], start: number, months: number): number {
  const month = periodAt(calendar.months, start);
  const target = calendar.months[calendar.months.indexOf(month) + months];
  if (target === undefined) throw new Error("the calendar ends too early");
  const day = dayIndex(calendar, start);
  const last = dayIndex(calendar, target.end) - 1;
  const index = Math.min(
    dayIndex(calendar, target.start) + day - dayIndex(calendar, month.start),
    last,
  );
  return (calendar.days[index] ?? target.start) + (start - (calendar.days[day] ?? start));
}
