import { useEffect, useRef } from "react";
import { useLive, useOnline } from "./state.ts";

/** One event seldom comes alone: a month is booked in one go. */
const GATHER_MS = 400;
/** Others' reservations come without an event. */
const EVERY_MS = 30_000;

/** What changes what is booked, or what waits. */
const ABOUT: ReadonlySet<string> = new Set(["reservation", "environment", "lab-approval"]);

/** Keeps what is shown as the lab has it: asked for at once, and again when something has happened. */
export function useLoading(key: string | null, load: () => void): void {
  const online = useOnline();
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    if (key === null || !online) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => latest.current();
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        again();
      }, GATHER_MS);
    };
    again();
    const often = setInterval(again, EVERY_MS);
    const unsubscribe = useLive.subscribe((live, before) => {
      if (live.events === before.events) return;
      const seen = before.events[0]?.sequence ?? 0;
      // The newest are first.
      for (const { sequence, body } of live.events) {
        if (sequence <= seen) break;
        if (ABOUT.has(body.type)) return soon();
      }
    });
    return () => {
      clearTimeout(timer);
      clearInterval(often);
      unsubscribe();
    };
  }, [key, online]);
}
