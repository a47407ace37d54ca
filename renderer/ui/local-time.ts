const MINUTE = 60_000;

/**
 * An instant as fields for a day and a time have it: the reader's own time, to the minute. Of an hour that clocks show
 * twice the second one has its offset with it: `2026-10-25T02:30+01:00`.
 */
export function toLocalInput(milliseconds: number): string {
  const at = new Date(milliseconds);
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  const text = `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
  const isFirst = Date.parse(text) === Math.floor(milliseconds / MINUTE) * MINUTE;
  return isFirst ? text : `${text}${offsetText(-at.getTimezoneOffset())}`;
}

function offsetText(minutes: number): string {
  const length = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(length / 60))}:${two(length % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Milliseconds of what was entered, null for what is no time. */
export function fromLocalInput(text: string): number | null {
  // The browser takes `2026` and much else for a time.
  const parsed = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

// Made once: making one takes longer than a thousand uses of it. In the words of the calendar and all else, which
// are English, whatever the browser speaks.
const MOMENT = { dateStyle: "medium", timeStyle: "short" } as const;
const LOCAL = new Intl.DateTimeFormat("en-GB", MOMENT);
const inZones = new Map<string, Intl.DateTimeFormat>();
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
});

/** `21 Nov 2026, 14:00`, by the reader's own clock, or by that of a zone. */
export function localTime(instant: string, zone?: string): string {
  return (zone === undefined ? LOCAL : inZone(zone)).format(new Date(instant));
}

function inZone(zone: string): Intl.DateTimeFormat {
  const known = inZones.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", { ...MOMENT, timeZone: zone });
  inZones.set(zone, made);
  return made;
}

/** `14:00:05` of today, with the date on any other day. */
export function clockTime(milliseconds: number): string {
  const at = new Date(milliseconds);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? CLOCK.format(at) : localTime(at.toISOString());
}

/** `Sat 21 Nov`. */
export function shortDay(milliseconds: number): string {
  return SHORT_DAY.format(milliseconds).replace(",", "");
}
