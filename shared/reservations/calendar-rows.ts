import type { PoolHost } from "../pool/pool.ts";
import type { CalendarEntry } from "../protocol/reservation.ts";

/** What a timeline has its rows for. */
export const GROUPINGS = ["host", "environment", "person"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** One row of a timeline, with what is drawn in it. */
export interface GroupedRow {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly CalendarEntry[];
}

const NAMES = new Intl.Collator("en", { numeric: true });

/** The rows of a timeline. Every host has one, taken or not. */
export function groupedRows(
  entries: readonly CalendarEntry[],
  by: Grouping,
  hosts: readonly Pick<PoolHost, "id" | "name">[],
): readonly GroupedRow[] {
  const rows = new Map<string, { title: string; entries: CalendarEntry[] }>();
  if (by === "host") for (const { id, name } of hosts) rows.set(id, { title: name, entries: [] });
  for (const entry of entries)
    for (const [id, title] of placesOf(entry, by)) {
      const row = rows.get(id);
      if (row === undefined) rows.set(id, { title, entries: [entry] });
      else row.entries.push(entry);
    }
  const list = [...rows].map(([id, { title, entries: own }]) => ({ id, title, entries: own }));
  return by === "host" ? list : list.sort((a, b) => NAMES.compare(a.title, b.title));
}

function placesOf(entry: CalendarEntry, by: Grouping): readonly (readonly [string, string])[] {
  switch (by) {
    case "host":
      return entry.hosts.map((host) => [host, host]);
    case "environment":
      return [[entry.booking ?? entry.name ?? "", entry.name ?? "Held by others"]];
    case "person":
      return [[entry.owner ?? "", entry.owner ?? "Others"]];
  }
}
