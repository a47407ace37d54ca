import { useState, type PointerEvent } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import { say } from "../commands/notify.ts";
import { useMaySend } from "../live/role.ts";
import { daemonNow } from "../live/running-charge.ts";
import { bookTime } from "./book.ts";
import { shownPool } from "./calendar-state.ts";
import type { Day } from "./days.ts";
import { DRAG_PIXELS, followPointer } from "./follow-pointer.ts";
import { STEP_MINUTES } from "./moving.ts";
import { aheadOf, timeBetween, type Moment, type PickedTime } from "./picked-time.ts";

interface Pick {
  /** What is being picked. */
  readonly picked: PickedTime | null;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
}

/**
 * A time is picked in a week by dragging over it, and then booked. A finger scrolls instead, and what is booked
 * already is dragged itself.
 */
export function usePick(days: readonly Day[], zone: string): Pick {
  const [picked, setPicked] = useState<PickedTime | null>(null);
  const mayBook = useMaySend();
  return {
    picked,
    onPointerDown(event) {
      const isFree = event.target instanceof Element && event.target.closest("button") === null;
      if (!mayBook || !isFree || event.button !== 0 || event.pointerType === "touch") return;
      const { currentTarget: layer, clientX, clientY } = event;
      const from = momentIn(layer, clientX, clientY, Math.floor);
      let time: PickedTime | null = null;
      followPointer(event, {
        move(x, y) {
          if (time === null && Math.hypot(x, y) < DRAG_PIXELS) return;
          time = timeBetween(
            from,
            momentIn(layer, clientX + x, clientY + y, Math.round),
            days,
            zone,
          );
          setPicked(time);
        },
        drop() {
          setPicked(null);
          if (time !== null) book(time);
        },
        leave: () => setPicked(null),
      });
    },
  };
}

function momentIn(
  layer: HTMLElement,
  x: number,
  y: number,
  whole: (steps: number) => number,
): Moment {
  // Where it is by now: it scrolls below the pointer.
  const { left, top, width, height } = layer.getBoundingClientRect();
  const steps = (24 * 60) / STEP_MINUTES;
  const step = whole(((y - top) / height) * steps);
  return {
    day: between(0, Math.floor(((x - left) / width) * 7), 6),
    minute: between(0, step, steps) * STEP_MINUTES,
  };
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function book(picked: PickedTime): void {
  const pool = shownPool();
  const time = aheadOf(picked, daemonNow());
  if (pool === null) return;
  if (time === null) return say("That time is over.");
  bookTime(pool, { start: toInstant(time.start), end: toInstant(time.end) });
}
