import type { Booking } from "../../shared/protocol/reservation.ts";
import { taskMinutes, type SessionOf } from "../../shared/schedule/session.ts";
import { WEEKDAYS } from "./booking-form.ts";
import { SUNDAY_FIRST } from "./booking-session.ts";
import { lengthWords } from "./lengths.ts";

/**
 * What was agreed when it was booked, as far as that is out of the ordinary: a word and what it says. Of several
 * designs, `variant` is the one that has this time.
 */
export function bookingWords(
  booking: Pick<Booking, "session" | "designs" | "noShowMinutes" | "heartbeatMinutes">,
  variant: number | null,
): readonly (readonly [string, string | null])[] {
  const { session, designs, noShowMinutes, heartbeatMinutes } = booking;
  return [
    ["Design", designs.length > 1 && variant !== null ? (designs[variant] ?? null) : null],
    ["Task", session.type === "until-task" ? taskWords(session) : null],
    ["Turns", session.type === "turns" ? turnWords(session.slotMinutes, designs) : null],
    ["Hours", session.type === "office-hours" ? hoursWords(session, designs) : null],
    ["If away", awayWords(noShowMinutes, heartbeatMinutes)],
  ];
}

function taskWords(session: SessionOf<"until-task">): string {
  const { low, expected, high } = taskMinutes(session);
  if (low === high) return session.task;
  return `${session.task}; mostly ${lengthWords(expected)}, ${lengthWords(low)} to ${lengthWords(high)}`;
}

function turnWords(minutes: number, designs: readonly string[]): string {
  return `${designs.join(", ")}; ${lengthWords(minutes)} each`;
}

function hoursWords(
  { days, from, to, zone }: SessionOf<"office-hours">,
  [office, otherwise]: readonly string[],
): string {
  return `${office} ${daysWords(days)} ${from}–${to} (${zone}), else ${otherwise ?? office}`;
}

/** `Mon–Fri`, `Mon, Wed`; days count from Sunday. */
function daysWords(days: readonly number[]): string {
  const isOne = WEEKDAYS.map(({ value }) => days.includes(SUNDAY_FIRST.indexOf(value)));
  const [first, last] = [isOne.indexOf(true), isOne.lastIndexOf(true)];
  const named = WEEKDAYS.flatMap(({ label }, index) => (isOne[index] === true ? [label] : []));
  const isRow = named.length > 2 && named.length === last - first + 1;
  return isRow ? `${named[0]}–${named.at(-1)}` : named.join(", ");
}

function awayWords(noShow: number | null, heartbeat: number | null): string | null {
  const words = [
    ...(noShow === null ? [] : [`released if nobody comes in ${lengthWords(noShow)}`]),
    ...(heartbeat === null ? [] : [`released if its user is away ${lengthWords(heartbeat)}`]),
  ];
  return words.length === 0 ? null : words.join("; ");
}
