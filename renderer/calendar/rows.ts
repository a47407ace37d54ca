import type { PoolHost } from "../../shared/pool/pool.ts";
import type { CalendarEntry } from "../../shared/protocol/reservation.ts";
import type { Grouping } from "./calendar-state.ts";
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
  readonly items: readonly (Drawn & { readonly lane: number })[];
  /** How many stand one above the other. */
  readonly lanes: number;
}

/** Entries by the start of their time, with the name under which they are drawn. */
export function drawnOf(entries: readonly CalendarEntry[]): readonly Drawn[] {
  return entries
    .map((entry, index) => ({
      entry,
      id: entry.reservation ?? `other ${index} ${entry.hold.start}`,
      start: Date.parse(entry.window.start),
      end: Date.parse(entry.window.end),
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The rows of the timeline, each with what is drawn in it. Every host has one, taken or not. */
export function rowsOf(
  drawn: readonly Drawn[],
  grouping: Grouping,
  hosts: readonly Pick<PoolHost, "id" | "name">[],
): readonly Row[] {
  const rows = new Map<string, { title: string; items: Drawn[] }>();
  if (grouping === "host")
    for (const { id, name } of hosts) rows.set(id, { title: name, items: [] });
  for (const one of drawn)
    for (const [id, title] of placesOf(one, grouping)) {
      const row = rows.get(id);
      if (row === undefined) rows.set(id, { title, items: [one] });
      else row.items.push(one);
    }
  const list = [...rows].map(([id, { title, items }]) => laidOut(id, title, items));
  return grouping === "host" ? list : list.sort((a, b) => names.compare(a.title, b.title));
}

const names = new Intl.Collator("en", { numeric: true });

function placesOf({ entry }: Drawn, grouping: Grouping): readonly (readonly [string, string])[] {
  switch (grouping) {
    case "host":
      return entry.hosts.map((host) => [host, host]);
    case "environment":
      return [[entry.booking ?? entry.name ?? "", entry.name ?? "Held by others"]];
    case "person":
      return [[entry.owner ?? "", entry.owner ?? "Others"]];
  }
}

function laidOut(id: string, title: string, items: readonly Drawn[]): Row {
  const lanes = lanesOf(items);
  return {
    id,
    title,
    items: items.map((item, index) => ({ ...item, lane: lanes[index]?.lane ?? 0 })),
    lanes: Math.max(1, ...new Set(lanes.map((one) => one.lanes))),
  };
}
