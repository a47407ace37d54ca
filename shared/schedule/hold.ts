import { z } from "zod";
import { fromInstant, toInstant } from "../base/clock.ts";
import type { Window } from "./window.ts";

const minutes = z.int().min(0).max(1440);

/** What is held beside the time that somebody has the use of, in minutes. */
export const marginsSchema = z.object({
  /** Before: machines are made, so that they run when the time begins. */
  setUp: minutes.default(10),
  /** After: whoever has not finished still can, or extend. */
  grace: minutes.default(5),
  /** After that: all is removed and the disks are wiped. */
  wipe: minutes.default(10),
});
export type Margins = z.infer<typeof marginsSchema>;

/** The times of one reservation: while it can be used, and while its resources are held. */
export interface Times {
  readonly window: Window;
  readonly hold: Window;
}

/**
 * Adds the margins to a slot, or takes them from it; null where nothing of it would be left. What should
 * have been set up already is set up from now on.
 */
export function timesOf(
  slot: { readonly window: Window; readonly marginsInside: boolean },
  margins: Margins,
  now: number,
): Times | null {
  const [setUp, after] = [margins.setUp * 60_000, (margins.grace + margins.wipe) * 60_000];
  const [start, end] = [fromInstant(slot.window.start), fromInstant(slot.window.end)];
  const window = slot.marginsInside
    ? { start: start + setUp, end: end - after }
    : { start: Math.max(start, now), end };
  if (window.start >= window.end || window.end <= now) return null;
  const holdStart = Math.min(Math.max(now, window.start - setUp), window.start);
  return {
    window: toWindow(window),
    hold: toWindow({ start: holdStart, end: window.end + after }),
  };
}

function toWindow({ start, end }: { readonly start: number; readonly end: number }): Window {
  return { start: toInstant(start), end: toInstant(end) };
}

/** When the machines go whatever happens: the end of the grace. */
export function hardEndOf(window: Window, margins: Margins): number {
  return fromInstant(window.end) + margins.grace * 60_000;
}
