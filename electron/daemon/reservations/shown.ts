import { fromInstant, toInstant } from "../../../shared/base/clock.ts";
import type { CalendarEntry } from "../../../shared/protocol/reservation.ts";
import { isLapsed } from "../../../shared/reservations/times-there.ts";
import type { Window } from "../../../shared/schedule/window.ts";

/** Whose things may be named to an asker: their tenant's, and to a lab admin everybody's. */
export interface Asker {
  readonly tenant: string;
  readonly seesAll: boolean;
}

/** Of one's own tenant everything may be known, and to lab admins everything of everybody. */
export function maySee(
  { tenant, seesAll }: Asker,
  entry: { readonly tenant: string | null },
): boolean {
  return seesAll || entry.tenant === tenant;
}

/** What has lapsed holds nothing: nobody but its own tenant is told of it, lab admins neither. */
export function isTold(
  { tenant }: Pick<Asker, "tenant">,
  entry: Pick<CalendarEntry, "tenant" | "state">,
): boolean {
  return entry.tenant === tenant || !isLapsed(entry);
}

/** Of somebody else's only when it is busy: not what it is, how large, how urgent, nor where. */
export function shownTo(asker: Asker): (entry: CalendarEntry) => CalendarEntry {
  return (entry) => (maySee(asker, entry) ? entry : busy(entry.hold));
}

/** Of those that wait, the place in the queue and the time that is wanted. */
export function queuedTo(asker: Asker): (entry: CalendarEntry) => CalendarEntry {
  return (entry) => (maySee(asker, entry) ? entry : { ...busy(entry.window), state: "queued" });
}

/**
 * What is on one host or at one site: one's own, and when others have something of it. Theirs are melted into one busy
 * time where they touch, so that it cannot be told how many they are; `hosts` are the ones that are told with it.
 */
export function shownInPlace(
  entries: readonly CalendarEntry[],
  hosts: readonly string[],
  asker: Asker,
): CalendarEntry[] {
  const others = entries.filter((entry) => !maySee(asker, entry)).map(({ hold }) => hold);
  const own = entries.filter((entry) => maySee(asker, entry));
  const spans = melted(others).map((hold) => Object.assign(busy(hold), { hosts: [...hosts] }));
  return [...own, ...spans].sort((a, b) => (a.window.start < b.window.start ? -1 : 1));
}

function busy(hold: Window): CalendarEntry {
  return {
    reservation: null,
    booking: null,
    name: null,
    tenant: null,
    owner: null,
    state: "booked",
    window: hold,
    hold,
    machines: null,
    cores: null,
    hosts: [],
    priority: null,
    preemptible: null,
  };
}

/** Windows that overlap or touch as one. */
export function melted(windows: readonly Window[]): readonly Window[] {
  const sorted = windows
    .map(({ start, end }) => ({ start: fromInstant(start), end: fromInstant(end) }))
    .sort((a, b) => a.start - b.start);
  const spans: { start: number; end: number }[] = [];
  for (const one of sorted) {
    const last = spans.at(-1);
    if (last === undefined || one.start > last.end) spans.push(one);
    else last.end = Math.max(last.end, one.end);
  }
  return spans.map(({ start, end }) => ({ start: toInstant(start), end: toInstant(end) }));
}
