import type { ReactNode } from "react";
import { useMaySend } from "../live/role.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { usePicked } from "./pick.ts";

/** In the middle of what is seen of a week that was told and has nothing in it. */
export function NothingBooked({ days }: { readonly days: readonly Day[] }): ReactNode {
  const isTold = useCalendar((calendar) => calendar.days.has(days[0]?.start ?? 0));
  const mayBook = useMaySend();
  const isPicking = usePicked(({ picked }) => picked !== null);
  if (!isTold || isPicking) return null;
  return (
    <div className={styles["nothing"]}>
      <p>
        Nothing is booked this week.
        {mayBook && " Drag over a time to book the design that is open."}
      </p>
    </div>
  );
}
