import { calendarDays } from "../../../shared/reservations/calendar-days.ts";
import { groupedRows } from "../../../shared/reservations/calendar-rows.ts";
import { poolCalendar } from "../reservations/calendar.ts";
import type { Asker } from "../reservations/explain.ts";
import type { UserRecord } from "../store/store.ts";
import { procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** What is held of a pool when: everything, or as much of it as a view shows. */
export function calendarHandlers({ pools, reservations }: Services) {
  const group = procedures.reservations;
  return {
    calendar: group.calendar.handler(async ({ input, context: { tenant, user } }) => {
      const pool = unwrap(await pools.find(input.id));
      const window = { start: input.start, end: input.end };
      const all = await poolCalendar(reservations, pool.id, window, askerOf(tenant, user));
      if (input.hosts === undefined) return all;
      const wanted = new Set(input.hosts);
      return all.filter(({ hosts }) => hosts.some((host) => wanted.has(host)));
    }),
    days: group.days.handler(async ({ input: { id, ...wanted }, context: { tenant, user } }) => {
      const pool = unwrap(await pools.find(id));
      const window = { start: wanted.days[0] ?? "", end: wanted.days.at(-1) ?? "" };
      const all = await poolCalendar(reservations, pool.id, window, askerOf(tenant, user));
      return calendarDays(all, wanted, (entry) => entry.tenant === tenant);
    }),
    rows: group.rows.handler(async ({ input, context: { tenant, user } }) => {
      const { id, start, end, by, from, count, most } = input;
      const { resources, ...pool } = unwrap(await pools.find(id));
      const asker = askerOf(tenant, user);
      const all = await poolCalendar(reservations, pool.id, { start, end }, asker);
      const rows = groupedRows(all, by, resources.hosts);
      const shown = rows.slice(from, from + count).map(({ id: row, title, entries }) => {
        return { id: row, title, total: entries.length, entries: entries.slice(0, most) };
      });
      return { total: rows.length, rows: shown };
    }),
  };
}

export function askerOf(tenant: string, user: UserRecord): Asker {
  return { tenant, seesAll: user.roles.includes("lab-admin") };
}
