import { fromInstant, toInstant } from "../../../shared/base/clock.ts";
import type { CalendarEntry, Reservation } from "../../../shared/protocol/reservation.ts";
import type { EnvironmentSummary } from "../../../shared/protocol/environment.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { LAPSED, timesThere } from "../../../shared/reservations/times-there.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationsContext } from "./context.ts";
import { openSummaries } from "./known-holders.ts";

/** What is or was there, and what became of the others; what its own people cancelled is gone. */
const SHOWN = ["asked", "booked", "running", "ending", "done", "no-show", ...LAPSED] as const;

/** All of a line of the calendar. Never told as it is: `shownTo` says what of it an asker may know. */
export interface HeldEntry extends CalendarEntry {
  readonly machines: number;
  readonly cores: number;
  readonly priority: number;
  readonly preemptible: boolean;
}

type CalendarContext = Pick<ReservationsContext, "store" | "held">;

/** So many windows are kept: of one calendar, the week or month that is turned to and what is scrolled in it. */
const KEPT = 8;
interface Known {
  readonly sequence: number;
  readonly answer: Promise<readonly HeldEntry[]>;
}
const kept = new WeakMap<object, Map<string, Known>>();

/**
 * All that is held of a pool in a window, by its start: reservations, and environments that were requested at
 * once; and what has lapsed. Read once for as long as nothing has happened: every change of what is held has its event.
 */
export async function poolCalendar(
  context: CalendarContext,
  pool: string,
  window: Window,
): Promise<readonly HeldEntry[]> {
  const { store } = context;
  const known = kept.get(store) ?? new Map<string, Known>();
  kept.set(store, known);
  const sequence = await store.latestSequence();
  const key = `${pool} ${window.start} ${window.end}`;
  const before = known.get(key);
  if (before?.sequence === sequence) return before.answer;
  const answer = readHeld(context, pool, window);
  known.delete(key);
  known.set(key, { sequence, answer });
  for (const old of [...known.keys()].slice(0, -KEPT)) known.delete(old);
  // What failed is asked again.
  answer.catch(() => known.delete(key));
  return answer;
}

async function readHeld(
  { store, held }: CalendarContext,
  pool: string,
  window: Window,
): Promise<readonly HeldEntry[]> {
  const records = await store.reservations({ pool, window, states: SHOWN });
  const ids = new Set(records.map(({ id }) => id));
  const { others, holders } = await held.use(pool, (index) => ({
    holders: new Set(index.holders()),
    others: index.holders().flatMap((holder) => {
      const claimed = ids.has(holder) ? null : claimedBy(index, holder, window);
      return claimed === null ? [] : [{ holder, claimed }];
    }),
  }));
  const named = others.length === 0 ? new Map() : await openSummaries(store);
  const entries = [
    ...records
      .map((record) => {
        const entry = entryOf(record);
        // What nobody came for is not free before all of it is removed.
        const isStillHeld = record.state === "no-show" && holders.has(record.id);
        return isStillHeld ? Object.assign(entry, { hold: record.hold }) : entry;
      })
      .filter(({ hold }) => hold.end > window.start),
    ...others.map(({ holder, claimed }) => environmentEntry(claimed, named.get(holder))),
  ];
  return entries.sort((a, b) => (a.window.start < b.window.start ? -1 : 1));
}

export function entryOf(record: Reservation): HeldEntry {
  const { id, booking, name, tenant, owner, state } = record;
  const { window, hold } = timesThere(record);
  const { machines, cores, hosts, priority, preemptible, reason } = record;
  const sizes = { machines, cores, hosts, priority, preemptible };
  const entry = { reservation: id, booking, name, tenant, owner, state, window, hold, ...sizes };
  return reason === null ? entry : { ...entry, reason };
}

type Claimed = Pick<HeldEntry, "hold" | "cores" | "hosts">;

/** What a holder has of a pool; one outside of the window has nothing. */
function claimedBy(index: ClaimIndex, holder: string, window: Window): Claimed | null {
  const claims = index.claimsOf(holder);
  const [first] = claims;
  if (first === undefined) return null;
  if (first.end <= fromInstant(window.start) || first.start >= fromInstant(window.end)) return null;
  const hosts = claims.flatMap(({ resource }) => /\/host\/(.+)\/\w+$/.exec(resource)?.[1] ?? []);
  const cores = claims.reduce(
    (sum, { resource, quantity }) => (resource.endsWith("/cores") ? sum + quantity : sum),
    0,
  );
  const hold = { start: toInstant(first.start), end: toInstant(first.end) };
  return { hold, cores, hosts: [...new Set(hosts)].sort() };
}

/** What an environment without a reservation holds. */
function environmentEntry(
  claimed: Claimed,
  environment: EnvironmentSummary | undefined,
): HeldEntry {
  const { name = null, tenant = null, owner = null, instances } = environment ?? {};
  return {
    ...claimed,
    reservation: null,
    ...(environment !== undefined && { environment: environment.id }),
    booking: null,
    name,
    tenant,
    owner,
    state: "running",
    window: claimed.hold,
    machines: instances?.total ?? 0,
    priority: 5,
    preemptible: false,
  };
}
