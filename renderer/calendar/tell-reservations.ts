import type { EventBody, LabwrightEvent } from "../../shared/protocol/event.ts";
import type { Notice } from "../../shared/protocol/reservation.ts";
import {
  approvalText,
  NOTICE_WORDS,
  noticeReason,
} from "../../shared/reservations/notice-words.ts";
import { manyWords, sharedName } from "../../shared/reservations/shared-name.ts";
import { say } from "../commands/notify.ts";
import { newerEvents } from "../live/newer-events.ts";
import { hasRole } from "../live/role.ts";
import { useLive } from "../live/state.ts";
import { ownZone } from "./days.ts";
import { shownName, timeWords } from "./words.ts";

/** What others, or time, did to somebody's reservation; one's own doing is answered where it was done. */
const TOLD: ReadonlySet<Notice | null> = new Set<Notice>([
  "approved",
  "refused",
  "served",
  "ends-soon",
  "in-grace",
  "expired",
  "no-show",
  "pulled-back",
  "replanned",
  "delayed",
]);

/** What lab admins decide, who are not told of it. */
const DECIDED: ReadonlySet<string> = new Set(["approved", "refused", "pulled-back"]);

/** Who is told. */
interface Person {
  readonly id: string;
  /** As a lab admin, about approvals and what is taken back. */
  readonly decides: boolean;
}

/** Says what became of one's own reservations, wherever in the window one is. Returns how to stop. */
export function tellReservations(): () => void {
  return useLive.subscribe((live, before) => {
    if (live.connection.status !== "online") return;
    const { id } = live.connection.about.user;
    const person = { id, decides: hasRole(live, "lab-admin") };
    for (const words of reservationNews(newerEvents(live, before), person, ownZone()))
      say(words, "Calendar");
  });
}

/** What is said of somebody's reservations, and what a lab admin is asked. */
export function reservationNews(
  events: readonly LabwrightEvent[],
  person: Person,
  zone: string,
): readonly string[] {
  return [...ownNews(events, person, zone), ...approvalNews(events, person)];
}

/** What waits for a lab admin, of all tenants. */
function approvalNews(events: readonly LabwrightEvent[], { id, decides }: Person): string[] {
  return events.flatMap(({ body }) =>
    decides && body.type === "lab-approval" && body.owner !== id
      ? [`${approvalText(body)}. Decide under Calendar, Waiting.`]
      : [],
  );
}

/** A line for each booking of somebody's: all times of a series are told as one. */
function ownNews(
  events: readonly LabwrightEvent[],
  person: Person,
  zone: string,
): readonly string[] {
  const own = events.flatMap(({ body }) =>
    body.type === "reservation" && isTold(body, person) ? [body] : [],
  );
  const alike = Map.groupBy(own, ({ notice, reservation }) => `${notice} ${reservation.booking}`);
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined || first.notice === null) return [];
    const all = [first, ...others].map(({ reservation }) => reservation);
    const name = sharedName(all.map((one) => one.name));
    const times = manyWords(all);
    const what = `${shownName(name)}${times}: ${NOTICE_WORDS[first.notice]}.`;
    const why = noticeReason(first.notice, first.reservation);
    return [`${what}${why === "" ? "" : ` ${why}`}${endWords(first, zone)}`];
  });
}

type News = Extract<EventBody, { type: "reservation" }>;

function isTold({ notice, reservation: { owner, reason } }: News, person: Person): boolean {
  if (owner !== person.id) return false;
  // Whoever has just asked to wait knows it; whoever has lost machines does not.
  if (notice === "queued") return reason?.code !== "no-room-then";
  if (!TOLD.has(notice)) return false;
  // What gives way to somebody's booking, no admin has decided.
  const isDecided = DECIDED.has(notice ?? "") && reason?.code !== "taken-by-urgent";
  return !(person.decides && isDecided);
}

/** Until when one has what is about to be gone. */
function endWords({ notice, reservation: { state, window } }: News, zone: string): string {
  const isLast = notice === "ends-soon" || notice === "pulled-back";
  return isLast && state === "running"
    ? ` It ends at ${timeWords(Date.parse(window.end), zone)}.`
    : "";
}
