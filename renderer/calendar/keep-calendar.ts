import { z } from "zod";
import { create } from "zustand";
import { toInstant } from "../../shared/base/clock.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";
import { ask } from "../live/actions.ts";
import { hasRole } from "../live/role.ts";
import { daemonNow } from "../live/running-charge.ts";
import { useLive, type Live } from "../live/state.ts";
import { dateAt, daysFrom, mondayOf, ownZone } from "./days.ts";
import { keptCalendarSchema, MOST_KEPT, withDays, type KeptCalendar } from "./kept-calendar.ts";

const KEY = "calendar";
/** The current week and four more: what is booked for a month is in them. */
const DAYS = 35;
/** One event seldom comes alone, and a window that has just met its lab has more urgent questions. */
const LATER_MS = 3000;
/** A large lab that takes long to tell is asked less often: for a twentieth of the time at most. */
const RESTS = 20;
/** Others' reservations come without an event. */
const EVERY_MS = 600_000;

type Kept = Readonly<Record<string, KeptCalendar>>;

/** By pool: what was last heard of its next weeks. */
export const useKeptCalendars = create<{ readonly kept: Kept }>()(() => ({ kept: {} }));

/**
 * Has the next weeks of each lab's calendar on this computer, whether anybody looked at them or not, so that they
 * can be read without the daemon. Returns how to stop.
 */
export function followCalendars(shelf: Shelf = browserShelf()): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = LATER_MS;
  void restore(shelf);
  const soon = (): void => {
    timer ??= setTimeout(() => {
      const began = performance.now();
      void gather(shelf).then(() => {
        timer = undefined;
        pause = Math.max(LATER_MS, RESTS * (performance.now() - began));
      });
    }, pause);
  };
  const unsubscribe = useLive.subscribe((live, before) => {
    const isSame = live.connection.status === before.connection.status;
    if (!isSame || newestOf(live) !== newestOf(before)) soon();
  });
  const often = setInterval(soon, EVERY_MS);
  return () => {
    unsubscribe();
    clearTimeout(timer);
    clearInterval(often);
  };
}

/** The newest are first. */
function newestOf({ events }: Live): number {
  const isAbout = (type: string): boolean => type === "reservation" || type === "environment";
  return events.find(({ body }) => isAbout(body.type))?.sequence ?? 0;
}

async function gather(shelf: Shelf): Promise<void> {
  const live = useLive.getState();
  if (!hasRole(live, "architect", "lab-admin", "operator")) return;
  const zone = ownZone();
  const days = daysFrom(mondayOf(dateAt(daemonNow(), zone)), DAYS, zone);
  const edges = [...days.map(({ start }) => start), days.at(-1)?.end ?? 0].map(toInstant);
  const { kept: before } = useKeptCalendars.getState();
  const kept: Record<string, KeptCalendar> = {};
  for (const { id } of live.pools) {
    const wanted = { id, days: edges, counted: "present", most: MOST_KEPT } as const;
    const answer = await ask((client) => client.reservations.days(wanted));
    const old = before[id];
    if (answer.ok) kept[id] = { pool: id, at: daemonNow(), edges, ...answer.value };
    else if (old !== undefined) kept[id] = old;
  }
  await keepCalendars(kept, shelf);
}

/** Takes over what was heard, and keeps it. */
export async function keepCalendars(kept: Kept, shelf: Shelf): Promise<void> {
  useKeptCalendars.setState({ kept });
  // A full or forbidden store only costs the offline view.
  await shelf.put([[KEY, kept]]).catch(() => undefined);
}

/** What was just looked at is known better than what is gathered now and then. Stored with that. */
export function keepSeen(pool: string, told: Parameters<typeof withDays>[1]): void {
  useKeptCalendars.setState(({ kept }) => {
    const old = kept[pool];
    return old === undefined ? {} : { kept: { ...kept, [pool]: withDays(old, told) } };
  });
}

/** Only where nothing is known: what the daemon said meanwhile is newer. */
async function restore(shelf: Shelf): Promise<void> {
  const found = await shelf.get(KEY).catch(() => undefined);
  const read = z.record(z.string(), keptCalendarSchema).safeParse(found);
  if (read.success && Object.keys(useKeptCalendars.getState().kept).length === 0)
    useKeptCalendars.setState({ kept: read.data });
}
