import type { EventBody } from "../protocol/event.ts";
import { ended, faultReason } from "../base/fault.ts";
import { fromWireFault } from "../protocol/errors.ts";
import type { Notice, Reservation } from "../protocol/reservation.ts";

/** What a notice says of a reservation, after its name; its reason follows where it has one. */
export const NOTICE_WORDS = {
  booked: "booked",
  queued: "waits for room",
  served: "there is room now, and it is booked",
  "approval-needed": "waits for approval",
  approved: "approved",
  refused: "not approved",
  started: "begins",
  "ends-soon": "ends soon",
  "in-grace": "its time is over, it is removed shortly",
  ended: "ended",
  extended: "lasts longer",
  moved: "moved to another time",
  cancelled: "cancelled",
  expired: "came to nothing",
  "no-show": "released early",
  "pulled-back": "taken back by the lab",
  replanned: "moved to other machines",
  delayed: "begins later, its machines are still in use",
} as const satisfies Record<Notice, string>;

/** What stays the reason of a reservation, and is told when it comes to be, and not with all that comes after it. */
const ONLY_WITH: Readonly<Record<string, Notice>> = {
  "moved-machines": "replanned",
  approved: "approved",
};

/** The reason that is told with a notice, in sentences. */
export function noticeReason(
  notice: Notice | null,
  { reason }: Pick<Reservation, "reason">,
): string {
  if (reason === null) return "";
  const only = ONLY_WITH[reason.code];
  if (only !== undefined && only !== notice) return "";
  return faultReason(fromWireFault(reason));
}

/** What is said to whoever loses machines that the lab takes back, in sentences or nothing; null: it does not. */
export function whyTakenBack(reason: Reservation["reason"]): string | null {
  if (reason?.code === "pulled-back") return ended(String(reason.parameters["note"] ?? ""));
  return reason?.code === "taken-by-urgent" ? faultReason(fromWireFault(reason)) : null;
}

/** `Course (5 times) waits for approval`. */
export function approvalText({
  name,
  times,
}: Pick<Extract<EventBody, { type: "lab-approval" }>, "name" | "times">): string {
  return `${name}${times === 1 ? "" : ` (${times} times)`} ${NOTICE_WORDS["approval-needed"]}`;
}
