import { useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from "react";
import { select } from "./calendar-state.ts";
import { DRAG_PIXELS, followPointer } from "./follow-pointer.ts";
import { bring, canMove, putBack, putDown, step, takeUp, useMoving, type By } from "./moving.ts";
import type { Drawn } from "./rows.ts";

interface Pixels {
  readonly x: number;
  readonly y: number;
}

/** What is drawn on, in pixels. */
interface Area {
  readonly width: number;
  readonly height: number;
}

/** How far in time a view's pixels and arrow keys go. */
export interface Scale {
  byOf(pixels: Pixels, area: Area): By;
  readonly arrows: Readonly<Record<string, By>>;
}

interface Gesture {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onBlur: () => void;
}

/** Of an entry, where its end is. */
export type Side = "bottom" | "right";

/** So far from there its end is taken; styles show it. */
const END_PIXELS = 6;

/**
 * A reservation is dragged, or taken with M (its end: E) and brought with the arrows; Enter puts it down, Esc
 * puts it back.
 * @param end where its end is taken with the pointer; undefined: nowhere
 */
export function useGesture({ entry }: Drawn, scale: Scale, end: Side | undefined): Gesture {
  const dragged = useRef(false);
  const isMoving = (): boolean => useMoving.getState().moving?.id === entry.reservation;
  return {
    onPointerDown(event) {
      dragged.current = false;
      if (event.button !== 0 || !canMove(entry)) return;
      const isEnd = end !== undefined && isAtEnd(event, end);
      const area = areaOf(event.currentTarget);
      followPointer(event, {
        move(x, y) {
          if (!dragged.current) {
            if (Math.hypot(x, y) < DRAG_PIXELS) return;
            dragged.current = true;
            takeUp(entry, isEnd ? "end" : "whole");
          }
          bring(scale.byOf({ x, y }, area));
        },
        drop: () => dragged.current && void putDown(entry),
        leave: putBack,
      });
    },
    onClick(event) {
      // A drag ends in a click too, and Enter that puts down is one.
      if (dragged.current || isMoving()) event.preventDefault();
      else select(entry.reservation);
      dragged.current = false;
    },
    onKeyDown(event) {
      if (isMoving()) return steer(event, entry, scale);
      const edge = event.key === "m" ? "whole" : event.key === "e" ? "end" : null;
      if (edge === null || event.ctrlKey || event.metaKey || event.altKey || !canMove(entry))
        return;
      event.preventDefault();
      event.stopPropagation();
      takeUp(entry, edge);
    },
    onBlur: () => {
      if (!dragged.current && isMoving()) putBack();
    },
  };
}

function isAtEnd(event: PointerEvent<HTMLElement>, end: Side): boolean {
  const { right, bottom } = event.currentTarget.getBoundingClientRect();
  const left = end === "right" ? right - event.clientX : bottom - event.clientY;
  return left <= END_PIXELS;
}

function areaOf({ offsetParent }: HTMLElement): Area {
  return { width: offsetParent?.clientWidth ?? 1, height: offsetParent?.clientHeight ?? 1 };
}

function steer(event: KeyboardEvent<HTMLElement>, entry: Drawn["entry"], { arrows }: Scale): void {
  const by = arrows[event.key];
  if (by !== undefined) {
    const times = event.shiftKey ? 4 : 1;
    step({ days: by.days, minutes: by.minutes * times });
  } else if (event.key === "Enter" || event.key === " ") void putDownAndStay(entry);
  else if (event.key === "Escape") putBack();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The keyboard stays at what it moved, wherever that is drawn now. */
async function putDownAndStay(entry: Drawn["entry"]): Promise<void> {
  await putDown(entry);
  requestAnimationFrame(() => {
    const shown = document.querySelectorAll<HTMLElement>("[data-entry]");
    [...shown].find((one) => one.dataset["entry"] === entry.reservation)?.focus();
  });
}
