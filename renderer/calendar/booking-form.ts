import type { BookingRequest } from "../../shared/protocol/reservation.ts";
import type { Design } from "../../shared/design/design.ts";
import type { QosClass } from "../../shared/reservations/qos-class.ts";
import type { Margins } from "../../shared/schedule/hold.ts";
import { fromLocalInput, toLocalInput } from "../ui/local-time.ts";
import { sessionOf } from "./booking-session.ts";
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
  readonly repeats: "day" | "week" | "two-weeks" | "month" | "rule";
  /** Of RFC 5545: `MO`. */
  readonly weekdays: readonly string[];
  /** Of RFC 5545, where it repeats by a rule of its own. */
  readonly rule: string;
  readonly ends: "until" | "count" | "never";
  readonly lastDay: string;
  readonly count: number;
  readonly except: readonly string[];
  readonly also: readonly string[];
  /** One environment; several that take turns; or one for office hours and another for all other times. */
  readonly sharing: "one" | "turns" | "office-hours";
  /** Which of the choices take turns, in their order. */
  readonly turns: readonly number[];
  readonly slotMinutes: number;
  /** Which of the choices is for office hours, and which for all other times. */
  readonly office: number;
  readonly otherwise: number;
  readonly officeDays: readonly string[];
  readonly officeFrom: string;
  readonly officeTo: string;
  readonly holidays: readonly string[];
  /** What it ends with; null: with its time. */
  readonly task: string | null;
  /** How long the task takes, in minutes; null: it is not known, so it may take all of the time. */
  readonly leastMinutes: number | null;
  readonly expectedMinutes: number | null;
  readonly noShowMinutes: number | null;
  readonly heartbeatMinutes: number | null;
  readonly margins: Margins;
  readonly copies: number;
  readonly priority: number;
  readonly preemptible: boolean;
  /** What is promised, which also says whether it gives way; null: nothing but that. */
  readonly qosClass: QosClass | null;
  readonly whenTaken: BookingRequest["whenTaken"];
}

/** What of the form a group of its fields changes. */
export interface FieldsProps {
  readonly form: BookingForm;
  readonly change: (changes: Partial<BookingForm>) => void;
}

const WORKDAYS = ["MO", "TU", "WE", "TH", "FR"];
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
    repeats: "week",
    weekdays: WORKDAYS,
    rule: "",
    ends: "until",
    lastDay: laterDate(firstDay, { months: 1 }),
    count: 10,
    except: [],
    also: [],
    sharing: "one",
    turns: [0],
    slotMinutes: 120,
    office: 0,
    otherwise: 0,
    officeDays: WORKDAYS,
    officeFrom: "08:00",
    officeTo: "18:00",
    holidays: [],
    task: null,
    leastMinutes: null,
    expectedMinutes: null,
    noShowMinutes: null,
    heartbeatMinutes: null,
    margins: { setUp: 10, grace: 5, wipe: 10 },
    copies: 1,
    priority: 5,
    preemptible: false,
    qosClass: null,
    whenTaken: "refuse",
  };
}

/** Which of the choices are booked, in the order in which the session counts them. */
export function chosenOf({ sharing, turns, office, otherwise }: BookingForm): readonly number[] {
  if (sharing === "turns") return turns;
  return sharing === "office-hours" ? [office, otherwise] : [0];
}

/** What is asked of the lab; null while something is missing. The first of the choices is what is booked alone. */
export function requestOf(form: BookingForm, choices: readonly Design[]): BookingRequest | null {
  const session = sessionOf(form);
  const name = form.name.trim();
  const designs = chosenOf(form).flatMap((index) => choices[index] ?? []);
  if ("missing" in session || form.pool === null || name === "" || designs.length === 0)
    return null;
  const { pool, copies, priority, preemptible, whenTaken, margins, qosClass } = form;
  const { noShowMinutes, heartbeatMinutes } = form;
  return {
    name,
    pool,
    designs,
    session,
    margins,
    copies,
    priority,
    preemptible,
    ...(qosClass !== null && { qosClass }),
    whenTaken,
    noShowMinutes,
    heartbeatMinutes,
  };
}

/** The form with another way of choosing the time; what that way has no place for is left out. */
export function withWhen(form: BookingForm, when: BookingForm["when"]): BookingForm {
  const fits = form.sharing === "turns" ? when === "repeated" : false;
  const stays = form.sharing === "one" || when === "from-to" || fits;
  const changed = { ...form, when, sharing: stays ? form.sharing : "one" };
  return when === "within" ? { ...changed, end: roomFor(form) } : changed;
}

/** As `In the next 12 hours`. */
const ROOM = 12 * HOUR;

/** Until when something is looked for: where there is no choice between start and end, longer. */
function roomFor({ start, end, minutes }: BookingForm): string {
  const [from, to] = [fromLocalInput(start), fromLocalInput(end)];
  if (from === null || (to !== null && to - from > minutes * 60_000)) return end;
  return toLocalInput(from + Math.max(ROOM, 2 * minutes * 60_000));
}

/** The first of the choices and the one after it. */
const SECOND = {
  one: {},
  turns: { turns: [0, 1] },
  "office-hours": { office: 0, otherwise: 1 },
} as const satisfies Record<BookingForm["sharing"], Partial<BookingForm>>;

/**
 * The form for one environment or several of so many `choices`; several need a time that is fixed. While nothing else
 * was chosen, the second is another one than the first.
 */
export function withSharing(
  form: BookingForm,
  sharing: BookingForm["sharing"],
  choices: number,
): BookingForm {
  const fits = sharing === "one" || (sharing === "turns" && form.when === "repeated");
  const isAlone = choices > 1 && chosenOf({ ...form, sharing }).every((choice) => choice === 0);
  return { ...form, ...(isAlone && SECOND[sharing]), sharing, when: fits ? form.when : "from-to" };
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

const TIMES = ["pool", "copies", "when", "minutes", "start", "end", "from", "to", "zone"] as const;

/** The form with a free time that was looked for as it was `asked`; other times that were typed meanwhile stay. */
export function withFreeTime(
  form: BookingForm,
  asked: BookingForm,
  window: { readonly start: string; readonly end: string },
): BookingForm {
  return TIMES.every((field) => form[field] === asked[field]) ? withWindow(form, window) : form;
}

function nextMinute(text: string): number {
  return Math.ceil(Date.parse(text) / 60_000) * 60_000;
}
