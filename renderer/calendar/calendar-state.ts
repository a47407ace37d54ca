import { create } from "zustand";
import { toInstant } from "../../shared/base/clock.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { CalendarEntry, Reservation } from "../../shared/protocol/reservation.ts";
import { ask } from "../live/actions.ts";
import { daemonNow } from "../live/running-bill.ts";
import { useLive } from "../live/state.ts";
import { showView } from "../store/ui.ts";
import { dateAt, ownZone } from "./days.ts";
import { shownDays, type CalendarViewName, type Shown, type TimelineSpan } from "./range.ts";

export type Grouping = "host" | "environment" | "person";

interface CalendarState {
  readonly view: CalendarViewName | "waiting";
  readonly grouping: Grouping;
  readonly span: TimelineSpan;
  /** null: the first there is. */
  readonly pool: string | null;
  readonly zone: string;
  /** The views show the week or month that it is in. */
  readonly date: string;
  /** What was last told of the pool, with the time that it is about. */
  readonly entries: readonly CalendarEntry[];
  /** Which pool and time the entries are of; null before any came. */
  readonly loaded: string | null;
  readonly fault: Fault | null;
  /** The reservation that the drawer shows. */
  readonly selected: string | null;
}

/** What the calendar shows. */
export const useCalendar = create<CalendarState>()(() => ({
  view: "week",
  grouping: "host",
  span: 7,
  pool: null,
  zone: ownZone(),
  date: dateAt(Date.now(), ownZone()),
  entries: [],
  loaded: null,
  fault: null,
  selected: null,
}));

/** The pool that is shown: the chosen one while it is there, else the first. */
export function useShownPool(): string | null {
  const chosen = useCalendar(({ pool }) => pool);
  return useLive(({ pools }) =>
    pools.some(({ id }) => id === chosen) ? chosen : (pools[0]?.id ?? null),
  );
}

/** Goes to the calendar, where the reservation is. */
export function showInCalendar(reservation: Reservation | null, pool: string): void {
  const { zone, view } = useCalendar.getState();
  const at = reservation === null ? daemonNow() : Date.parse(reservation.window.start);
  useCalendar.setState({
    pool,
    date: dateAt(at, zone),
    view: view === "waiting" ? "week" : view,
  });
  showView("calendar");
}

export function select(id: string | null): void {
  useCalendar.setState({ selected: id });
}

/** What is looked at; null while that is no time. */
export function shownOf({ view, date, zone, span }: CalendarState): Shown | null {
  return view === "waiting" ? null : { view, date, zone, span };
}

/** Says which entries are needed for what is looked at. */
export function keyOf(pool: string, shown: Shown): string {
  const days = shownDays(shown);
  return JSON.stringify([pool, days[0]?.start, days.at(-1)?.end]);
}

/** Asks for what a view shows; what was shown of the same time stays until it is there. */
export async function loadEntries(key: string): Promise<void> {
  const [id, start, end] = JSON.parse(key) as [string, number, number];
  const window = { start: toInstant(start), end: toInstant(end) };
  const answer = await ask((client) => client.reservations.calendar({ id, ...window }));
  const shown = shownOf(useCalendar.getState());
  // Another week may have been turned to meanwhile.
  if (shown === null || keyOf(id, shown) !== key) return;
  if (answer.ok) useCalendar.setState({ entries: answer.value, loaded: key, fault: null });
  else useCalendar.setState({ fault: answer.error });
}

/** Puts what has just changed into what is shown, before the lab tells it anew. */
export function putChanged(changed: readonly Reservation[]): void {
  const byId = new Map(changed.map((one) => [one.id, one]));
  useCalendar.setState(({ entries }) => ({
    entries: entries.flatMap((entry) => {
      const now = byId.get(entry.reservation ?? "");
      if (now === undefined) return [entry];
      const { state, window, hold, hosts } = now;
      return GONE.has(state) ? [] : [{ ...entry, state, window, hold, hosts }];
    }),
  }));
}

const GONE: ReadonlySet<string> = new Set([
  "cancelled",
  "refused",
  "expired",
  "no-show",
  "pulled-back",
]);
