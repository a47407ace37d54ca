import { useElementSize } from "@mantine/hooks";
import { useMemo, useRef, type ReactNode } from "react";
import { useDaemonNow } from "../live/running-charge.ts";
import type { Ways } from "./arrows.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import { dateAt, type Day } from "./days.ts";
import { EntryBlock, type Place } from "./EntryBlock.tsx";
import { FurtherPiece } from "./FurtherPiece.tsx";
import type { Drawn } from "./rows.ts";
import { useArrows } from "./use-arrows.ts";
import type { Scale } from "./use-gesture.ts";
import { useMoved } from "./use-moved.ts";
import {
  LINE_PIXELS,
  linesIn,
  monthOf,
  topOfLine,
  withMoved,
  type Segment,
} from "./month-lines.ts";
import { hiddenOf, MoreOfDay } from "./MoreOfDay.tsx";
import { ClockChange } from "./WeekView.tsx";
import { dayWords } from "./words.ts";

/** Between what is drawn on a day and the sides of its cell. */
const GAP_PIXELS = 4;

const WAYS: Ways = {
  earlier: "ArrowUp",
  later: "ArrowDown",
  "line before": "ArrowLeft",
  "line after": "ArrowRight",
};

const DAY = { days: 1, minutes: 0 };
const BACK = { days: -1, minutes: 0 };
const WEEK = { days: 7, minutes: 0 };
const WEEK_BACK = { days: -7, minutes: 0 };

interface MonthProps {
  readonly drawn: readonly Drawn[];
  readonly days: readonly Day[];
  readonly isOwn: (one: Drawn) => boolean;
}

/** Whole weeks, one below the other; what is on a day is a line of it, and what takes days a bar over them. */
export function MonthView({ drawn, days, isOwn }: MonthProps): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const date = useCalendar((calendar) => calendar.date);
  const told = useCalendar((calendar) => calendar.days);
  const moved = useMoved();
  const weeks = days.length / 7;
  const today = dateAt(useDaemonNow(60_000), zone);
  const scale = useMemo(() => scaleOf(weeks), [weeks]);
  const { ref: measured, height } = useElementSize();
  // What has no room is counted.
  const most = linesIn(height / weeks);
  const month = useMemo(() => monthOf(drawn, days, { isOwn, most }), [drawn, days, isOwn, most]);
  const segments = moved === null ? month.segments : withMoved(month.segments, moved, days);
  const view = useRef<HTMLDivElement>(null);
  useArrows(view, WAYS, false);
  return (
    <div
      className={styles["month"]}
      ref={view}
      // What scrolls can be scrolled by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="Month"
      aria-describedby="calendar-ways"
    >
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
            <button
              type="button"
              className={styles["dayName"]}
              // With keys one goes there by the toolbar: a stop on each day would be in the way.
              tabIndex={-1}
              title="Show its week"
              onClick={() => useCalendar.setState({ view: "week", date: day.date })}
            >
              {dayWords(day.start, zone)}
            </button>
            <ClockChange day={day} />
            <MoreOfDay
              day={day}
              hidden={hiddenOf(told.get(day.start), month.shown[index])}
              line={index}
            />
          </div>
        ))}
        {segments.map((segment) => {
          const { key, drawn: one, bar, before, after } = segment;
          const piece = {
            drawn: one,
            scale,
            isMoving: one.id === moved?.id,
            end: bar && !after ? "right" : "none",
            before: before || undefined,
            after: after || undefined,
            ...placeOf(segment, weeks),
          } as const;
          const { from: line, line: from } = segment;
          return segment.first ? (
            <EntryBlock key={key} {...piece} line={line} from={from} to={from + 1} />
          ) : (
            <FurtherPiece key={key} {...piece} />
          );
        })}
      </div>
    </div>
  );
}

/** Within the cells where it begins or ends, and to their edges where it goes on. */
function placeOf({ from, to, line, before, after }: Segment, weeks: number): Place {
  const [left, right] = [before ? 0 : GAP_PIXELS, after ? 1 : GAP_PIXELS];
  return {
    left: `calc(${((from % 7) / 7) * 100}% + ${left}px)`,
    width: `calc(${((to - from + 1) / 7) * 100}% - ${left + right}px)`,
    top: `calc(${(Math.floor(from / 7) / weeks) * 100}% + ${topOfLine(line)}px)`,
    height: `${LINE_PIXELS - 2}px`,
  };
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
