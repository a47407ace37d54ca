import { setImmediate } from "node:timers/promises";
import { fromInstant, toInstant } from "../../../shared/base/clock.ts";
import type { CalendarEntry, Reservation } from "../../../shared/protocol/reservation.ts";
import type { EnvironmentSummary } from "../../../shared/protocol/environment.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { endedOf } from "../../../shared/reservations/ended.ts";
import { LAPSED, timesThere } from "../../../shared/reservations/times-there.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationRecord } from "../store/reservation-records.ts";
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
/** So many are read at once: whoever else asks something has a turn in between. */
const PAGE = 1000;

interface Line {
  /** The holder's. */
  readonly id: string;
  /** Among those that begin at the same time. */
  readonly rank: number;
  readonly entry: HeldEntry;
}

/** The lines of a window, with all that had happened up to an event. */
interface Known {
  readonly sequence: number;
  readonly lines: Promise<readonly Line[]>;
}
const kept = new WeakMap<object, Map<string, Known>>();

/**
 * All that is held of a pool in a window, by its start: reservations, and environments that were requested at
 * once; and what has lapsed. Every change of what is held has its event, so that only what these are about is read
 * again.
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
  const place = { pool, window };
  if (before?.sequence !== sequence) {
    // What changes while it is read in pages has its event, and is read again.
    const first = before ?? { sequence, lines: readAll(context, place) };
    const lines = upToDate(context, place, first);
    known.delete(key);
    known.set(key, { sequence, lines });
    for (const old of [...known.keys()].slice(0, -KEPT)) known.delete(old);
    // What failed is asked again.
    lines.catch(() => known.delete(key));
  }
  const lines = await known.get(key)?.lines;
  // What comes of so many is the next turn's.
  await setImmediate();
  return lines?.map(({ entry }) => entry) ?? [];
}

interface Place {
  readonly pool: string;
  readonly window: Window;
}

async function upToDate(
  context: CalendarContext,
  place: Place,
  { sequence, lines }: Known,
): Promise<readonly Line[]> {
  const before = await lines;
  const { holders } = await context.store.claimsSince(sequence);
  if (holders.length === 0) return before;
  const changed = new Set(holders.map(({ holder }) => holder));
  const { pool, window } = place;
  const records = await context.store.reservations({
    pool,
    window,
    states: SHOWN,
    ids: [...changed],
  });
  const again = await linesOf(context, place, records, (index) =>
    [...changed].filter((holder) => index.claimsOf(holder).length > 0),
  );
  return inOrder([...before.filter(({ id }) => !changed.has(id)), ...again]);
}

async function readAll(context: CalendarContext, place: Place): Promise<readonly Line[]> {
  const { pool, window } = place;
  const ids = new Set<string>();
  const lines = new Map<string, Line>();
  for (let after: ReservationRecord | null | undefined = null; after !== undefined;) {
    const filter = { pool, window, states: SHOWN, page: { after, most: PAGE } };
    const page: readonly ReservationRecord[] = await context.store.reservations(filter);
    for (const { id } of page) ids.add(id);
    for (const line of await linesOf(context, place, page, () => [])) lines.set(line.id, line);
    after = page.length < PAGE ? undefined : page.at(-1);
  }
  const others = await linesOf(context, place, [], (index) =>
    index.holders().filter((holder) => !ids.has(holder)),
  );
  return inOrder([...lines.values(), ...others]);
}

/** Of these reservations, and of those among some holders that have none. */
async function linesOf(
  { store, held }: CalendarContext,
  { pool, window }: Place,
  records: readonly ReservationRecord[],
  among: (index: ClaimIndex) => readonly string[],
): Promise<readonly Line[]> {
  const ids = new Set(records.map(({ id }) => id));
  const { others, stillHeld } = await held.use(pool, (index) => ({
    others: among(index).flatMap((holder) => {
      const claimed = ids.has(holder) ? null : claimedBy(index, holder, window);
      return claimed === null ? [] : [{ holder, claimed }];
    }),
    // What nobody came for is not free before all of it is removed.
    stillHeld: new Set(
      records
        .filter(({ id, state }) => state === "no-show" && index.claimsOf(id).length > 0)
        .map(({ id }) => id),
    ),
  }));
  const named = others.length === 0 ? new Map() : await openSummaries(store);
  const lines = records.map((record): Line => {
    const { id, copy: rank, hold } = record;
    const entry = entryOf(record);
    return { id, rank, entry: stillHeld.has(id) ? Object.assign(entry, { hold }) : entry };
  });
  return [
    ...lines.filter(({ entry: { hold } }) => hold.end > window.start),
    ...others.map(({ holder: id, claimed }) => {
      return { id, rank: Infinity, entry: environmentEntry(claimed, named.get(id)) };
    }),
  ];
}

function inOrder(lines: readonly Line[]): readonly Line[] {
  return lines.toSorted((a, b) => {
    const [start, other] = [a.entry.window.start, b.entry.window.start];
    if (start !== other) return start < other ? -1 : 1;
    if (a.rank !== b.rank) return a.rank - b.rank;
    return a.id < b.id ? -1 : 1;
  });
}

export function entryOf(record: Reservation): HeldEntry {
  const { id, booking, name, tenant, owner, state } = record;
  const { window, hold } = timesThere(record);
  const { machines, cores, hosts, priority, preemptible, reason } = record;
  const sizes = { machines, cores, hosts, priority, preemptible };
  const entry = { reservation: id, booking, name, tenant, owner, state, window, hold, ...sizes };
  const ended = endedOf(record);
  return {
    ...entry,
    ...(reason !== null && { reason }),
    ...(ended !== null && { ended }),
  };
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
