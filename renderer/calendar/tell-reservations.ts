import { faultText } from "../../shared/base/fault.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import type { Notice } from "../../shared/protocol/reservation.ts";
import { NOTICE_WORDS } from "../../shared/reservations/notice-words.ts";
import { say } from "../commands/notify.ts";
import { newerEvents } from "../live/newer-events.ts";
import { hasRole } from "../live/role.ts";
import { useLive } from "../live/state.ts";
import { shownName } from "./words.ts";

/** What others, or time, did to somebody's reservation; one's own doing is answered where it was done. */
const TOLD: ReadonlySet<Notice | null> = new Set<Notice>([
  "approved",
  "refused",
  "ends-soon",
  "in-grace",
  "expired",
  "no-show",
  "pulled-back",
  "replanned",
  "delayed",
]);

/** Says what became of one's own reservations, wherever in the window one is. Returns how to stop. */
export function tellReservations(): () => void {
  return useLive.subscribe((live, before) => {
    // Whoever decides such things is not told of them.
    if (live.connection.status !== "online" || hasRole(live, "lab-admin")) return;
    const { id } = live.connection.about.user;
    for (const words of reservationNews(newerEvents(live, before), id)) say(words, "Calendar");
  });
}

/** A line for each booking of somebody's: all times of a series are told as one. */
export function reservationNews(
  events: readonly LabwrightEvent[],
  owner: string,
): readonly string[] {
  const own = events.flatMap(({ body }) =>
    body.type === "reservation" && TOLD.has(body.notice) && body.reservation.owner === owner
      ? [body]
      : [],
  );
  const alike = Map.groupBy(own, ({ notice, reservation }) => `${notice} ${reservation.booking}`);
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined || first.notice === null) return [];
    const { name, reason } = first.reservation;
    const times = others.length === 0 ? "" : ` (${others.length + 1} times)`;
    const why = reason === null ? "" : ` ${faultText(fromWireFault(reason)).what}.`;
    return [`${shownName(name)}${times}: ${NOTICE_WORDS[first.notice]}.${why}`];
  });
}
