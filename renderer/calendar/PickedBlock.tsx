import type { ReactNode } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { piecesOfTime, type PickedTime } from "./picked-time.ts";
import { windowWords } from "./words.ts";

const DAY_MINUTES = 24 * 60;

/** The time that is being picked in a week. */
export function PickedBlock(props: {
  readonly picked: PickedTime;
  readonly days: readonly Day[];
}): ReactNode {
  const { picked, days } = props;
  const zone = useCalendar((calendar) => calendar.zone);
  const window = { start: toInstant(picked.start), end: toInstant(picked.end) };
  return piecesOfTime(picked, days, zone).map(({ day, from, to }, index) => (
    <div
      key={day}
      className={styles["picked"]}
      style={{
        left: `${(day / days.length) * 100}%`,
        width: `${100 / days.length}%`,
        top: `${(from / DAY_MINUTES) * 100}%`,
        height: `${((to - from) / DAY_MINUTES) * 100}%`,
      }}
    >
      {index === 0 && windowWords(window, zone)}
    </div>
  ));
}
