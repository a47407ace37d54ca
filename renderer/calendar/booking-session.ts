import { toInstant } from "../../shared/base/clock.ts";
import { sessionSchema, type Session } from "../../shared/schedule/session.ts";
import { fromLocalInput, toLocalInput } from "../ui/local-time.ts";
import { plainTime, readTypedTime } from "../ui/typed-time.ts";
import type { BookingForm } from "./booking-form.ts";

/** The session that the form means, or what is missing, in words. */
export function sessionOf(form: BookingForm): Session | { readonly missing: string } {
  const wrong = wrongDays(form);
  if (wrong !== null) return { missing: wrong };
  const parsed = sessionSchema.safeParse(rawSession(form));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.findLast((part) => typeof part === "string") ?? "";
  // One that cannot be read is before nothing.
  if (form.when === "from-to" && instant(form.start) !== null && instant(form.end) === null)
    return { missing: "Choose when it ends." };
  if (field === "rule" && form.repeats === "rule") return { missing: RULE_WORDS };
  if (form.sharing === "office-hours" && field === "to")
    return { missing: "Office hours must end later on the same day." };
  return { missing: MISSING[field] ?? "Choose when." };
}

const RULE_WORDS =
  "Write a rule by days, weeks, months or years, without hours, such as FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10.";

/** True where each time of a series goes on to another day, which may be a slip. */
export function endsNextDay({ from, to }: Pick<BookingForm, "from" | "to">): boolean {
  const [begin, end] = [from, to].map((text) => readTypedTime("time", text));
  return typeof begin === "string" && typeof end === "string" && end <= begin;
}

/** What is a time or a day as it is typed, and yet none of it can be meant. */
function wrongDays({ when, start, end, repeats, ends, firstDay, lastDay }: BookingForm) {
  if (when === "repeated")
    return repeats !== "rule" && ends === "until" && lastDay !== "" && lastDay < firstDay
      ? "The last day must not be before the first."
      : null;
  const skipped = when === "now" ? undefined : [start, end].find(isSkipped);
  return skipped === undefined
    ? null
    : `${skipped.slice(11, 16)} is skipped on that day, when the clocks go forward. Choose another time.`;
}

/** True for a time that no clock shows here. */
function isSkipped(text: string): boolean {
  const at = plainTime(text) === text ? fromLocalInput(text) : null;
  return at !== null && toLocalInput(at) !== text;
}

const MISSING: Readonly<Record<string, string>> = {
  start: "Choose when it starts.",
  from: "Choose from when.",
  to: "Choose until when.",
  end: "It must end after it starts.",
  minutes: "The time between is shorter than what is wanted in it.",
  atMostMinutes: "It must end after it starts.",
  firstDay: "Choose the first day.",
  rule: "Choose days of the week, and when it ends.",
  days: "Choose the days of the office hours.",
  expectedMinutes: "The task takes at least, mostly and at most as long, in that order.",
  task: "Say which task it is for.",
};

function rawSession(form: BookingForm): unknown {
  switch (form.sharing) {
    case "one":
      return canEndWithTask(form) && form.task !== null ? untilTask(form) : timesOf(form);
    case "turns":
      return { type: "turns", within: timesOf(form), slotMinutes: form.slotMinutes };
    case "office-hours":
      return {
        ...timesOf(form),
        type: "office-hours",
        zone: form.zone,
        days: form.officeDays.map((day) => SUNDAY_FIRST.indexOf(day)),
        from: form.officeFrom,
        to: form.officeTo,
        holidays: form.holidays,
      };
  }
}

/** True where something can be told to end with a task. */
export function canEndWithTask({ when, sharing }: BookingForm): boolean {
  return sharing === "one" && (when === "now" || when === "from-to");
}

/** Sessions count days of the week from Sunday. */
export const SUNDAY_FIRST = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

function timesOf(form: BookingForm): object {
  const { when, minutes, prefer, zone, firstDay, from, to, except, also } = form;
  const [start, end] = [instant(form.start), instant(form.end)];
  switch (when) {
    case "now":
      return { type: "now", minutes };
    case "from-to":
      return { type: "from-to", start, end };
    case "within":
      return { type: "within", from: start, to: end, minutes, prefer };
    case "repeated":
      return { type: "repeated", zone, firstDay, from, to, rule: ruleOf(form), except, also };
  }
}

function untilTask(form: BookingForm): object {
  const { when, task, minutes, start, end, leastMinutes, expectedMinutes } = form;
  const named = {
    type: "until-task",
    task: task?.trim(),
    ...(leastMinutes !== null && { leastMinutes }),
    ...(expectedMinutes !== null && { expectedMinutes }),
  };
  if (when === "now") return { ...named, start: null, atMostMinutes: minutes };
  const [from, to] = [fromLocalInput(start), fromLocalInput(end)];
  const atMostMinutes = Math.round(((to ?? Number.NaN) - (from ?? Number.NaN)) / 60_000);
  return { ...named, start: instant(start) ?? undefined, atMostMinutes };
}

export const RULES = {
  day: "FREQ=DAILY",
  week: "FREQ=WEEKLY",
  "two-weeks": "FREQ=WEEKLY;INTERVAL=2",
  month: "FREQ=MONTHLY",
} as const;

/** An RFC 5545 rule without times. The last day is the zone's own. */
export function ruleOf(form: BookingForm): string {
  const { repeats, weekdays, ends, lastDay, count } = form;
  // As other calendars write it, too.
  if (repeats === "rule")
    return form.rule
      .trim()
      .toUpperCase()
      .replace(/^RRULE:/, "")
      .replace(/;$/, "");
  const weekly = repeats === "week" || repeats === "two-weeks";
  const days = `${RULES[repeats]}${weekly ? `;BYDAY=${weekdays.join(",")}` : ""}`;
  if (ends === "count") return `${days};COUNT=${count}`;
  return ends === "never" ? days : `${days};UNTIL=${lastDay.replaceAll("-", "")}`;
}

function instant(text: string): string | null {
  const at = fromLocalInput(text);
  return at === null ? null : toInstant(at);
}
