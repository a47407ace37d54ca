import type { TimeSpans } from "../../shared/pricing/review/time-spans.ts";

// Made once: making one takes longer than a thousand uses of it.
const FORMATS = {
  hour: new Intl.DateTimeFormat([], { day: "numeric", hour: "2-digit", minute: "2-digit" }),
  day: new Intl.DateTimeFormat([], { month: "short", day: "numeric" }),
  month: new Intl.DateTimeFormat([], { year: "numeric", month: "short" }),
} as const;

/** What a span is called on an axis, in the reader's own time; days begin where the bill's do. */
export function spanName(start: number, unit: TimeSpans["unit"]): string {
  // The middle of a day or month is on that date in any zone near the bill's.
  const at = unit === "hour" ? start : start + 12 * 3_600_000;
  return FORMATS[unit].format(at);
}
