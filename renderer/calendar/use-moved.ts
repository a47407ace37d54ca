import { useMemo } from "react";
import { useCalendar } from "./calendar-state.ts";
import { movedWindow, useMoving } from "./moving.ts";
import type { Drawn } from "./rows.ts";

/** What is being moved, where it would be; null while nothing is. */
export function useMoved(drawn: readonly Drawn[]): Drawn | null {
  const moving = useMoving((state) => state.moving);
  const zone = useCalendar((calendar) => calendar.zone);
  const one = useMemo(
    () => (moving === null ? undefined : drawn.find(({ id }) => id === moving.id)),
    [drawn, moving],
  );
  return useMemo(() => {
    if (moving === null || one === undefined) return null;
    const { start, end } = movedWindow(one.entry.window, moving, zone);
    return { ...one, start: Date.parse(start), end: Date.parse(end) };
  }, [moving, one, zone]);
}
