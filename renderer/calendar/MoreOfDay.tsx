import type { ReactNode } from "react";
import type { CalendarDay } from "../../shared/protocol/reservation.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import type { Day } from "./days.ts";

/** How many of a day are not drawn, as far as the lab has told. */
export function hiddenOf(told: CalendarDay | undefined, drawn = 0): number {
  return Math.max(0, (told?.total ?? 0) - drawn);
}

/** The way to everything of a day, of which there was no room for all. */
export function MoreOfDay(props: { readonly day: Day; readonly hidden: number }): ReactNode {
  const { day, hidden } = props;
  if (hidden === 0) return null;
  return (
    <button
      type="button"
      className={styles["more"]}
      aria-label={`${hidden} more on ${day.date}: show all of that day`}
      onClick={() =>
        useCalendar.setState({
          view: "timeline",
          span: 1,
          grouping: "environment",
          date: day.date,
        })
      }
    >
      + {hidden} more
    </button>
  );
}
