import { useElementSize } from "@mantine/hooks";
import { useMemo, type ReactNode } from "react";
import { useDaemonNow } from "../live/running-charge.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import { dateAt, type Day } from "./days.ts";
import { EntryBlock } from "./EntryBlock.tsx";
import type { Drawn } from "./rows.ts";
import type { Scale } from "./use-gesture.ts";
import { useMoved } from "./use-moved.ts";
import { LINE_PIXELS, linesIn, topOfLine } from "./month-lines.ts";
import { hiddenOf, MoreOfDay } from "./MoreOfDay.tsx";
import { ClockChange } from "./WeekView.tsx";
import { dayWords } from "./words.ts";

const DAY = { days: 1, minutes: 0 };
const BACK = { days: -1, minutes: 0 };
const WEEK = { days: 7, minutes: 0 };
const WEEK_BACK = { days: -7, minutes: 0 };

interface MonthProps {
  readonly drawn: readonly Drawn[];
  readonly days: readonly Day[];
  readonly isOwn: (one: Drawn) => boolean;
}

/** Whole weeks, one below the other; what is on a day is a line of it. */
export function MonthView({ drawn, days, isOwn }: MonthProps): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const date = useCalendar((calendar) => calendar.date);
  const told = useCalendar((calendar) => calendar.days);
  const moved = useMoved(drawn);
  const weeks = days.length / 7;
  const today = dateAt(useDaemonNow(60_000), zone);
  const scale = useMemo(() => scaleOf(weeks), [weeks]);
  const { ref: measured, height } = useElementSize();
  // What has no room is counted.
  const most = linesIn(height / weeks);
  const cells = useMemo(() => cellsOf(drawn, days, { isOwn, most }), [drawn, days, isOwn, most]);
  const lines = moved === null ? cells.lines : withMoved(cells.lines, moved, days);
  return (
    <div className={styles["month"]} role="region" aria-label="Month">
      <div ref={measured} className={styles["layer"]} style={{ left: 0 }}>
        {days.map((day, index) => (
          <div
            key={day.date}
            className={styles["cell"]}
            data-today={day.date === today || undefined}
            data-other={day.date.slice(0, 7) !== date.slice(0, 7) || undefined}
            style={{
              left: `${((index % 7) / 7) * 100}%`,
              top: `${(Math.floor(index / 7) / weeks) * 100}%`,
              height: `${100 / weeks}%`,
            }}
          >
            <span>{dayWords(day.start, zone)}</span>
            <ClockChange day={day} />
            <MoreOfDay day={day} hidden={hiddenOf(told.get(day.start), cells.shown[index])} />
          </div>
        ))}
        {lines.map(({ drawn: one, day, line }) => (
          <EntryBlock
            key={one.id}
            drawn={one}
            scale={scale}
            isMoving={one.id === moved?.id}
            end="none"
            left={`calc(${((day % 7) / 7) * 100}% + 4px)`}
            width={`calc(${100 / 7}% - 8px)`}
            top={`calc(${(Math.floor(day / 7) / weeks) * 100}% + ${topOfLine(line)}px)`}
            height={`${LINE_PIXELS - 2}px`}
          />
        ))}
      </div>
    </div>
  );
}

interface Line {
  readonly drawn: Drawn;
  readonly day: number;
  readonly line: number;
}

/** Each entry on the day that it begins, the own ones first where there are too many. */
function cellsOf(
  drawn: readonly Drawn[],
  days: readonly Day[],
  { isOwn, most }: Pick<MonthProps, "isOwn"> & { readonly most: number },
) {
  const byDay: Drawn[][] = days.map(() => []);
  for (const one of drawn) byDay[dayOf(one, days)]?.push(one);
  const lines = byDay.flatMap((here, day) => {
    const first =
      here.length > most ? [...here].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a))) : here;
    return first.slice(0, most).map((one, line): Line => ({ drawn: one, day, line }));
  });
  return { lines, shown: byDay.map((here) => Math.min(here.length, most)) };
}

/** What began before the first day is shown on it. */
function dayOf({ start }: Drawn, days: readonly Day[]): number {
  return Math.max(
    0,
    days.findLastIndex((day) => day.start <= start),
  );
}

function withMoved(lines: readonly Line[], moved: Drawn, days: readonly Day[]): readonly Line[] {
  return lines.map((one) =>
    one.drawn.id === moved.id ? { ...one, drawn: moved, day: dayOf(moved, days) } : one,
  );
}

function scaleOf(weeks: number): Scale {
  return {
    byOf({ x, y }, { width, height }) {
      const down = Math.round(y / (height / weeks));
      return { days: Math.round(x / (width / 7)) + 7 * down, minutes: 0 };
    },
    arrows: { ArrowRight: DAY, ArrowLeft: BACK, ArrowDown: WEEK, ArrowUp: WEEK_BACK },
  };
}
