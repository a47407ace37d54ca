import { dayIndex, periodAt } from "../calendar.ts";
import { scaled } from "../exact.ts";
import { unitSize } from "../meter-units.ts";
import { parseInstant } from "../parse-instant.ts";
import { meterUnit } from "../meters.ts";
import type { Contract } from "../contract.ts";
import type { Segment } from "../segments.ts";
import type { Frame, Piece, Use } from "../usage.ts";
import { withoutOverlap } from "./overlap.ts";

export type Normalise = (segments: readonly Segment[]) => readonly Piece[];

/**
 * Step 1: segments as numbers. Ends what still goes on, forgets what was told twice, and joins what was cut, so that
 * neither order nor repetition nor cutting is left to see. In order of use, then time. Who asks again finds uses and
 * numbers that were seen before as they were.
 */
export function normaliser(frame: Frame): Normalise {
  let reading = readingOf(frame);
  return (segments) => {
    // Between two calls only: within one, a use is one object.
    if (reading.uses.size > REMEMBERED) reading = readingOf(frame);
    return normalise(frame, reading, segments);
  };
}

/** What is remembered is forgotten beyond so many uses: nobody who asks for days fills the memory. */
const REMEMBERED = 20_000;

export interface Reading {
  readonly uses: ReadonlyMap<string, Use>;
  readonly useOf: (segment: Segment) => Use;
  readonly exact: (text: string) => bigint;
}

/** A memory for `normalise`. */
export function readingOf(frame: Frame): Reading {
  const uses = new Map<string, Use>();
  return { uses, useOf: useFinder(frame, uses), exact: memoised(scaled) };
}

/** The same, for those who keep the memory. */
export function normalise(
  frame: Frame,
  reading: Reading,
  segments: readonly Segment[],
): readonly Piece[] {
  const levels: Piece[] = [];
  const named: Piece[] = [];
  const unnamed: Piece[] = [];
  for (const segment of withoutRepetition(segments)) {
    const list =
      segment.quantity === undefined ? levels : segment.id === undefined ? unnamed : named;
    for (const piece of piecesOf(frame, reading, segment)) list.push(piece);
  }
  const totals = [...named, ...unnamed.toSorted(byUse).filter(isNew)];
  return [...withoutOverlap(levels), ...totals.toSorted(byUse)];
}

function piecesOf(frame: Frame, { useOf, exact }: Reading, segment: Segment): readonly Piece[] {
  const use = useOf(endIsKnown(segment) ? segment : { ...segment, quality: "estimated" });
  const start = parseInstant(segment.start);
  const isTotal = segment.quantity !== undefined;
  const amount = exact(segment.quantity ?? segment.level ?? "1") * unitSize(use.unit);
  if (segment.months !== undefined)
    return eachMonth(frame, start, segment).map((month) =>
      Object.assign(month, { use, amount, isTotal }),
    );
  const end = endOf(frame, segment);
  return end < start || (end === start && !isTotal) ? [] : [{ use, start, end, amount, isTotal }];
}

/** Levels are the same few numbers again and again. */
function memoised(read: (text: string) => bigint): (text: string) => bigint {
  const known = new Map<string, bigint>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size >= REMEMBERED) known.clear();
      known.set(text, (value = read(text)));
    }
    return value;
  };
}

function byUse(a: Piece, b: Piece): number {
  if (a.use !== b.use) return a.use.key < b.use.key ? -1 : 1;
  return a.start - b.start || a.end - b.end || Number(a.amount - b.amount);
}

/** Quantities without an id are the same report when all of them is the same. */
function isNew(piece: Piece, at: number, sorted: readonly Piece[]): boolean {
  const before = sorted[at - 1];
  return before === undefined || before.use !== piece.use || byUse(before, piece) !== 0;
}

/** A stop that is missing though there were heartbeats is worked out, not known. */
function endIsKnown({ end, lastSeen }: Segment): boolean {
  return end !== null || lastSeen === undefined;
}

/** One of each report that has an id; one that was open and has ended since has ended. */
function withoutRepetition(segments: readonly Segment[]): readonly Segment[] {
  const openKey = (segment: Segment): string => {
    const { account, environment, node, instance, user, meter, item, usedBy, start } = segment;
    return JSON.stringify([account, environment, node, instance, user, meter, item, usedBy, start]);
  };
  const isOpen = ({ end }: Segment): boolean => end === null;
  const ended = new Set(
    segments.some(isOpen) ? segments.filter(({ end }) => typeof end === "string").map(openKey) : [],
  );
  const named = new Map<string, Segment>();
  const list: Segment[] = [];
  for (const segment of segments) {
    if (isOpen(segment) && ended.has(openKey(segment))) continue;
    const before = segment.id === undefined ? undefined : named.get(segment.id);
    if (segment.id === undefined) list.push(segment);
    // The report that reached farthest, whichever came first.
    else if (before === undefined || JSON.stringify(before) < JSON.stringify(segment))
      named.set(segment.id, segment);
  }
  return [...list, ...named.values()];
}

