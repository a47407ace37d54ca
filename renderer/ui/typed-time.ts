/** Of days, of days with a time, or of times of day. */
export type TimeKind = "date" | "date-time" | "time";

const DAY = String.raw`(\d{4})[-./](\d{1,2})[-./](\d{1,2})`;
const TIME = String.raw`(\d{1,2}):(\d{2})`;
/** Which of the two is meant of an hour that clocks show twice: the second one is written with its offset. */
const OFFSET = String.raw`(?: *([+-](?:0\d|1[0-4]):[0-5]\d))?`;
const OFFSET_AT_END = /(?<=:\d{2})[+-]\d{2}:\d{2}$/;
const FORMS = {
  date: new RegExp(`^${DAY}$`),
  "date-time": new RegExp(`^${DAY}(?:T|,? +)${TIME}(?::00(?:\\.0+)?)?${OFFSET}$`),
  time: new RegExp(`^()()()${TIME}$`),
} as const satisfies Record<TimeKind, RegExp>;

/** How each is to be typed. */
export const TIME_FORMS = {
  date: "YYYY-MM-DD",
  "date-time": "YYYY-MM-DD hh:mm",
  time: "hh:mm",
} as const satisfies Record<TimeKind, string>;

/**
 * `2026-11-23`, `2026-11-23T09:00` or `09:00` of what was typed; null for what is none, or no day of the calendar. A
 * day with a time may have an offset from UTC: `2026-10-25T02:30+01:00`.
 */
export function readTypedTime(kind: TimeKind, text: string): string | null {
  const found = FORMS[kind].exec(text.trim());
  if (found === null) return null;
  const [, year, month, day, hour, minute, offset = ""] = found;
  const value = written(kind, partsOf([year, month, day, hour, minute]));
  return value === null ? null : `${value}${offset}`;
}

/** As it stands in a field: a day, its time and an offset are words of their own. */
export function shownTime(value: string): string {
  return value.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})([+-]|$)/, "$1 $2 $3").trimEnd();
}

/** Without an offset, as the browser's own calendar has it. */
export function plainTime(value: string): string {
  return value.replace(OFFSET_AT_END, "");
}

const ORDER = ["year", "month", "day", "hour", "minute"] as const;
type Parts = Readonly<Record<(typeof ORDER)[number], number>>;

function partsOf([year, month, day, hour, minute]: readonly (string | undefined)[]): Parts {
  const number = (text: string | undefined, otherwise: number): number =>
    text === undefined || text === "" ? otherwise : Number(text);
  return {
    year: number(year, 2000),
    month: number(month, 1),
    day: number(day, 1),
    hour: number(hour, 0),
    minute: number(minute, 0),
  };
}

function written(kind: TimeKind, parts: Parts): string | null {
  const at = instantOf(parts);
  const isReal =
    at.getUTCFullYear() === parts.year &&
    at.getUTCMonth() + 1 === parts.month &&
    at.getUTCDate() === parts.day &&
    at.getUTCHours() === parts.hour &&
    at.getUTCMinutes() === parts.minute;
  return isReal ? textOf(kind, at) : null;
}

function instantOf({ year, month, day, hour, minute }: Parts): Date {
  return new Date(Date.UTC(year, month - 1, day, hour, minute));
}

function textOf(kind: TimeKind, at: Date): string {
  const text = at.toISOString().slice(0, 16);
  if (kind === "date-time") return text;
  return kind === "date" ? text.slice(0, 10) : text.slice(11);
}

/** One more or one less of what the cursor stands in, as arrow keys go; null where that is not known yet. */
export function steppedTime(
  kind: TimeKind,
  { text, cursor, by }: { readonly text: string; readonly cursor: number; readonly by: 1 | -1 },
): string | null {
  const value = readTypedTime(kind, text);
  if (value === null) return null;
  const before = [...text.slice(0, cursor).matchAll(/\D+/g)].length;
  const part = ORDER[before + (kind === "time" ? 3 : 0)];
  const numbers = plainTime(value).split(/\D/);
  const parts = partsOf(kind === "time" ? ["", "", "", ...numbers] : numbers);
  if (part === undefined) return null;
  const next = { ...parts, [part]: parts[part] + by };
  const last = new Date(Date.UTC(next.year, next.month, 0)).getUTCDate();
  // A month later than the 31st there may be no such day.
  const day = part === "day" ? next.day : Math.min(next.day, last);
  return textOf(kind, instantOf({ ...next, day }));
}
