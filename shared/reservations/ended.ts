import type { Instant } from "../base/clock.ts";
import { fault, type Fault } from "../base/fault.ts";
import type { WireFault } from "../base/wire-fault.ts";
import { fromWireFault } from "../protocol/errors.ts";
import type {
  CalendarEntry,
  Ended,
  Reservation,
  ReservationState,
} from "../protocol/reservation.ts";
import { isLapsed } from "./times-there.ts";

/** What takes away what had begun already. */
const TAKEN: ReadonlySet<string> = new Set(["pulled-back", "taken-by-urgent"]);
/** What ends sooner what had begun already; all other reasons tell of what was before. */
const EARLY: ReadonlySet<string> = new Set([
  ...TAKEN,
  "released-early",
  "budget-spent",
  "contract-over",
]);

type Ending = Pick<Reservation, "state" | "window" | "reason" | "updatedAt">;

/** When a reservation ended, or was off, and why; null while it is neither. */
export function endedOf({ state, window, reason, updatedAt }: Ending): Ended | null {
  if (state === "no-show" || isOff({ state })) return { at: updatedAt, reason };
  if (state !== "ending" && state !== "done") return null;
  const over = updatedAt < window.end ? updatedAt : window.end;
  if (reason !== null && EARLY.has(reason.code)) {
    const { at } = reason.parameters;
    return { at: typeof at === "string" ? at : over, reason };
  }
  // Before that was noted, only its time told of it.
  return { at: over, reason: over < window.end ? earlyFault(over) : null };
}

/**
 * Why something that runs ends at an instant: for the reason that is given, else because it is released before its time
 * is over; null where its time is over. What is taken back already ends for that, whenever its people leave.
 */
export function whyEnding(
  { window, reason }: Pick<Reservation, "window" | "reason">,
  at: Instant,
  given?: WireFault | null,
): WireFault | null {
  if (given !== undefined && given !== null)
    return { ...given, parameters: { ...given.parameters, at } };
  if (at >= window.end) return reason;
  if (reason !== null && TAKEN.has(reason.code))
    return { ...reason, parameters: { ...reason.parameters, at } };
  return earlyFault(at);
}

function earlyFault(at: Instant): Fault {
  return fault("released-early", { at });
}

/** It never began. */
function isOff({ state }: { readonly state: ReservationState }): boolean {
  return state === "cancelled" || isLapsed({ state });
}

interface Words {
  readonly time: (at: Instant) => string;
  /** In sentences. */
  readonly reason: (reason: Fault) => string;
}

/** `Ended Mon 23 Nov 10:30. Nobody used it for 30 minutes.` Nothing while it has not. */
export function endedWords(
  { state, ended }: Pick<CalendarEntry, "state" | "ended">,
  words: Words,
): string {
  if (ended === undefined) return "";
  const { at, reason } = ended;
  if (isOff({ state })) {
    const why = reason === null ? "" : ` ${words.reason(fromWireFault(reason))}`;
    return `Off since ${words.time(at)}.${why}`;
  }
  const why = reason === null ? "Its time was over." : words.reason(fromWireFault(reason));
  return `Ended ${words.time(at)}. ${why}`;
}

/** All that is told of what became of it: when and why it ended, and what was before that; nothing, else. */
export function becameWords(
  entry: Pick<CalendarEntry, "state" | "ended" | "reason">,
  words: Words,
): string {
  const { ended, reason } = entry;
  const isToldAlready = ended !== undefined && ended.reason?.code === reason?.code;
  const before = reason === undefined || isToldAlready ? "" : words.reason(fromWireFault(reason));
  return [endedWords(entry, words), before].filter((text) => text !== "").join(" ");
}
