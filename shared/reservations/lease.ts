import type { Reservation } from "../protocol/reservation.ts";
import { hardEndOf, type Margins } from "../schedule/hold.ts";

/** What time alone brings about. */
export type Deed = "start" | "warn" | "grace" | "end" | "no-show" | "expire";

/** All that says when something is to be done with a reservation. */
export interface Lease extends Pick<Reservation, "state" | "window" | "hold"> {
  readonly movableUntil: string | null;
  readonly seenAt: string | null;
  readonly warned: number;
  readonly margins: Margins;
  readonly noShowMinutes: number | null;
  readonly heartbeatMinutes: number | null;
}

export interface DueDeed {
  readonly at: number;
  readonly deed: Deed;
}

const MINUTE = 60_000;
/** Before the end, in minutes; the one after them is given at the end, when the grace begins. */
export const WARNINGS = [15, 5] as const;

/** How many of the warnings of an end have come due by now. */
export function warningsDue(end: number, now: number): number {
  return WARNINGS.filter((minutes) => end - minutes * MINUTE <= now).length;
}

/** The next thing that has to be done with a reservation, and when; null when nothing is by time alone. */
export function nextDeed(lease: Lease): DueDeed | null {
  switch (lease.state) {
    case "asked":
      return { at: Date.parse(lease.window.start), deed: "expire" };
    case "queued":
      return { at: latestStart(lease), deed: "expire" };
    case "booked":
      return { at: Date.parse(lease.hold.start), deed: "start" };
    case "running":
      return firstOf(runningDeeds(lease));
    case "ending":
    case "done":
    case "cancelled":
    case "refused":
    case "expired":
    case "no-show":
    case "pulled-back":
      return null;
  }
}

/** Until when one that queues can still be booked as it was asked for. */
function latestStart({ window, movableUntil }: Lease): number {
  if (movableUntil === null) return Date.parse(window.start);
  return Date.parse(movableUntil) - (Date.parse(window.end) - Date.parse(window.start));
}

function runningDeeds(lease: Lease): readonly DueDeed[] {
  const end = Date.parse(lease.window.end);
  const deeds: DueDeed[] = [{ at: hardEndOf(lease.window, lease.margins), deed: "end" }];
  const minutes = WARNINGS[lease.warned];
  if (minutes !== undefined) deeds.push({ at: end - minutes * MINUTE, deed: "warn" });
  else if (lease.warned === WARNINGS.length) deeds.push({ at: end, deed: "grace" });
  const away = awaySince(lease);
  if (away !== null) deeds.push({ at: away, deed: "no-show" });
  return deeds;
}

/** When it is given up because nobody has come, or because nobody was heard of any more. */
function awaySince({ window, seenAt, noShowMinutes, heartbeatMinutes }: Lease): number | null {
  const begin = Date.parse(window.start);
  if (seenAt === null) return noShowMinutes === null ? null : begin + noShowMinutes * MINUTE;
  if (heartbeatMinutes === null) return null;
  return Math.max(begin, Date.parse(seenAt)) + heartbeatMinutes * MINUTE;
}

/** The earliest; of those at the same instant the one that ends it. */
function firstOf(deeds: readonly DueDeed[]): DueDeed | null {
  return deeds.reduce<DueDeed | null>(
    (first, deed) => (first === null || deed.at < first.at ? deed : first),
    null,
  );
}
