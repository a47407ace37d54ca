import { bookingRequestSchema, type BookingRequest } from "../../shared/protocol/reservation.ts";
import { MONDAY, wholeHosts } from "./calendar-lab.ts";

// 64 clients want the last host at the same time, again and again, each through all of the booking.
// LABWRIGHT_RACES sets how many times; the promise is one winner in each of 1,000.

export const ROUNDS = Number(process.env["LABWRIGHT_RACES"] ?? 3);
export const CLIENTS = 64;
/** Milliseconds, on a machine that has little time for it. */
export const PATIENCE = 120_000 + ROUNDS * 20_000;
const HOUR = 3_600_000;
const design = wholeHosts(1);

/** What everybody wants in one round: the one host, in an hour of its own. */
export function wanted(round: number, pool: string, from = MONDAY): BookingRequest {
  return bookingRequestSchema.parse({
    name: "the last one",
    pool,
    designs: [design],
    session: {
      type: "from-to",
      start: new Date(from + (round + 1) * HOUR).toISOString(),
      end: new Date(from + (round + 2) * HOUR).toISOString(),
    },
    margins: { setUp: 0, grace: 0, wipe: 0 },
  });
}

/** What is wrong with the outcomes of a round, or nothing: one wins, the others hear that it is taken. */
export function wrongWith(outcomes: readonly string[]): readonly string[] {
  const winners = outcomes.filter((outcome) => outcome === "won").length;
  const strange = outcomes.filter((outcome) => !EXPECTED.has(outcome));
  return [...(winners === 1 ? [] : [`${winners} won`]), ...strange];
}

/** It is taken, or somebody was faster. */
const EXPECTED: ReadonlySet<string> = new Set(["won", "slots-taken", "double-booking"]);
