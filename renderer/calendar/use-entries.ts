import { useEffect } from "react";
import { useLive, useOnline } from "../live/state.ts";
import { keyOf, loadEntries, shownOf, useCalendar, useShownPool } from "./calendar-state.ts";

/** One event seldom comes alone: a month is booked in one go. */
const GATHER_MS = 400;
/** Others' reservations come without an event. */
const EVERY_MS = 30_000;

/** Keeps the entries of what is shown as the lab has them, for as long as the calendar is open. */
export function useEntries(): void {
  const pool = useShownPool();
  const shown = shownOf(useCalendar());
  const online = useOnline();
  const key = pool === null || shown === null ? null : keyOf(pool, shown);
  useEffect(() => {
    if (key === null || !online) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = (): void => void loadEntries(key);
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        load();
      }, GATHER_MS);
    };
    load();
    const again = setInterval(load, EVERY_MS);
    const unsubscribe = useLive.subscribe((live, before) => {
      if (live.events === before.events) return;
      const seen = before.events[0]?.sequence ?? 0;
      // The newest are first.
      for (const { sequence, body } of live.events) {
        if (sequence <= seen) break;
        if (body.type === "reservation" || body.type === "environment") return soon();
      }
    });
    return () => {
      clearTimeout(timer);
      clearInterval(again);
      unsubscribe();
    };
  }, [key, online]);
}
