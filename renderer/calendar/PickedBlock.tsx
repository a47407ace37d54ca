import type { ReactNode } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import { shareOf, type Axis } from "./axis.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { usePicked } from "./pick.ts";
import { piecesOfTime, type PickedTime } from "./picked-time.ts";
import { windowWords } from "./words.ts";

const DAY_MINUTES = 24 * 60;

/** The time that is being picked in a week. */
export function PickedBlock({ days }: { readonly days: readonly Day[] }): ReactNode {
  const picked = usePicked((one) => one.picked);
  const zone = useCalendar((calendar) => calendar.zone);
  if (picked === null) return null;
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
      {index === 0 && wordsOf(picked, zone)}
    </div>
  ));
}

/** The same in a timeline, over all of its rows. */
export function PickedBand({ time }: { readonly time: Axis }): ReactNode {
  const picked = usePicked((one) => one.picked);
  const zone = useCalendar((calendar) => calendar.zone);
  if (picked === null) return null;
  const [from, to] = [shareOf(picked.start, time), shareOf(picked.end, time)];
  return (
    <div className={styles["nowTrack"]}>
      <div
        className={styles["picked"]}
        data-band
        style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
      >
        <span>{wordsOf(picked, zone)}</span>
      </div>
    </div>
  );
}

function wordsOf({ start, end }: PickedTime, zone: string): string {
  return windowWords({ start: toInstant(start), end: toInstant(end) }, zone);
}
