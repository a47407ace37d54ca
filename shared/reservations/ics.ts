import type { Instant } from "../base/clock.ts";
import { faultReason } from "../base/fault.ts";
import { fromWireFault } from "../protocol/errors.ts";
import type { Reservation, ReservationState } from "../protocol/reservation.ts";
import { timesThere } from "./times-there.ts";

/** Calendar programs take away what is cancelled, or strike it out. */
const STATUS: Partial<Record<ReservationState, "TENTATIVE" | "CONFIRMED" | "CANCELLED">> = {
  asked: "TENTATIVE",
  queued: "TENTATIVE",
  cancelled: "CANCELLED",
  refused: "CANCELLED",
  expired: "CANCELLED",
  "no-show": "CANCELLED",
  "pulled-back": "CANCELLED",
};

type Shown = Pick<
  Reservation,
  | "id"
  | "name"
  | "state"
  | "window"
  | "hold"
  | "pool"
  | "machines"
  | "cores"
  | "reason"
  | "updatedAt"
>;

/**
 * Reservations as an iCalendar file (RFC 5545). Each time is an event of its own in UTC, so that no calendar
 * program has to know our rules, or a zone's.
 */
export function icsOf(title: string, reservations: readonly Shown[], now: Instant): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Labwright//Reservations//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escape(title)}`,
    // How often calendar programs should look again.
    "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
    ...reservations.flatMap((reservation) => eventLines(reservation, now)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function eventLines(reservation: Shown, now: Instant): readonly string[] {
  const { id, name, state, pool, machines, cores, reason, updatedAt } = reservation;
  const { window } = timesThere(reservation);
  const size = `${machines} ${machines === 1 ? "machine" : "machines"}, ${cores} cores, ${state}`;
  const why = reason === null ? "" : `. ${faultReason(fromWireFault(reason))}`;
  return [
    "BEGIN:VEVENT",
    `UID:${id}@labwright`,
    `DTSTAMP:${stamp(now)}`,
    `LAST-MODIFIED:${stamp(updatedAt)}`,
    // Calendars show the newest of an event's versions; whole seconds are fine enough.
    `SEQUENCE:${Math.floor(Date.parse(updatedAt) / 1000) % 2 ** 31}`,
    `DTSTART:${stamp(window.start)}`,
    `DTEND:${stamp(window.end)}`,
    `SUMMARY:${escape(name)}`,
    `DESCRIPTION:${escape(`${size}${why}`)}`,
    `LOCATION:${escape(pool)}`,
    `STATUS:${STATUS[state] ?? "CONFIRMED"}`,
    "END:VEVENT",
  ];
}

/** `20261123T080000Z` */
function stamp(instant: Instant): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function escape(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll(/\r?\n|\r/g, "\\n")
    .replaceAll(/\p{Cc}/gu, "");
}

/** No line is longer than 75 bytes; none is cut within a character. */
function fold(line: string): string {
  const parts: string[] = [];
  let [part, bytes] = ["", 0];
  for (const character of line) {
    const size = bytesOf(character);
    if (bytes + size > 75) {
      parts.push(part);
      // The blank that tells of a continued line counts too.
      [part, bytes] = [" ", 1];
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join("\r\n");
}

/** In UTF-8. */
function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
