import type { CalendarDay, CalendarEntry } from "../protocol/reservation.ts";
import { busyParts } from "./busy.ts";
import { isLapsed } from "./times-there.ts";

/** Parts of a day for which it is told how much is held. */
export const BUSY_PARTS = 48;

interface DaysWanted {
  /** The instants at which the days begin, and the one at which the last ends. */
  readonly days: readonly string[];
  /** A day counts what is held at some time of it, or what a month draws on it. */
  readonly counted: "present" | "month";
  /** So many of each day are named. */
  readonly most: number;
}

/** One of which it is known how much it holds. */
type Held = CalendarEntry & { readonly cores: number };

/** Half-open, in milliseconds. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Spanned extends Span {
  readonly entry: Held;
}

const DAY = 86_400_000;

/**
 * True for what a month draws as a bar over all of its days: what takes 24 hours or more, by whatever clock, and what
 * began before the first day that is shown. All else is drawn on the day that it begins, also when it goes past midnight.
 * @param first when the first day begins that is shown
 */
export function isBar({ start, end }: Span, first: number): boolean {
  return start < first || end - start >= DAY;
}

/**
 * What is held on each day: how many, how much, and the entries that are shown where there are too many, the
 * asker's own before others', and what has lapsed last; for a month the bars before the others of these. Each entry is
 * named once, also where it is on several days.
 */
export function calendarDays(
  entries: readonly Held[],
  { days, counted, most }: DaysWanted,
  isOwn: (entry: Held) => boolean,
): { days: CalendarDay[]; entries: Held[] } {
  const spans = entries.map((entry) => ({
    entry,
    start: Date.parse(entry.window.start),
    end: Date.parse(entry.window.end),
  }));
  const edges = days.map((day) => Date.parse(day));
  const named = new Set<Held>();
  const told = edges.slice(0, -1).map((start, index): CalendarDay => {
    const end = edges[index + 1] ?? start;
    const present = spans.filter((one) => one.start < end && one.end > start);
    const bars = present.filter((one) => isBar(one, edges[0] ?? start));
    const begun = present.filter((one) => one.start >= start && !isBar(one, edges[0] ?? start));
    const here = counted === "present" ? present : [...bars, ...begun];
    for (const { entry } of ownFirst(here, most, isOwn)) named.add(entry);
    const held = present
      .filter(({ entry }) => !isLapsed(entry))
      .map((one) => Object.assign({ quantity: one.entry.cores }, one));
    return { total: here.length, busy: busyParts(held, { start, end }, BUSY_PARTS) };
  });
  return { days: told, entries: entries.filter((entry) => named.has(entry)) };
}

function ownFirst(
  here: readonly Spanned[],
  most: number,
  isOwn: (entry: Held) => boolean,
): readonly Spanned[] {
  if (here.length <= most) return here;
  const rankOf = ({ entry }: Spanned): number => (isLapsed(entry) ? 2 : isOwn(entry) ? 0 : 1);
  return here.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, most);
}
