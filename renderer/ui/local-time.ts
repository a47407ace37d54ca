/** An instant as fields for a day and a time have it: the reader's own time, to the minute. */
export function toLocalInput(milliseconds: number): string {
  const at = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Milliseconds of what was entered, null for what is no time. */
export function fromLocalInput(text: string): number | null {
  // The browser takes `2026` and much else for a time.
  const parsed = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

// Made once: making one takes longer than a thousand uses of it. In the words of the calendar and all else, which
// are English, whatever the browser speaks.
const LOCAL = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
});

/** `21 Nov 2026, 14:00`, by the reader's own clock. */
export function localTime(instant: string): string {
  return LOCAL.format(new Date(instant));
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
