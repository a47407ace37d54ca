import type {
  CalendarEntry,
  Conflict,
  Offer,
  ReservationState,
} from "../../shared/protocol/reservation.ts";
import { becameWords } from "../../shared/reservations/ended.ts";
import { withoutCopy } from "../../shared/reservations/shared-name.ts";
import { heldWords } from "../../shared/reservations/resource-words.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { productName } from "../store/reference.ts";
import { reasonWords } from "../ui/fault-words.ts";

export const STATE_WORDS: Readonly<Record<ReservationState, string>> = {
  asked: "Waits for approval",
  queued: "In the queue",
  booked: "Booked",
  running: "Running",
  ending: "Ending",
  done: "Done",
  cancelled: "Cancelled",
  refused: "Not approved",
  expired: "Expired",
  "no-show": "Nobody came",
  "pulled-back": "Taken back",
};

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    formats.set(key, known);
  }
  return known;
}

const DATE = { weekday: "short", day: "numeric", month: "short" } as const;
const HOUR = 3_600_000;
const TIME = { hour: "2-digit", minute: "2-digit" } as const;

/** `Mon 23 Nov` as the zone has it. */
export function dayWords(milliseconds: number, zone: string): string {
  return format(zone, DATE).format(milliseconds).replace(",", "");
}

/** `November 2026`. */
export function monthWords(milliseconds: number, zone: string): string {
  return format(zone, { month: "long", year: "numeric" }).format(milliseconds);
}

/** `09:00`; of the hour that clocks show twice, by which of them: `02:30 CEST`. */
export function timeWords(milliseconds: number, zone: string): string {
  const clock = format(zone, TIME);
  const words = clock.format(milliseconds);
  const isTwice = [-HOUR, HOUR].some((by) => clock.format(milliseconds + by) === words);
  return isTwice ? format(zone, { ...TIME, timeZoneName: "short" }).format(milliseconds) : words;
}

/** `Mon 23 Nov 09:00–11:00`, or with both days where it goes on to another. */
export function windowWords({ start, end }: Window, zone: string): string {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const [first, last] = [dayWords(from, zone), dayWords(to, zone)];
  const until = first === last ? timeWords(to, zone) : `${last} ${timeWords(to, zone)}`;
  return `${first} ${timeWords(from, zone)}–${until}`;
}

/** `Berlin (GMT+1)` at an instant: short, for a place where the whole name is not read. */
export function zoneWords(zone: string, at: number): string {
  const parts = format(zone, { timeZoneName: "shortOffset" }).formatToParts(at);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value;
  const place = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  return offset === undefined || offset === zone ? zone : `${place} (${offset})`;
}

/** What became of it, when and why, in sentences; nothing while nothing is to be told. */
export function becameWordsIn(
  entry: Pick<CalendarEntry, "state" | "ended" | "reason">,
  zone: string,
): string {
  return becameWords(entry, {
    time: (at) => momentWords(Date.parse(at), zone),
    reason: (reason) => reasonWords(reason, zone),
  });
}

/** `Mon 23 Nov 09:00`. */
function momentWords(milliseconds: number, zone: string): string {
  return `${dayWords(milliseconds, zone)} ${timeWords(milliseconds, zone)}`;
}

/** What a reservation is called where its day is seen: without the day that a series puts behind the name. */
export function shownName(name: string | null): string {
  return name?.replace(/ · \d{4}-\d{2}-\d{2}/, "") ?? "Held";
}

/** `1/8` of what is one of several copies at one time: it is read where the name is cut off. */
export function copyWords(name: string): string | null {
  const [, copy, copies] = / · (\d+) of (\d+)$/.exec(name) ?? [];
  return copy === undefined ? null : `${copy}/${copies}`;
}

/** More are counted. */
const HOLDERS = 3;

/** Who has what, until when: a line for each resource. Whoever has it at one time is named together. */
export function conflictWords(
  conflict: Conflict,
  zone: string,
  personName: (id: string) => string,
): string {
  const who = holderWords(conflict.holders, zone, personName);
  const others = conflict.others === 0 ? "" : `; and ${conflict.others} more`;
  return `${heldWords(conflict, productName)} by ${who}${others}`;
}

/** Who is taken back, or ends sooner, for something more urgent. */
export function givesWayWords(
  holders: Conflict["holders"],
  zone: string,
  personName: (id: string) => string,
): string {
  return `Less urgent, and gives way: ${holderWords(holders, zone, personName)}`;
}

function holderWords(
  holders: Conflict["holders"],
  zone: string,
  personName: (id: string) => string,
): string {
  const times = Map.groupBy(holders, ({ owner, window }) =>
    [owner === null ? "" : ` (${personName(owner)})`, windowWords(window, zone)].join(" ").trim(),
  );
  const who = [...times].map(([when, same]): string => {
    const names = [...new Set(same.map(({ name }) => withoutCopy(name) ?? "somebody else"))];
    const more = names.length - HOLDERS;
    const all = more <= 0 ? names : [...names.slice(0, HOLDERS), `${more} more`];
    return `${new Intl.ListFormat("en").format(all)} ${when}`;
  });
  return who.join("; ");
}

/** One that is taken where one books; what changes the design is done there. */
export type TakenOffer = Exclude<Offer, { type: "change" }>;

/** What a button does that takes an offer. */
export function offerWords(offer: TakenOffer, zone: string): string {
  switch (offer.type) {
    case "slot":
      return `Take ${windowWords(offer.window, zone)}`;
    case "hardware":
      return `Take ${offer.name} instead`;
    case "queue":
      return offer.ahead === 0 ? "Queue, first in line" : `Queue, ${offer.ahead} before it`;
    case "copies":
      return offer.copies === 1 ? "Take 1 copy" : `Take ${offer.copies} copies`;
  }
}
