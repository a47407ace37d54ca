import { Temporal } from "temporal-polyfill";
import { instantOf } from "../../schedule/wall-clock.ts";
import type { Span, WindowSpan } from "./calendar.ts";
import { DAY, dateOf, dayAt, localDays, type LocalDay } from "./local-days.ts";
import { dayNumber, type WindowRule, type WindowSet } from "./schema/window-set.ts";

/** The windows of a set, one after the other; neighbours of one name are one. */
export function windowSpans(set: WindowSet, zone: string, span: Span): WindowSpan[] {
  const holidays = new Set(set.holidays.map((date) => Date.parse(date) / DAY));
  // A day before, for the window that began there and wraps midnight.
  const days = localDays(dayAt(span.start, zone) - 1, dayAt(span.end, zone) + 1, zone);
  const rules = rulesByWeekday(set);
  const spans: WindowSpan[] = [];
  let before: readonly WindowSpan[] = [];
  for (const day of days) {
    const open = holidays.has(day.day) ? undefined : openSpans(rules, zone, day);
    for (const piece of open === undefined
      ? [{ start: day.start, end: day.end, window: set.holiday }]
      : dayPieces(set, day, [...before, ...open])) {
      const last = spans.at(-1);
      if (last?.window === piece.window && last.end === piece.start) last.end = piece.end;
      else spans.push(piece);
    }
    before = open ?? [];
  }
  return spans;
}

/** One local day, cut where its windows and those of the day before begin and end. The first rule that fits wins. */
function dayPieces(
  set: WindowSet,
  { start, end }: Span,
  open: readonly WindowSpan[],
): readonly WindowSpan[] {
  const inside = open.flatMap((one) => [one.start, one.end]).filter((at) => at > start && at < end);
  const cuts = [...new Set([start, ...inside, end])].toSorted((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => {
    const found = open.find((one) => one.start <= from && from < one.end);
    return { start: from, end: cuts[at + 1] ?? end, window: found?.window ?? set.default };
  });
}

/** For each day of the week the rules of windows that begin on it, Monday first. */
function rulesByWeekday({ windows }: WindowSet): readonly (readonly WindowRule[])[] {
  return Array.from({ length: 7 }, (_, at) =>
    windows.filter((rule) => rule.days.some((name) => dayNumber(name) === at + 1)),
  );
}

/** The windows that begin on a day. */
function openSpans(
  rules: readonly (readonly WindowRule[])[],
  zone: string,
  day: LocalDay,
): readonly WindowSpan[] {
  // 1 January 1970 was a Thursday.
  const weekday = (((day.day + 3) % 7) + 7) % 7;
  return (rules[weekday] ?? []).map((rule) => openSpan(rule, zone, day));
}

function openSpan(rule: WindowRule, zone: string, { day, start, end }: LocalDay): WindowSpan {
  const isPlain = end - start === DAY;
  const at = (time: string, on: number): number =>
    instantOf(dateOf(on).toPlainDateTime(Temporal.PlainTime.from(time)), zone);
  const from =
    rule.from === "00:00" ? start : isPlain ? start + timeOf(rule.from) : at(rule.from, day);
  if (rule.to === "24:00") return { start: from, end, window: rule.window };
  const wraps = rule.to <= rule.from;
  const to = !wraps && isPlain ? start + timeOf(rule.to) : at(rule.to, wraps ? day + 1 : day);
  return { start: from, end: to, window: rule.window };
}

/** Milliseconds since midnight. */
function timeOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;
}
