import type { BookingRequest } from "../../shared/protocol/reservation.ts";
import type { Design } from "../../shared/design/design.ts";
import { sessionSchema, type Session } from "../../shared/schedule/session.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { fromLocalInput, toLocalInput } from "../ui/local-time.ts";
import { dateAt, laterDate, timeOfDay } from "./days.ts";

/** What the form of the booking dialog holds, as it is typed. */
export interface BookingForm {
  readonly name: string;
  readonly pool: string | null;
  readonly when: "now" | "from-to" | "within" | "repeated";
  readonly minutes: number;
  /** As `datetime-local` fields have it; of both `from-to` and `within`. */
  readonly start: string;
  readonly end: string;
  readonly prefer: "earliest" | "cheapest";
  readonly zone: string;
  readonly firstDay: string;
  readonly from: string;
  readonly to: string;
  /** Of RFC 5545: `MO`. */
  readonly weekdays: readonly string[];
  readonly ends: "until" | "count" | "never";
  readonly lastDay: string;
  readonly count: number;
  readonly except: readonly string[];
  readonly copies: number;
  readonly priority: number;
  readonly preemptible: boolean;
  readonly whenTaken: BookingRequest["whenTaken"];
}

export const WEEKDAYS = [
  { value: "MO", label: "Mon" },
  { value: "TU", label: "Tue" },
  { value: "WE", label: "Wed" },
  { value: "TH", label: "Thu" },
  { value: "FR", label: "Fri" },
  { value: "SA", label: "Sat" },
  { value: "SU", label: "Sun" },
] as const;

const HOUR = 3_600_000;

/** What stands in the form when it is opened: the next whole hour, for two hours. */
export function newForm(name: string, now: number, zone: string): BookingForm {
  const start = Math.ceil(now / HOUR) * HOUR;
  const firstDay = laterDate(dateAt(now, zone), { days: 1 });
  return {
    name,
    pool: null,
    when: "from-to",
    minutes: 120,
    start: toLocalInput(start),
    end: toLocalInput(start + 2 * HOUR),
    prefer: "earliest",
    zone,
    firstDay,
    from: "09:00",
    to: "11:00",
    weekdays: ["MO", "TU", "WE", "TH", "FR"],
    ends: "until",
    lastDay: laterDate(firstDay, { months: 1 }),
    count: 10,
    except: [],
    copies: 1,
    priority: 5,
    preemptible: false,
    whenTaken: "refuse",
  };
}

/** The session that the form means, or what is missing, in words. */
export function sessionOf(form: BookingForm): Session | { readonly missing: string } {
  const parsed = sessionSchema.safeParse(rawSession(form));
  if (parsed.success) return parsed.data;
  return { missing: MISSING[String(parsed.error.issues[0]?.path[0])] ?? "Choose when." };
}

const MISSING: Readonly<Record<string, string>> = {
  start: "Choose when it starts.",
  from: "Choose from when.",
  to: "Choose until when.",
  end: "It must end after it starts.",
  minutes: "The time between is shorter than what is wanted in it.",
  firstDay: "Choose the first day.",
  rule: "Choose days of the week, and when it ends.",
};

function rawSession(form: BookingForm): unknown {
  const { when, minutes, prefer, zone, firstDay, from, to, except } = form;
  const [start, end] = [instant(form.start), instant(form.end)];
  switch (when) {
    case "now":
      return { type: "now", minutes };
    case "from-to":
      return { type: "from-to", start, end };
    case "within":
      return { type: "within", from: start, to: end, minutes, prefer };
    case "repeated":
      return { type: "repeated", zone, firstDay, from, to, rule: ruleOf(form), except };
  }
}

/** An RFC 5545 rule without times. The last day is the zone's own. */
export function ruleOf({ weekdays, ends, lastDay, count }: BookingForm): string {
  const days = `FREQ=WEEKLY;BYDAY=${weekdays.join(",")}`;
  if (ends === "count") return `${days};COUNT=${count}`;
  return ends === "never" ? days : `${days};UNTIL=${lastDay.replaceAll("-", "")}`;
}

/** What is asked of the lab; null while something is missing. */
export function requestOf(form: BookingForm, design: Design): BookingRequest | null {
  const session = sessionOf(form);
  const name = form.name.trim();
  if ("missing" in session || form.pool === null || name === "") return null;
  const { pool, copies, priority, preemptible, whenTaken } = form;
  return {
    name,
    pool,
    designs: [design],
    session,
    margins: { setUp: 10, grace: 5, wipe: 10 },
    copies,
    priority,
    preemptible,
    whenTaken,
    noShowMinutes: null,
    heartbeatMinutes: null,
  };
}

/** How long one time of it is, in minutes; null while that is not known. */
export function lengthOf(form: BookingForm): number | null {
  if (form.when === "now" || form.when === "within") return form.minutes;
  const [start, end] =
    form.when === "repeated"
      ? [minutesOf(form.from), minutesOf(form.to)]
      : [form.start, form.end].map((text) => (fromLocalInput(text) ?? Number.NaN) / 60_000);
  const length = (end ?? Number.NaN) - (start ?? Number.NaN);
  const whole = form.when === "repeated" && length <= 0 ? length + 1440 : length;
  return whole > 0 ? whole : null;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? Number.NaN) * 60 + (minutes ?? Number.NaN);
}

/** The form with another time in it: a single one becomes that; of a series, the hours of all become its. */
export function withWindow(
  form: BookingForm,
  window: { readonly start: string; readonly end: string },
): BookingForm {
  // Fields know no seconds; the minute before is somebody else's.
  const [start, end] = [nextMinute(window.start), nextMinute(window.end)];
  if (form.when === "repeated")
    return { ...form, from: timeOfDay(start, form.zone), to: timeOfDay(end, form.zone) };
  return { ...form, when: "from-to", start: toLocalInput(start), end: toLocalInput(end) };
}

function nextMinute(text: string): number {
  return Math.ceil(Date.parse(text) / 60_000) * 60_000;
}

function instant(text: string): string | null {
  const at = fromLocalInput(text);
  return at === null ? null : toInstant(at);
}
