import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./Calendar.module.css";
import { isKeptShown, shownOf, useCalendar } from "./calendar-state.ts";
import { useKeptCalendars } from "./keep-calendar.ts";
import { keptWords } from "./kept-calendar.ts";
import { shownDays } from "./range.ts";

/** Says of when what is shown is, where it was kept here; nothing while the lab tells it. */
export function KeptNote({ pool }: { readonly pool: string }): ReactNode {
  const calendar = useCalendar();
  const kept = useKeptCalendars((state) => state.kept[pool]);
  const shown = shownOf(calendar);
  if (kept === undefined || shown === null || !isKeptShown(calendar)) return null;
  const days = shownDays(shown);
  const time = { start: days[0]?.start ?? 0, end: days.at(-1)?.end ?? 0 };
  return (
    <Text size="sm" role="status" className={styles["kept"] ?? ""}>
      {keptWords(kept, time)}
    </Text>
  );
}
