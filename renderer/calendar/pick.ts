import type { PointerEvent } from "react";
import { create } from "zustand";
import { toInstant } from "../../shared/base/clock.ts";
import { say } from "../commands/notify.ts";
import { maySend } from "../live/role.ts";
import { daemonNow } from "../live/running-charge.ts";
import { bookTime } from "./book.ts";
import { shownPool } from "./calendar-state.ts";
import { DRAG_PIXELS, followPointer } from "./follow-pointer.ts";
import { aheadOf, type PickedTime } from "./picked-time.ts";

/** Of the window, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The time that is being picked in the calendar; null while none is. */
export const usePicked = create<{ readonly picked: PickedTime | null }>()(() => ({ picked: null }));

/**
 * Picks a time by dragging over it, and books it. A finger scrolls instead, and what is booked already is dragged
 * itself.
 * @param timeBetween the time from where the pointer was put down to where it is
 */
export function pickTime(
  event: PointerEvent<HTMLElement>,
  timeBetween: (from: Point, to: Point) => PickedTime | null,
): void {
  const isFree = event.target instanceof Element && event.target.closest("button") === null;
  if (!maySend() || !isFree || event.button !== 0 || event.pointerType === "touch") return;
  const from = { x: event.clientX, y: event.clientY };
  const leave = (): void => usePicked.setState({ picked: null });
  followPointer(event, {
    move(x, y) {
      if (usePicked.getState().picked === null && Math.hypot(x, y) < DRAG_PIXELS) return;
      usePicked.setState({ picked: timeBetween(from, { x: from.x + x, y: from.y + y }) });
    },
    drop() {
      const { picked } = usePicked.getState();
      leave();
      if (picked !== null) book(picked);
    },
    leave,
  });
}

function book(picked: PickedTime): void {
  const pool = shownPool();
  const time = aheadOf(picked, daemonNow());
  if (pool === null) return;
  if (time === null) return say("That time is over.");
  bookTime(pool, { start: toInstant(time.start), end: toInstant(time.end) });
}
