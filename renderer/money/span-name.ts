import type { TimeSpans } from "../../shared/pricing/review/time-spans.ts";

const PARTS = {
  time: { hour: "2-digit", minute: "2-digit", hour12: false },
  hour: { day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false },
  day: { month: "short", day: "numeric" },
  week: { month: "short", day: "numeric" },
  month: { year: "numeric", month: "short" },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

// Kept: making one takes longer than a thousand uses of it.
const formats = new Map<string, Intl.DateTimeFormat>();

/** What a span is called on an axis, as clocks show it where the bill's days begin. */
export function spanName(
  start: number,
  unit: TimeSpans["unit"] | "time",
  timeZone: string,
): string {
  const key = `${unit} ${timeZone}`;
  let format = formats.get(key);
  if (format === undefined)
    formats.set(key, (format = new Intl.DateTimeFormat("en-GB", { ...PARTS[unit], timeZone })));
  return format.format(start);
}
