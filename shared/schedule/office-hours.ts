import { Temporal } from "temporal-polyfill";
import type { SessionOf } from "./session.ts";
import type { Span } from "./repetition.ts";
import { wallAt, wallSpan } from "./wall-clock.ts";

export interface VariantSpan extends Span {
  /** 0: the design for office hours; 1: the one for all other times. */
  readonly variant: number;
}

/** Cuts a time into office hours and the rest. The pieces touch, and together they are the whole of it. */
export function officeHours(session: SessionOf<"office-hours">): readonly VariantSpan[] {
  const [start, end] = [Date.parse(session.start), Date.parse(session.end)];
  const pieces: VariantSpan[] = [];
  let reached = start;
  const add = (until: number, variant: number): void => {
    const to = Math.min(until, end);
    if (to > reached) pieces.push({ start: reached, end: to, variant });
    reached = Math.max(reached, to);
  };
  for (const day of officeDays(session)) {
    const office = wallSpan(day, session);
    add(office.start, 1);
    add(office.end, 0);
  }
  add(end, 1);
  return pieces;
}

/** The working days that a part of it may be on. */
function officeDays(session: SessionOf<"office-hours">): readonly Temporal.PlainDate[] {
  const { zone, days, holidays } = session;
  const last = wallAt(Date.parse(session.end), zone).toPlainDate();
  const list: Temporal.PlainDate[] = [];
  for (
    let day = wallAt(Date.parse(session.start), zone).toPlainDate();
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  )
    // Temporal counts Sunday as 7.
    if (days.includes(day.dayOfWeek % 7) && !holidays.includes(day.toString())) list.push(day);
  return list;
}
