import type { Reservation, ReservationState } from "../protocol/reservation.ts";

type Times = Pick<Reservation, "window" | "hold">;

/**
 * From when to when a reservation was there: what is done, or was given up because nobody came, was until then,
 * however long it was booked for.
 */
export function timesThere({
  state,
  window,
  hold,
  updatedAt: over,
}: Times & Pick<Reservation, "state" | "updatedAt">): Times {
  const isOver = state === "done" || state === "no-show";
  if (!isOver || over >= hold.end) return { window, hold };
  const start = window.start < over ? window.start : hold.start;
  const end = window.end < over ? window.end : over;
  return { window: { start, end }, hold: { start: hold.start, end: over } };
}

/** What became of a reservation before it ever began, through others or with time. Its own people know of it. */
export const LAPSED = ["refused", "expired", "pulled-back"] as const satisfies ReservationState[];

/** It has nothing of the lab at its time, and is only remembered. */
export function isLapsed({ state }: Pick<Reservation, "state">): boolean {
  return LAPSED.some((lapsed) => lapsed === state);
}
