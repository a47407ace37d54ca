import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import {
  dateSchema,
  instantOf,
  timeOfDaySchema,
  wallAt,
  wallSpan,
  zoneSchema,
} from "./wall-clock.ts";

/** Slots shorter than a day repeat by taking turns, not by a rule. */
const RULE = /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/;
const TIMES = /BY(HOUR|MINUTE|SECOND)=/;

/**
 * The same hours on many days: `from` and `to` are what clocks in the zone show, so that a morning stays a
 * morning when they change. A `to` that is not after `from` is on the next day.
 */
export const repetitionSchema = z.object({
  zone: zoneSchema,
  /** The first day that the rule may choose. */
  firstDay: dateSchema,
  from: timeOfDaySchema,
  to: timeOfDaySchema,
  /** RFC 5545, without the times: `FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=20`. */
  rule: z
    .string()
    .max(200)
    .refine((rule) => RULE.test(rule) && !TIMES.test(rule) && isRule(rule), {
      message: "no repetition rule by days, weeks, months or years",
    }),
  /** Days that the rule chooses and that are left out. */
  except: z.array(dateSchema).max(1000).default([]),
  /** Days that it does not choose and that are taken too. */
  also: z.array(dateSchema).max(1000).default([]),
});
export type Repetition = z.infer<typeof repetitionSchema>;

export interface Span {
  readonly start: number;
  readonly end: number;
}

interface DaySpan extends Span {
  /** The local day that it begins on: by it an exception names it. */
  readonly day: string;
}

/** True when the rule ends by itself: otherwise it goes on for ever and is followed as far as one looks. */
export function ends({ rule }: Pick<Repetition, "rule">): boolean {
  return /(COUNT|UNTIL)=/.test(rule);
}

/** Where one looks: what begins in [after, before), no more than `limit` of it. */
export interface Horizon {
  readonly after: number;
  readonly before: number;
  readonly limit: number;
}

/** What a repetition comes to within a horizon, in order. */
export function repeat(repetition: Repetition, horizon: Horizon): readonly DaySpan[] {
  const { zone, rule, except, also } = repetition;
  const firstDay = dayAt(horizon.after, zone);
  const lastDay = dayAt(horizon.before, zone);
  const left = new Set(except);
  const until = untilOf(rule, zone);
  const chosen = daysOf(repetition, {
    firstDay,
    lastDay,
    limit: horizon.limit + left.size + 1,
  }).map((day) => spanOf(day, repetition));
  const added = also
    .filter((day) => day >= firstDay && day <= lastDay)
    .map((day) => spanOf(day, repetition));
  const byDay = new Map(
    [...chosen.filter(({ start }) => start <= until), ...added].map((span) => [span.day, span]),
  );
  return [...byDay.values()]
    .filter(({ day, start }) => !left.has(day) && start >= horizon.after && start < horizon.before)
    .toSorted((a, b) => a.start - b.start)
    .slice(0, horizon.limit);
}

function dayAt(milliseconds: number, zone: string): string {
  return wallAt(milliseconds, zone).toPlainDate().toString();
}

function spanOf(day: string, repetition: Repetition): DaySpan {
  return { day, ...wallSpan(Temporal.PlainDate.from(day), repetition) };
}

interface Days {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly limit: number;
}

/** The library sees days only, as if all were in UTC; what a zone makes of them is worked out afterwards. */
function daysOf(repetition: Repetition, { firstDay, lastDay, limit }: Days): readonly string[] {
  const days: string[] = [];
  try {
    ruleOf(repetition).all((date) => {
      const day = date.toString().slice(0, 10);
      if (day > lastDay || days.length >= limit) return false;
      if (day >= firstDay) days.push(day);
      return true;
    });
  } catch {
    // A rule such as 30 February is looked for in vain: the library gives up, and so it chooses no further day.
  }
  return days;
}

function ruleOf({ rule, firstDay, zone }: Pick<Repetition, "rule" | "firstDay" | "zone">) {
  const until = untilOf(rule, zone);
  const days = Number.isFinite(until)
    ? rule.replace(/UNTIL=[0-9TZ]+/, `UNTIL=${dayAt(until, zone).replaceAll("-", "")}T235959Z`)
    : rule;
  return new RRuleTemporal({
    rruleString: `DTSTART:${firstDay.replaceAll("-", "")}T000000Z\nRRULE:${days}`,
  });
}

/** The last instant at which one may begin: UNTIL is an instant, a local time, or a whole local day. */
function untilOf(rule: string, zone: string): number {
  const [, date, time, utc] = /UNTIL=(\d{8})(?:T(\d{6})(Z?))?/.exec(rule) ?? [];
  if (date === undefined) return Number.POSITIVE_INFINITY;
  const wall = Temporal.PlainDateTime.from(`${date}T${time ?? "235959"}`);
  return instantOf(wall, utc === "Z" ? "UTC" : zone);
}

function isRule(rule: string): boolean {
  try {
    ruleOf({ rule, firstDay: "2000-01-01", zone: "UTC" });
    return true;
  } catch {
    return false;
  }
}
