import type { CalendarEntry, CalendarRow } from "../../shared/protocol/reservation.ts";
import { lanesOf } from "./lanes.ts";

/** An entry as it is drawn: its instants as numbers. */
export interface Drawn {
  readonly entry: CalendarEntry;
  /** Names it among those drawn; also what nobody may know the name of has one. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export interface Row {
  readonly id: string;
  readonly title: string;
  /** Lane by lane, in each by the start of their time. */
  readonly items: readonly (Drawn & { readonly lane: number })[];
  /** How many stand one above the other. */
  readonly lanes: number;
  /** How many are held that are not drawn. */
  readonly hidden: number;
}

/** Entries by the start of their time, with the name under which they are drawn. */
export function drawnOf(entries: readonly CalendarEntry[]): readonly Drawn[] {
  const alike = new Map<string, number>();
  return entries
    .map((entry) => ({
      entry,
      id: entry.reservation ?? idOfOther(entry, alike),
      start: Date.parse(entry.window.start),
      end: Date.parse(entry.window.end),
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end || byName(a.entry, b.entry));
}

/** By its time, and its place among those of that time: it stays when others come before it, and so does the keyboard. */
function idOfOther({ hold }: CalendarEntry, alike: Map<string, number>): string {
  const time = `other ${hold.start} ${hold.end}`;
  const place = alike.get(time) ?? 0;
  alike.set(time, place + 1);
  return `${time} ${place}`;
}

/** What is there day after day stands in the same place each day; what nobody may know the name of comes last. */
export function byName({ name: a }: CalendarEntry, { name: b }: CalendarEntry): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return NAMES.compare(a, b);
}

const NAMES = new Intl.Collator("en", { numeric: true });

const laidOut = new WeakMap<CalendarRow, Row>();

/** A row with its entries side by side where they overlap; worked out once. */
export function rowOf(row: CalendarRow): Row {
  const known = laidOut.get(row);
  if (known !== undefined) return known;
  const drawn = drawnOf(row.entries);
  const lanes = lanesOf(drawn);
  const made = {
    id: row.id,
    title: row.title,
    items: drawn
      .map((item, index) => Object.assign({ lane: lanes[index]?.lane ?? 0 }, item))
      .sort((a, b) => a.lane - b.lane),
    lanes: Math.max(1, ...new Set(lanes.map((one) => one.lanes))),
    hidden: row.total - row.entries.length,
  };
  laidOut.set(row, made);
  return made;
}
