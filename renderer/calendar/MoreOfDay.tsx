import type { ReactNode } from "react";
import type { CalendarDay } from "../../shared/protocol/reservation.ts";
import { afterPaint } from "../store/after-paint.ts";
import styles from "./Calendar.module.css";
import { useCalendar, type CalendarState } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { stopProps } from "./use-arrows.ts";

/** How many of a day are not drawn, as far as the lab has told. */
export function hiddenOf(told: CalendarDay | undefined, drawn = 0): number {
  return Math.max(0, (told?.total ?? 0) - drawn);
}

/** One day in the timeline, where there is room for all of it. What was pressed is gone then: the keyboard goes along. */
export function showDay(
  date: string,
  along: Partial<Pick<CalendarState, "view" | "grouping">> = {},
): void {
  useCalendar.setState({ ...along, span: 1, date });
  afterPaint(() => {
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>(`.${styles["timeline"]}`)?.focus({ preventScroll: true });
  });
}

/** The way to everything of a day, of which there was no room for all. */
export function MoreOfDay(props: {
  readonly day: Day;
  readonly hidden: number;
  /** The line of which it is the last for the arrow keys; left out where it is a stop of its own. */
  readonly line?: number;
}): ReactNode {
  const { day, hidden, line } = props;
  if (hidden === 0) return null;
  return (
    <button
      type="button"
      className={styles["more"]}
      {...(line !== undefined && stopProps({ line, from: Infinity, to: Infinity }))}
      aria-label={`${hidden} more on ${day.date}: show all of that day`}
      onClick={() => showDay(day.date, { view: "timeline", grouping: "environment" })}
    >
      + {hidden} more
    </button>
  );
}
