import { toInstant } from "../../shared/base/clock.ts";
import type { CalendarEntry, CalendarRow } from "../../shared/protocol/reservation.ts";
import type { Grouping } from "../../shared/reservations/calendar-rows.ts";
import { ask } from "../live/actions.ts";
import { BLOCK } from "../live/use-blocks.ts";
import { useCalendar } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { LINE_PIXELS } from "./month-lines.ts";

/** Of a day in the week so many are drawn. */
const MOST_OF_A_WEEKDAY = 40;

/** In the month, as many as a day of the shortest one has lines when the window is as high as the screen. */
function mostOf(view: DaysKey["view"]): number {
  if (view === "week") return MOST_OF_A_WEEKDAY;
  const height = Math.max(window.innerHeight, window.screen.height);
  return Math.ceil(height / LEAST_WEEKS / LINE_PIXELS);
}

/** A February that begins on a Monday. */
const LEAST_WEEKS = 4;

/** Which days of which pool a week or month shows. */
export interface DaysKey {
  readonly pool: string;
  readonly view: "week" | "month";
  readonly days: readonly Day[];
}

let newest: unknown;

/** Asks for the days of a week or month; what was shown of the same time stays until it is there. */
export async function loadDays({ pool, view, days }: DaysKey): Promise<void> {
  const asked = (newest = {});
  const edges = [...days.map(({ start }) => start), days.at(-1)?.end ?? 0].map(toInstant);
  const counted = view === "week" ? "present" : "begun";
  const most = mostOf(view);
  const wanted = { id: pool, days: edges, counted, most } as const;
  const answer = await ask((client) => client.reservations.days(wanted));
  // Another week may have been turned to meanwhile.
  if (asked !== newest) return;
  if (!answer.ok) return useCalendar.setState({ fault: answer.error });
  const told = days.map(({ start }, index) => [start, answer.value.days[index]] as const);
  const known = new Map(told.flatMap(([start, day]) => (day === undefined ? [] : [[start, day]])));
  const whole = answer.value.days.every(({ total }) => total <= most);
  useCalendar.setState({ entries: answer.value.entries, whole, days: known, fault: null });
}

/** Which rows of which pool a timeline shows. */
export interface RowsKey {
  readonly pool: string;
  readonly start: number;
  readonly end: number;
  readonly by: Grouping;
  /** So many entries of one row are drawn. */
  readonly most: number;
}

/** Asks for blocks of a timeline's rows. `anew`: all others that are known are older than these. */
export async function loadRows(
  wanted: RowsKey,
  blocks: readonly number[],
  anew: boolean,
): Promise<void> {
  const asked = anew ? (newest = {}) : newest;
  const { pool: id, by, most } = wanted;
  const window = { start: toInstant(wanted.start), end: toInstant(wanted.end) };
  const answers = await Promise.all(
    blocks.map((block) =>
      ask((client) =>
        client.reservations.rows({ id, ...window, by, most, from: block * BLOCK, count: BLOCK }),
      ),
    ),
  );
  if (asked !== newest) return;
  const key = JSON.stringify(wanted);
  useCalendar.setState(({ rows }) => {
    const keep = !anew && rows?.key === key;
    const known = new Map<number, CalendarRow>(keep ? rows.known : []);
    let total = keep ? rows.total : 0;
    for (const [index, answer] of answers.entries()) {
      if (!answer.ok) return { fault: answer.error };
      total = answer.value.total;
      for (const [place, row] of answer.value.rows.entries())
        known.set((blocks[index] ?? 0) * BLOCK + place, row);
    }
    const rowsKnown = [...known.values()];
    const whole =
      known.size === total && rowsKnown.every((row) => row.total === row.entries.length);
    return { rows: { key, total, known }, entries: entriesOf(rowsKnown), whole, fault: null };
  });
}

/** Each once, although one is in the rows of all of its hosts. */
function entriesOf(rows: Iterable<CalendarRow>): readonly CalendarEntry[] {
  const entries = new Map<string, CalendarEntry>();
  for (const row of rows)
    for (const entry of row.entries)
      if (entry.reservation !== null) entries.set(entry.reservation, entry);
  return [...entries.values()];
}
