import type { Booking } from "../../shared/protocol/reservation.ts";
import type { Session, SessionOf } from "../../shared/schedule/session.ts";
import { toLocalInput } from "../ui/local-time.ts";
import { newForm, WEEKDAYS, type BookingForm } from "./booking-form.ts";
import { RULES, SUNDAY_FIRST } from "./booking-session.ts";
import { dateAt, laterBy, laterDate } from "./days.ts";

/** So far on it goes until it is ahead: of a week the days, of every second week the right one. */
const STEP_DAYS = { once: 7, series: 14 } as const;

type Times = Partial<BookingForm>;

/** The form that books the same again: all as it was, at the first times like those that are still to come. */
export function formAgain(booking: Booking, now: number, zone: string): BookingForm {
  const { name, pool, copies, priority, preemptible, whenTaken, margins } = booking;
  const { noShowMinutes, heartbeatMinutes, designs, session, qosClass = null } = booking;
  const turns = designs.map((_, index) => index);
  return {
    ...newForm(name, now, zone),
    pool,
    copies,
    priority,
    preemptible,
    qosClass,
    whenTaken,
    margins,
    noShowMinutes,
    heartbeatMinutes,
    turns,
    otherwise: designs.length - 1,
    ...timesAgain(session, now, zone),
  };
}

function timesAgain(session: Session, now: number, zone: string): Times {
  switch (session.type) {
    case "now":
      return { when: "now", minutes: session.minutes };
    case "duration":
      return span(session.start, later(session.start, session.minutes), now, zone);
    case "from-to":
      return span(session.start, session.end, now, zone);
    case "until-task": {
      const { start, task, atMostMinutes, leastMinutes = null, expectedMinutes = null } = session;
      const lasting = { task, leastMinutes, expectedMinutes };
      if (start === null) return { when: "now", ...lasting, minutes: atMostMinutes };
      return { ...span(start, later(start, atMostMinutes), now, zone), ...lasting };
    }
    case "within": {
      const { from, to, minutes, prefer } = session;
      const start = from ?? new Date(now).toISOString();
      return { ...span(start, to, now, zone), when: "within", minutes, prefer };
    }
    case "repeated":
      return series(session, now);
    case "turns": {
      const { slotMinutes } = session;
      return { ...timesAgain(session.within, now, zone), sharing: "turns", slotMinutes };
    }
    case "office-hours":
      return {
        ...span(session.start, session.end, now, zone),
        sharing: "office-hours",
        zone: session.zone,
        officeDays: session.days.flatMap((day) => SUNDAY_FIRST[day] ?? []),
        officeFrom: session.from,
        officeTo: session.to,
        holidays: session.holidays,
      };
  }
}

function later(start: string, minutes: number): string {
  return new Date(Date.parse(start) + minutes * 60_000).toISOString();
}

/** The same days and hours, as many weeks later as it takes. */
function span(start: string, end: string, now: number, zone: string): Times {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const weeks = Math.max(0, Math.ceil((now - from) / (STEP_DAYS.once * 86_400_000)));
  const by = { days: weeks * STEP_DAYS.once, minutes: 0 };
  const [begin, over] = [laterBy(from, by, zone), laterBy(to, by, zone)];
  return { when: "from-to", start: toLocalInput(begin), end: toLocalInput(over) };
}

function series(session: SessionOf<"repeated">, now: number): Times {
  const { zone, from, to, except, also } = session;
  const today = dateAt(now, zone);
  const rule = readRule(session.rule);
  let [firstDay, lastDay] = [session.firstDay, rule.lastDay ?? session.firstDay];
  while (firstDay <= today) {
    const by = rule.repeats === "month" ? { months: 1 } : { days: STEP_DAYS.series };
    [firstDay, lastDay] = [laterDate(firstDay, by), laterDate(lastDay, by)];
  }
  const ahead = (days: readonly string[]): readonly string[] => days.filter((day) => day > today);
  const days = { except: ahead(except), also: ahead(also) };
  return { when: "repeated", zone, from, to, ...days, ...rule, firstDay, lastDay };
}

/** What the form's own fields say of a rule; one that they cannot say stays a rule. */
function readRule(rule: string): Times {
  const [days = "", ...end] = rule.split(/;(?=COUNT=|UNTIL=\d{8}$)/);
  const [, count] = /^COUNT=(\d+)$/.exec(end[0] ?? "") ?? [];
  const [, year, month, day] = /^UNTIL=(\d{4})(\d\d)(\d\d)$/.exec(end[0] ?? "") ?? [];
  const [pattern, byDay] = days.split(/;BYDAY=(?=[A-Z,]+$)/);
  const weekdays = byDay?.split(",") ?? [];
  const known = (Object.keys(RULES) as (keyof typeof RULES)[]).find(
    (repeats) => RULES[repeats] === pattern,
  );
  const weekly = known === "week" || known === "two-weeks";
  const named = weekdays.every((name) => WEEKDAYS.some(({ value }) => value === name));
  if (known === undefined || weekly !== weekdays.length > 0 || !named || end.length > 1)
    return { repeats: "rule", rule };
  const common = { repeats: known, ...(weekly && { weekdays }) };
  if (count !== undefined) return { ...common, ends: "count", count: Number(count) };
  if (day !== undefined) return { ...common, ends: "until", lastDay: `${year}-${month}-${day}` };
  return end.length === 0 ? { ...common, ends: "never" } : { repeats: "rule", rule };
}
