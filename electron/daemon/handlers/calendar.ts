import { calendarDays } from "../../../shared/reservations/calendar-days.ts";
import { groupedRows, spreadOver } from "../../../shared/reservations/calendar-rows.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { poolCalendar } from "../reservations/calendar.ts";
import { isTold, shownInPlace, shownTo, type Asker } from "../reservations/shown.ts";
import type { UserRecord } from "../store/people-store.ts";
import { procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** What is held of a pool when: everything, or as much of it as a view shows, and of it what the asker may know. */
export function calendarHandlers({ pools, reservations }: Services) {
  const group = procedures.reservations;
  const toldOf = async (pool: string, window: Window, tenant: string) =>
    (await poolCalendar(reservations, pool, window)).filter((one) => isTold({ tenant }, one));
  return {
    calendar: group.calendar.handler(async ({ input, context: { tenant, user } }) => {
      const { id, start, end } = input;
      const pool = unwrap(await pools.find(id));
      const all = await toldOf(pool.id, { start, end }, tenant);
      return all.map(shownTo(askerOf(tenant, user)));
    }),
    days: group.days.handler(async ({ input: { id, ...wanted }, context: { tenant, user } }) => {
      const pool = unwrap(await pools.find(id));
      const window = { start: wanted.days[0] ?? "", end: wanted.days.at(-1) ?? "" };
      const all = await toldOf(pool.id, window, tenant);
      const { days, entries } = calendarDays(all, wanted, (entry) => entry.tenant === tenant);
      return { days, entries: entries.map(shownTo(askerOf(tenant, user))) };
    }),
    rows: group.rows.handler(async ({ input, context: { tenant, user } }) => {
      const { id, start, end, by, from, count, most } = input;
      const pool = unwrap(await pools.find(id));
      const asker = askerOf(tenant, user);
      const all = await toldOf(pool.id, { start, end }, tenant);
      // By hosts and sites each is known until it is shown; else those of others are one row, of nobody in particular.
      const isPlace = by === "host" || by === "site";
      const known = isPlace ? all : all.map(shownTo(asker));
      const rows = groupedRows(known, by, pool.resources.hosts);
      const shown = rows.slice(from, from + count).map(({ id: row, title, entries }) => {
        const on = by === "host" ? [row] : [];
        const told = isPlace ? shownInPlace(entries, on, asker) : entries;
        return {
          id: row,
          title,
          total: told.length,
          entries: [...spreadOver(told, most, { start })],
        };
      });
      return { total: rows.length, rows: shown };
    }),
  };
}

export function askerOf(tenant: string, user: UserRecord): Asker {
  return { tenant, seesAll: user.roles.includes("lab-admin") };
}
