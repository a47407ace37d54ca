import { fromInstant, toInstant } from "../../../shared/base/clock.ts";
import type { CalendarEntry, Reservation } from "../../../shared/protocol/reservation.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationsContext } from "./context.ts";
import type { Asker } from "./explain.ts";

const SHOWN = ["asked", "booked", "running", "ending", "done"] as const;

/** All that is held of a pool in a window: reservations, and environments that were requested at once. */
export async function poolCalendar(
  context: Pick<ReservationsContext, "store" | "held">,
  pool: string,
  window: Window,
  asker: Asker,
): Promise<CalendarEntry[]> {
  const { records, others } = await heldIn(context, pool, window);
  const environments =
    others.length === 0 ? [] : await context.store.listEnvironments(asker.tenant);
  const own = new Map(environments.map((one) => [one.id, one.name]));
  const entries = [
    ...records.map((record) => entryOf(record, asker)),
    ...others.map(({ holder, entry }) =>
      Object.assign({}, entry, { name: own.get(holder) ?? null }),
    ),
  ];
  return entries.toSorted((a, b) => (a.window.start < b.window.start ? -1 : 1));
}

interface HeldIn {
  readonly records: readonly Reservation[];
  /** What environments without a reservation hold. */
  readonly others: readonly { readonly holder: string; readonly entry: CalendarEntry }[];
}

/** So many windows are kept: of one calendar, the week or month that is turned to and what is scrolled in it. */
const KEPT = 8;
const kept = new WeakMap<object, Map<string, { sequence: number; answer: Promise<HeldIn> }>>();

/** Read once for as long as nothing has happened: every change of what is held has its event. */
async function heldIn(
  { store, held }: Pick<ReservationsContext, "store" | "held">,
  pool: string,
  window: Window,
): Promise<HeldIn> {
  const known = kept.get(store) ?? new Map<string, { sequence: number; answer: Promise<HeldIn> }>();
  kept.set(store, known);
  const sequence = await store.latestSequence();
  const key = `${pool} ${window.start} ${window.end}`;
  const before = known.get(key);
  if (before?.sequence === sequence) return before.answer;
  const answer = readHeld({ store, held }, pool, window);
  known.delete(key);
  known.set(key, { sequence, answer });
  for (const old of [...known.keys()].slice(0, -KEPT)) known.delete(old);
  // What failed is asked again.
  answer.catch(() => known.delete(key));
  return answer;
}

async function readHeld(
  { store, held }: Pick<ReservationsContext, "store" | "held">,
  pool: string,
  window: Window,
): Promise<HeldIn> {
  const records = await store.reservations({ pool, window, states: SHOWN });
  const ids = new Set(records.map(({ id }) => id));
  const others = await held.use(pool, (index) =>
    index.holders().flatMap((holder) => {
      const entry = ids.has(holder) ? null : environmentEntry(index, holder, window);
      return entry === null ? [] : [{ holder, entry }];
    }),
  );
  return { records, others };
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
function environmentEntry(index: ClaimIndex, holder: string, window: Window): CalendarEntry | null {
  const claims = index.claimsOf(holder);
  const [first] = claims;
  if (first === undefined) return null;
  if (first.end <= fromInstant(window.start) || first.start >= fromInstant(window.end)) return null;
  const hold = { start: toInstant(first.start), end: toInstant(first.end) };
  const hosts = new Set(
    claims.flatMap(({ resource }) => /\/host\/(.+)\/\w+$/.exec(resource)?.[1] ?? []),
  );
  return {
    reservation: null,
    booking: null,
    name: null,
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