/** Finds the one object for all segments of the same use. */
function useFinder({ book, contract }: Frame, known: Map<string, Use>): (segment: Segment) => Use {
  const latest = new Map<string, { readonly segment: Segment; readonly use: Use }>();
  return (segment) => {
    // Reports of an instance mostly say the same about it as the one before.
    const before = latest.get(segment.instance ?? segment.node);
    if (before !== undefined && isSameUse(before.segment, segment)) return before.use;
    const key = useKey(segment, contract);
    let use = known.get(key);
    if (use === undefined) known.set(key, (use = makeUse(segment, key)));
    latest.set(use.instance, { segment, use });
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
      who: JSON.stringify([
        account,
        segment.environment,
        instance,
        segment.user,
        segment.meter,
        segment.item,
        // What the customer and what others hold at one time are two levels.
        ...(segment.usedBy === undefined ? [] : [segment.usedBy]),
      ]),
      account,
      instance,
      groups: segment.groups.toSorted(),
      unit: segment.unit ?? meterUnit(book, segment.meter) ?? "",
      shares: Object.entries(shares)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([party, share]) => [party, scaled(share)]),
      receivedAt: isLate(segment, contract) ? Date.parse(receivedAt ?? "") : null,
    };
  }
}

/** True only when both are surely of the same use. Field by field: it is asked for every report. */
function isSameUse(a: Segment, b: Segment): boolean {
  return (
    a.shares === undefined &&
    b.shares === undefined &&
    a.receivedAt === undefined &&
    b.receivedAt === undefined &&
    a.groups.length === 0 &&
    b.groups.length === 0 &&
    a.meter === b.meter &&
    a.item === b.item &&
    a.environment === b.environment &&
    a.node === b.node &&
    a.account === b.account &&
    a.session === b.session &&
    a.user === b.user &&
    a.source === b.source &&
    a.quality === b.quality &&
    a.kind === b.kind &&
    a.component === b.component &&
    a.qosClass === b.qosClass &&
    a.unit === b.unit &&
    a.autoscaled === b.autoscaled &&
    a.added === b.added &&
    a.reserved === b.reserved &&
    a.usedBy === b.usedBy
  );
}

/** Equal for segments that differ in time and amount only; the same order as that of instances. */
function useKey(segment: Segment, contract: Contract): string {
  const { account = contract.account, environment, node, instance = node, meter, item } = segment;
  const { source, quality, kind, component, user, session, qosClass, unit, usedBy } = segment;
  const { groups, shares, autoscaled, added, reserved } = segment;
  const who = [account, environment, node, instance, meter, item];
  const what = [source, quality, kind, component, user, session, qosClass, unit, usedBy];
  const how = [groups.toSorted(), autoscaled, added, reserved];
  const parties = shares && Object.entries(shares).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const told = isLate(segment, contract) ? segment.receivedAt : null;
  return JSON.stringify([who, what, how, parties, told]);
}

/** Whether usage became known only after bills for its time were issued. */
export function isLate({ receivedAt, start }: Segment, { issuedThrough }: Contract): boolean {
  if (receivedAt === undefined || issuedThrough === undefined) return false;
  const issued = Date.parse(issuedThrough);
  return Date.parse(receivedAt) >= issued && Date.parse(start) < issued;
}

function endOf({ calendar }: Frame, { end, lastSeen, heartbeatSeconds }: Segment): number {
  if (typeof end === "string") return parseInstant(end);
  if (lastSeen === undefined) return calendar.end;
  return Math.min(Date.parse(lastSeen) + heartbeatSeconds * 1000, calendar.end);
}

/** The months of a projection without dates, counted from where it begins. */
function eachMonth(
  { calendar }: Frame,
  begin: number,
  { months = 0, hoursPerWeek }: Segment,
): readonly Pick<Piece, "start" | "end" | "ofMonth">[] {
  return Array.from({ length: months }, (_, at) => {
    const start = monthsLater(calendar, begin, at);
    const end = monthsLater(calendar, begin, at + 1);
    return { start, end, ofMonth: { length: end - start, hoursPerWeek } };
  });
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
