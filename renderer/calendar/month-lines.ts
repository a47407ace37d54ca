import { isBar } from "../../shared/reservations/calendar-days.ts";
import type { Day } from "./days.ts";
import type { Drawn } from "./rows.ts";

/** How high a line of a day of the month is. */
export const LINE_PIXELS = 20;
/** Above its lines a day says its date. */
const HEAD_PIXELS = 24;

/** Where the line of that place begins on its day. */
export function topOfLine(line: number): number {
  return HEAD_PIXELS + line * LINE_PIXELS;
}

/** How many lines a day of that height has room for; one always. */
export function linesIn(height: number): number {
  return Math.max(1, Math.floor((height - HEAD_PIXELS) / LINE_PIXELS));
}

/** What of an entry is in one week: a piece of a bar, or all of it on the day that it begins. */
interface Part {
  readonly drawn: Drawn;
  /** The first and the last of its days, counted from the first that is shown. */
  readonly from: number;
  readonly to: number;
  readonly bar: boolean;
  /** It goes on before that, after that. */
  readonly before: boolean;
  readonly after: boolean;
}

/** A part where it is drawn. */
export interface Segment extends Part {
  readonly key: string;
  /** From 0, the same on all of its days. */
  readonly line: number;
  /** The first of its entry that is drawn, which stands for all of them. */
  readonly first: boolean;
}

export interface Month {
  /** In the order of the entries, whatever their lines. */
  readonly segments: readonly Segment[];
  /** By day: how many are drawn. */
  readonly shown: readonly number[];
}

interface Room {
  /** Whose are seen first where there are too many. */
  readonly isOwn: (one: Drawn) => boolean;
  /** So many lines has a day. */
  readonly most: number;
}

/**
 * Where everything of some weeks is drawn; what has no line is left out.
 * @param drawn by the start of their time
 * @param days whole weeks
 */
export function monthOf(drawn: readonly Drawn[], days: readonly Day[], room: Room): Month {
  const parts = drawn.flatMap((one) => partsOf(one, days));
  const lines = new Map<Part, number>();
  for (let day = 0; day < days.length; day += 7) {
    const week = parts.filter(({ from }) => day <= from && from < day + 7);
    placeWeek(week, room, lines);
  }
  const segments = named(
    parts.flatMap((part) => {
      const line = lines.get(part);
      return line === undefined ? [] : [{ ...part, line }];
    }),
  );
  const shown = days.map(() => 0);
  for (const day of segments.flatMap(daysOf)) shown[day] = (shown[day] ?? 0) + 1;
  return { segments, shown };
}

/** The same with one entry where it is being moved: on the line on which it was, at the edge where it is beyond. */
export function withMoved(
  segments: readonly Segment[],
  moved: Drawn,
  days: readonly Day[],
): readonly Segment[] {
  const place = segments.findIndex(({ drawn }) => drawn.id === moved.id);
  const line = segments[place]?.line;
  if (line === undefined) return segments;
  const parts = partsOf(moved, days);
  const at = moved.start < (days[0]?.start ?? 0) ? 0 : days.length - 1;
  const edge = { drawn: moved, from: at, to: at, bar: false, before: false, after: false };
  const now = (parts.length === 0 ? [edge] : parts).map((part) => Object.assign({ line }, part));
  const others = segments.filter(({ drawn }) => drawn.id !== moved.id);
  return others.toSpliced(place, 0, ...named(now));
}

/** By their place among those drawn and not by their days: what is moved keeps its key, and so the keyboard. */
function named(parts: readonly (Part & { readonly line: number })[]): readonly Segment[] {
  const counts = new Map<string, number>();
  return parts.map((part) => {
    const { id } = part.drawn;
    const count = counts.get(id) ?? 0;
    counts.set(id, count + 1);
    return { ...part, key: count === 0 ? id : `${id} ${count}`, first: count === 0 };
  });
}

/** Week by week; none of what is at no time of these days. */
function partsOf(drawn: Drawn, days: readonly Day[]): readonly Part[] {
  const { start, end } = drawn;
  const first = days[0]?.start ?? 0;
  if (end <= first || start >= (days.at(-1)?.end ?? 0)) return [];
  const bar = isBar(drawn, first);
  const begin = Math.max(
    0,
    days.findLastIndex((day) => day.start <= start),
  );
  const last = bar ? days.findLastIndex((day) => day.start < end) : begin;
  const parts: Part[] = [];
  for (let from = begin; from <= last; from = nextWeek(from)) {
    const to = Math.min(last, nextWeek(from) - 1);
    const before = start < (days[from]?.start ?? 0);
    const after = bar && end > (days[to]?.end ?? 0);
    parts.push({ drawn, from, to, bar, before, after });
  }
  return parts;
}

function nextWeek(day: number): number {
  return (Math.floor(day / 7) + 1) * 7;
}

function daysOf({ from, to }: Pick<Part, "from" | "to">): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/**
 * Gives each the first line that is free on all of its days: bars, the longest first, then what is on one day by its
 * time. Of what is on a day with too many, one's own comes before all others.
 */
function placeWeek(week: readonly Part[], { isOwn, most }: Room, lines: Map<Part, number>): void {
  const counts = new Map<number, number>();
  for (const day of week.flatMap(daysOf)) counts.set(day, (counts.get(day) ?? 0) + 1);
  const isPressing = (part: Part): boolean =>
    daysOf(part).some((day) => (counts.get(day) ?? 0) > most) && isOwn(part.drawn);
  const ranked = week.map((part) => ({
    part,
    rank: (isPressing(part) ? 0 : 2) + (part.bar ? 0 : 1),
    length: part.bar ? part.drawn.end - part.drawn.start : 0,
  }));
  ranked.sort((a, b) => a.rank - b.rank || b.length - a.length);
  const taken = new Set<string>();
  for (const { part } of ranked) {
    const at = daysOf(part);
    const isFree = (line: number): boolean => at.every((day) => !taken.has(`${day} ${line}`));
    const line = Array.from({ length: most }, (_, index) => index).find(isFree);
    if (line === undefined) continue;
    for (const day of at) taken.add(`${day} ${line}`);
    lines.set(part, line);
  }
  inOrder(week, lines);
}

/** What is on one day alone stands there by its time, also where one's own was given its line first. */
function inOrder(week: readonly Part[], lines: Map<Part, number>): void {
  const short = week.filter((part) => !part.bar && lines.has(part));
  for (const here of Map.groupBy(short, ({ from }) => from).values()) {
    const free = here.map((part) => lines.get(part) ?? 0).sort((a, b) => a - b);
    for (const [place, part] of here.entries()) lines.set(part, free[place] ?? 0);
  }
}
