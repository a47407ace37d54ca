import type { PoolHost } from "../pool/pool.ts";
import type { CalendarEntry } from "../protocol/reservation.ts";
import type { Window } from "../schedule/window.ts";
import { sharedName } from "./shared-name.ts";
import { isLapsed } from "./times-there.ts";

/** What a timeline has its rows for. */
export const GROUPINGS = ["host", "site", "environment", "person"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** One row of a timeline, with what is drawn in it. */
export interface GroupedRow {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly CalendarEntry[];
}

const NAMES = new Intl.Collator("en", { numeric: true });

/**
 * The rows of a timeline. Every host and every site has one, taken or not: first the hosts on which there is
 * something, then the others, each as the lab has them.
 */
export function groupedRows(
  entries: readonly CalendarEntry[],
  by: Grouping,
  hosts: readonly Pick<PoolHost, "id" | "name" | "site">[],
): readonly GroupedRow[] {
  const rows = new Map<string, { title: string; entries: CalendarEntry[] }>();
  if (by === "host") for (const { id, name } of hosts) rows.set(id, { title: name, entries: [] });
  if (by === "site")
    for (const { site } of hosts) rows.set(site, { title: siteTitle(site), entries: [] });
  const siteOf = new Map(hosts.map(({ id, site }) => [id, site]));
  for (const entry of entries)
    for (const [id, title] of placesOf(entry, by, siteOf)) {
      const row = rows.get(id);
      if (row === undefined) rows.set(id, { title, entries: [entry] });
      else row.entries.push(entry);
    }
  const list = [...rows].map(([id, { title, entries: own }]) => ({
    id,
    // What tells the times of a booking apart is not the name of its row.
    title: by === "environment" ? sharedName(own.map(({ name }) => name ?? title)) : title,
    entries: own,
  }));
  const isEmpty = (row: GroupedRow): number => Number(row.entries.length === 0);
  return list.sort((a, b) =>
    by === "host" ? isEmpty(a) - isEmpty(b) : NAMES.compare(a.title, b.title),
  );
}

const DAY = 86_400_000;

/**
 * At most so many of a row's entries, in their order: of each day of the window as many as of another, where there are
 * as many, so that no day looks free on which something is.
 */
export function spreadOver(
  entries: readonly CalendarEntry[],
  most: number,
  { start }: Pick<Window, "start">,
): readonly CalendarEntry[] {
  if (entries.length <= most) return entries;
  const first = Date.parse(start);
  const dayOf = ({ window }: CalendarEntry): number =>
    Math.floor(Math.max(0, Date.parse(window.start) - first) / DAY);
  const days = [...Map.groupBy(entries, dayOf).values()];
  const turns = days.flatMap((day) => day.map((entry, turn) => ({ entry, turn })));
  const chosen = turns.toSorted((a, b) => a.turn - b.turn).slice(0, most);
  const drawn = new Set(chosen.map(({ entry }) => entry));
  return entries.filter((entry) => drawn.has(entry));
}

function siteTitle(site: string): string {
  return site === "" ? "Without a site" : site;
}

function placesOf(
  entry: CalendarEntry,
  by: Grouping,
  siteOf: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  // It is on no host, and at no site.
  if (isLapsed(entry) && (by === "host" || by === "site")) return [];
  switch (by) {
    case "host":
      return entry.hosts.map((host) => [host, host]);
    case "site": {
      // A host that is gone was somewhere all the same.
      const sites = new Set(entry.hosts.map((host) => siteOf.get(host) ?? ""));
      return [...sites].map((site) => [site, siteTitle(site)]);
    }
    case "environment":
      return [[entry.booking ?? entry.name ?? "", entry.name ?? "Held by others"]];
    case "person":
      return [[entry.owner ?? "", entry.owner ?? "Others"]];
  }
}
