import { z } from "zod";
import { fromInstant, toInstant } from "../../shared/base/clock.ts";
import type { PoolHost } from "../../shared/pool/pool.ts";
import {
  calendarDaySchema,
  calendarEntrySchema,
  type CalendarDay,
  type CalendarEntry,
} from "../../shared/protocol/reservation.ts";
import { calendarDays } from "../../shared/reservations/calendar-days.ts";
import { groupedRows } from "../../shared/reservations/calendar-rows.ts";
import { localTime } from "../ui/local-time.ts";
import type { KnownRows } from "./calendar-state.ts";
import type { DaysKey, RowsKey } from "./load.ts";

/** So many of each day are kept. */
export const MOST_KEPT = 40;

/** What a lab said of the weeks from the current one on: enough to look at them without it. */
export const keptCalendarSchema = z.object({
  pool: z.string(),
  /** When it said so, in milliseconds by its clock. */
  at: z.number(),
  /** When each day begins, and when the last ends. */
  edges: z.array(z.iso.datetime()).min(2),
  days: z.array(calendarDaySchema),
  entries: z.array(calendarEntrySchema),
});
export type KeptCalendar = z.infer<typeof keptCalendarSchema>;

/** The same with some of its days as they were told since, from the first of them to the last. */
export function withDays(
  kept: KeptCalendar,
  told: Pick<KeptCalendar, "edges" | "days" | "entries">,
): KeptCalendar {
  const first = kept.edges.indexOf(told.edges[0] ?? "");
  // Days of another zone, or none of those that are kept.
  const isKept = told.edges.every((edge, index) => kept.edges[first + index] === edge);
  if (first === -1 || !isKept) return kept;
  const [start, end] = spanOf(told);
  const seen = new Set(keptIn(kept, { start, end }));
  return {
    ...kept,
    days: kept.days.toSpliced(first, told.days.length, ...told.days),
    entries: [...kept.entries.filter((entry) => !seen.has(entry)), ...told.entries],
  };
}

/** The days of a week or month as far as they are kept, reckoned as the daemon does. */
export function keptDays(
  kept: KeptCalendar,
  { view, days }: Pick<DaysKey, "view" | "days">,
): { readonly entries: readonly CalendarEntry[]; readonly days: ReadonlyMap<number, CalendarDay> } {
  const [start, end] = [days[0]?.start ?? 0, days.at(-1)?.end ?? 0];
  const entries = keptIn(kept, { start, end });
  const edges = [...days.map((day) => day.start), end].map(toInstant);
  const sized = entries.map((entry) => ({ ...entry, cores: entry.cores ?? 0 }));
  const counted = view === "week" ? "present" : "month";
  const reckoned = calendarDays(sized, { days: edges, counted, most: MOST_KEPT }, () => true);
  const told = new Map(kept.edges.map((edge, index) => [edge, kept.days[index]]));
  const known = days.flatMap((day, index): readonly (readonly [number, CalendarDay])[] => {
    const own = reckoned.days[index];
    if (own === undefined) return [];
    // The lab counted also what is not kept one by one, and what others have.
    const said = told.get(toInstant(day.start));
    const total = view === "week" ? (said?.total ?? own.total) : own.total;
    return [[day.start, { total, busy: said?.busy ?? own.busy }]];
  });
  return { entries, days: new Map(known) };
}

/** The rows of a timeline as far as they are kept; all of them at once. */
export function keptRows(
  kept: KeptCalendar,
  wanted: RowsKey,
  hosts: readonly PoolHost[],
): KnownRows {
  const entries = keptIn(kept, wanted);
  const rows = groupedRows(entries, wanted.by, hosts).map(({ id, title, entries: own }) => {
    return { id, title, total: own.length, entries: own.slice(0, wanted.most) };
  });
  const known = new Map(rows.entries());
  return { key: JSON.stringify(wanted), total: rows.length, known };
}

/** Of when that is, and what of the time that is shown is not known. */
export function keptWords(
  kept: KeptCalendar,
  shown: { readonly start: number; readonly end: number },
): string {
  const [start, end] = spanOf(kept);
  const words = [`As last known, ${localTime(toInstant(kept.at))}.`];
  if (shown.start < start) words.push(`Nothing is kept of before ${localTime(toInstant(start))}.`);
  if (shown.end > end) words.push(`Nothing is kept of after ${localTime(toInstant(end))}.`);
  if (kept.days.some(({ total }) => total > MOST_KEPT))
    words.push(`Of full days the first ${MOST_KEPT} are kept.`);
  return words.join(" ");
}

function spanOf({ edges }: Pick<KeptCalendar, "edges">): readonly [start: number, end: number] {
  return [fromInstant(edges[0] ?? ""), fromInstant(edges.at(-1) ?? "")];
}

function keptIn(
  { entries }: KeptCalendar,
  { start, end }: { readonly start: number; readonly end: number },
): readonly CalendarEntry[] {
  return entries.filter(
    ({ window }) => Date.parse(window.start) < end && Date.parse(window.end) > start,
  );
}
