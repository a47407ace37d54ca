import { create } from "zustand";
import type { Fault } from "../../shared/base/fault.ts";
import type {
  CalendarDay,
  CalendarEntry,
  CalendarRow,
  Reservation,
} from "../../shared/protocol/reservation.ts";
import { endedOf } from "../../shared/reservations/ended.ts";
import type { Grouping } from "../../shared/reservations/calendar-rows.ts";
import { daemonNow } from "../live/running-charge.ts";
import { useLive, type Live } from "../live/state.ts";
import { showView } from "../store/ui.ts";
import { dateAt, ownZone } from "./days.ts";
import type { CalendarViewName, Shown, TimelineSpan } from "./range.ts";

/** The rows of a timeline, as far as they were looked at. */
export interface KnownRows {
  /** Which pool, time and grouping they are of. */
  readonly key: string;
  readonly total: number;
  /** By their place from above. */
  readonly known: ReadonlyMap<number, CalendarRow>;
}

export interface CalendarState {
  readonly view: CalendarViewName | "waiting";
  readonly grouping: Grouping;
  readonly span: TimelineSpan;
  /** null: the first there is. */
  readonly pool: string | null;
  readonly zone: string;
  /** The views show the week or month that it is in. */
  readonly date: string;
  /** What was last told of the pool: all that is drawn, which may be less than all that is held. */
  readonly entries: readonly CalendarEntry[];
  /** That is all that is held in the time that is shown. */
  readonly whole: boolean;
  /** How much there is on each day of the week or month that was last told of, by when the day begins. */
  readonly days: ReadonlyMap<number, CalendarDay>;
  /** Which pool and days that is, as `daysKeyOf` names them; null before any came. */
  readonly daysOf: string | null;
  /** null before any came. */
  readonly rows: KnownRows | null;
  /** Those that wait for room, as last told; null before that. */
  readonly queue: readonly CalendarEntry[] | null;
  /** Which days or rows were taken from what is kept here, because the lab could not be asked. */
  readonly keptShown: string | null;
  readonly fault: Fault | null;
  /** The reservation that the drawer shows. */
  readonly selected: string | null;
  /** When what was last led to begins; null before anything was. */
  readonly sought: number | null;
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
  whole: true,
  days: new Map(),
  daysOf: null,
  rows: null,
  queue: null,
  keptShown: null,
  fault: null,
  selected: null,
  sought: null,
}));

/** The pool that is shown: the chosen one while it is there, else the first. */
export function useShownPool(): string | null {
  const chosen = useCalendar(({ pool }) => pool);
  return useLive((live) => poolOf(live, chosen));
}

export function shownPool(): string | null {
  return poolOf(useLive.getState(), useCalendar.getState().pool);
}

function poolOf({ pools }: Pick<Live, "pools">, chosen: string | null): string | null {
  return pools.some(({ id }) => id === chosen) ? chosen : (pools[0]?.id ?? null);
}

/** Goes to the calendar, where the reservation is, and opens it when it is told which. */
export function showInCalendar(
  reservation: Pick<Reservation, "window"> | null,
  pool: string,
  selected: string | null = null,
): void {
  const { zone, view } = useCalendar.getState();
  const at = reservation === null ? daemonNow() : Date.parse(reservation.window.start);
  useCalendar.setState({
    pool,
    date: dateAt(at, zone),
    view: view === "waiting" ? "week" : view,
    selected,
    sought: at,
  });
  showView("calendar");
}

/** Goes to those that wait for room in a pool. */
export function showQueue(pool: string): void {
  useCalendar.setState({ pool, view: "waiting", selected: null });
  showView("calendar");
}

export function select(id: string | null): void {
  useCalendar.setState({ selected: id });
}

/** What is looked at; null while that is no time. */
export function shownOf({ view, date, zone, span }: CalendarState): Shown | null {
  return view === "waiting" ? null : { view, date, zone, span };
}

/** True where what is shown was taken from what is kept here. */
export function isKeptShown({ view, daysOf, rows, keptShown }: CalendarState): boolean {
  return keptShown !== null && keptShown === (view === "timeline" ? rows?.key : daysOf);
}

/** Puts what has just changed into what is shown, before the lab tells it anew. */
export function putChanged(changed: readonly Reservation[]): void {
  const byId = new Map(changed.map((one) => [one.id, one]));
  const after = (entry: CalendarEntry): readonly CalendarEntry[] => {
    const now = byId.get(entry.reservation ?? "");
    if (now === undefined) return [entry];
    const { state, window, hold, hosts, reason } = now;
    const { reason: _, ended: __, ...rest } = entry;
    const ended = endedOf(now);
    const told = {
      ...rest,
      ...(reason !== null && { reason }),
      ...(ended !== null && { ended }),
    };
    return state === "cancelled" ? [] : [{ ...told, state, window, hold, hosts }];
  };
  useCalendar.setState(({ entries, rows, queue }) => ({
    entries: entries.flatMap(after),
    queue: queue?.flatMap(after).filter(({ state }) => state === "queued") ?? null,
    rows: rows && {
      ...rows,
      known: new Map(
        [...rows.known].map(([index, row]) => [
          index,
          row.entries.some(({ reservation }) => byId.has(reservation ?? ""))
            ? { ...row, entries: row.entries.flatMap(after) }
            : row,
        ]),
      ),
    },
  }));
}
