import type { Reservation } from "../protocol/reservation.ts";

type Times = Pick<Reservation, "window" | "hold">;

/** From when to when a reservation was there: what is done was until then, however long it was booked for. */
export function timesThere({
  state,
  window,
  hold,
  updatedAt: over,
}: Times & Pick<Reservation, "state" | "updatedAt">): Times {
  if (state !== "done" || over >= hold.end) return { window, hold };
  const start = window.start < over ? window.start : hold.start;
  const end = window.end < over ? window.end : over;
  return { window: { start, end }, hold: { start: hold.start, end: over } };
}
