import { useDebouncedCallback, useWindowEvent } from "@mantine/hooks";
import { useState } from "react";
import type { DaysKey } from "./load.ts";
import { LINE_PIXELS } from "./month-lines.ts";

/** Of a day in the week so many are drawn. */
const MOST_OF_A_WEEKDAY = 40;

/** A February that begins on a Monday. */
const LEAST_WEEKS = 4;

/** A window is pulled larger step by step. */
const SETTLE_MS = 200;

/**
 * How many of a day are asked for. In the month, as many as a day of the shortest one has lines when the window is as
 * high as the screen: it is asked again only where the window outgrows that, on a larger screen or shown smaller.
 */
export function useMostOfDay(view: DaysKey["view"]): number {
  const [height, setHeight] = useState(highest);
  const grow = useDebouncedCallback(
    () => setHeight((before) => Math.max(before, highest())),
    SETTLE_MS,
  );
  useWindowEvent("resize", grow);
  return view === "week" ? MOST_OF_A_WEEKDAY : Math.ceil(height / LEAST_WEEKS / LINE_PIXELS);
}

/** What this window can be high, in pixels. */
function highest(): number {
  return Math.max(window.innerHeight, window.screen.height);
}
