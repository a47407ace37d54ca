import { toInstant } from "../../shared/base/clock.ts";
import type { PoolHost } from "../../shared/pool/pool.ts";
import type { CalendarEntry, CalendarRow } from "../../shared/protocol/reservation.ts";
import type { Grouping } from "../../shared/reservations/calendar-rows.ts";
import { ask } from "../live/actions.ts";
import { BLOCK } from "../live/use-blocks.ts";
import { useCalendar } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { keepSeen } from "./keep-calendar.ts";
import { keptDays, keptRows, type KeptCalendar } from "./kept-calendar.ts";

/** Which days of which pool a week or month shows. */
export interface DaysKey {
  readonly pool: string;
  readonly view: "week" | "month";
  readonly days: readonly Day[];
}

/** Names the days of a pool. */
export function daysKeyOf({ pool, view, days }: DaysKey): string {
  return JSON.stringify([pool, view, days[0]?.start, days.at(-1)?.end]);
}

let newest: unknown;

/** Asks for the days of a week or month, and of each the first `most`; what was shown of the same time stays until then. */
export async function loadDays(key: DaysKey, most: number): Promise<void> {
  const { pool, view, days } = key;
  const asked = (newest = {});
  const edges = [...days.map(({ start }) => start), days.at(-1)?.end ?? 0].map(toInstant);
  const counted = view === "week" ? "present" : "month";
  const wanted = { id: pool, days: edges, counted, most } as const;
  const answer = await ask((client) => client.reservations.days(wanted));
  // Another week may have been turned to meanwhile.
  if (asked !== newest) return;
  if (!answer.ok) return useCalendar.setState({ fault: answer.error });
  if (view === "week") keepSeen(pool, { edges, ...answer.value });
  const told = days.map(({ start }, index) => [start, answer.value.days[index]] as const);
  const known = new Map(told.flatMap(([start, day]) => (day === undefined ? [] : [[start, day]])));
  const whole = answer.value.days.every(({ total }) => total <= most);
  const { entries } = answer.value;
  const daysOf = daysKeyOf(key);
  useCalendar.setState({ entries, whole, days: known, daysOf, keptShown: null, fault: null });
}

/** Shows the days of a week or month as far as they are kept here. */
export function showKeptDays(key: DaysKey, kept: KeptCalendar): void {
  const daysOf = daysKeyOf(key);
  const shown = keptDays(kept, key);
  useCalendar.setState({ ...shown, whole: false, daysOf, keptShown: daysOf, fault: null });
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
    const entries = entriesOf(rowsKnown);
    const told = { entries, whole, daysOf: null, keptShown: null, fault: null };
    return { rows: { key, total, known }, ...told };
  });
}

/** Shows the rows of a timeline as far as they are kept here. */
export function showKeptRows(
  wanted: RowsKey,
  kept: KeptCalendar,
  hosts: readonly PoolHost[],
): void {
  const rows = keptRows(kept, wanted, hosts);
  const entries = entriesOf(rows.known.values());
  const told = { entries, whole: false, daysOf: null, keptShown: rows.key, fault: null };
  useCalendar.setState({ rows, ...told });
}

/** Each once, although one is in the rows of all of its hosts. */
function entriesOf(rows: Iterable<CalendarRow>): readonly CalendarEntry[] {
  const entries = new Map<string, CalendarEntry>();
  for (const row of rows)
    for (const entry of row.entries)
      if (entry.reservation !== null) entries.set(entry.reservation, entry);
  return [...entries.values()];
}
