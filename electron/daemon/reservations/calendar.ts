import { toInstant } from "../../../shared/base/clock.ts";
import type { CalendarEntry, Reservation } from "../../../shared/protocol/reservation.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationsContext } from "./context.ts";
import type { Asker } from "./explain.ts";

const SHOWN = ["asked", "booked", "running", "ending", "done"] as const;

/** All that is held of a pool in a window: reservations, and environments that were requested at once. */
export async function poolCalendar(
  { store, held }: ReservationsContext,
  pool: string,
  window: Window,
  asker: Asker,
): Promise<CalendarEntry[]> {
  const records = await store.reservations({ pool, window, states: SHOWN });
  const ids = new Set(records.map(({ id }) => id));
  const own = new Map(
    (await store.listEnvironments(asker.tenant)).map((one) => [one.id, one.name]),
  );
  const others = await held.use(pool, (index) =>
    index.holders().flatMap((holder) => {
      if (ids.has(holder)) return [];
      return environmentEntry(index, holder, window, own.get(holder) ?? null) ?? [];
    }),
  );
  return [...records.map((record) => entryOf(record, asker)), ...others].toSorted((a, b) =>
    a.window.start < b.window.start ? -1 : 1,
  );
}

/** Of other tenants only that it is taken. */
export function entryOf(record: Reservation, { tenant, seesAll }: Asker): CalendarEntry {
  const { state, window, hold, machines, cores, hosts, priority, preemptible } = record;
  const visible = seesAll || record.tenant === tenant;
  return {
    reservation: visible ? record.id : null,
    booking: visible ? record.booking : null,
    name: visible ? record.name : null,
    tenant: visible ? record.tenant : null,
    owner: visible ? record.owner : null,
    state,
    window,
    hold,
    machines,
    cores,
    hosts,
    priority,
    preemptible,
  };
}

/** What an environment without a reservation holds; a holder outside of the window gives nothing. */
function environmentEntry(
  index: ClaimIndex,
  holder: string,
  window: Window,
  name: string | null,
): CalendarEntry | null {
  const claims = index.claimsOf(holder);
  const [first] = claims;
  if (first === undefined) return null;
  const hold = { start: toInstant(first.start), end: toInstant(first.end) };
  if (hold.end <= window.start || hold.start >= window.end) return null;
  const hosts = new Set(
    claims.flatMap(({ resource }) => /\/host\/(.+)\/\w+$/.exec(resource)?.[1] ?? []),
  );
  return {
    reservation: null,
    booking: null,
    name,
    tenant: null,
    owner: null,
    state: "running",
    window: hold,
    hold,
    machines: 0,
    cores: claims.reduce(
      (sum, { resource, quantity }) => (resource.endsWith("/cores") ? sum + quantity : sum),
      0,
    ),
    hosts: [...hosts].sort(),
    priority: 5,
    preemptible: false,
  };
}
