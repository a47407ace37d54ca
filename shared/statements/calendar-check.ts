import type { PriceBook } from "../pricing/engine/book.ts";
import type { Calendar, Span } from "../pricing/engine/calendar.ts";

/** Why a calendar that somebody else expanded cannot be rated by, or null. */
export function wrongInCalendar(calendar: Calendar, { windowSets }: PriceBook): string | null {
  const { start, end, days, months, quarters, years, windows } = calendar;
  if (start > end) return "It ends before it starts.";
  if (!days.every((at, index) => index === 0 || at > (days[index - 1] ?? at)))
    return "Its days do not rise.";
  const lists: readonly (readonly [string, readonly Span[]])[] = [
    ["months", months],
    ["quarters", quarters],
    ["years", years],
    ...Object.entries(windows),
  ];
  for (const [name, list] of lists) {
    const wrong = wrongInSpans(list, calendar);
    if (wrong !== null) return `Its ${name} ${wrong}.`;
  }
  const missing = windowSets.find(({ id }) => !Object.hasOwn(windows, id));
  return missing === undefined ? null : `It has no windows of ${missing.id}.`;
}

function wrongInSpans(list: readonly Span[], { start, end }: Span): string | null {
  const [first, last] = [list[0], list.at(-1)];
  if (first === undefined || last === undefined) return "are missing";
  if (first.start > start || last.end < end) return "do not reach as far as it does";
  const touches = list.every(
    (span, index) => span.start < span.end && (list[index + 1]?.start ?? span.end) === span.end,
  );
  return touches ? null : "do not touch";
}
