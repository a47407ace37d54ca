import { useMemo } from "react";
import { useCalendar } from "./calendar-state.ts";
import { movedWindow, useMoving } from "./moving.ts";
import type { Drawn } from "./rows.ts";

/** What is being moved, where it would be; null while nothing is. */
export function useMoved(): Drawn | null {
  const moving = useMoving((state) => state.moving);
  const zone = useCalendar((calendar) => calendar.zone);
  const entry = useCalendar(({ entries }) =>
    moving === null ? undefined : entries.find(({ reservation }) => reservation === moving.id),
  );
  return useMemo(() => {
    if (moving === null || entry === undefined) return null;
    const { start, end } = movedWindow(entry.window, moving, zone);
    return { entry, id: moving.id, start: Date.parse(start), end: Date.parse(end) };
  }, [moving, entry, zone]);
}
