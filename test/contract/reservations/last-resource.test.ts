import { expect, test } from "vitest";
import { book } from "../../../electron/daemon/reservations/book.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import { bookingRequestSchema } from "../../../shared/protocol/reservation.ts";
import {
  MONDAY,
  openCalendarLab,
  wholeHosts,
  type CalendarLab,
} from "../../support/calendar-lab.ts";
import { describePostgres, describeStores } from "../../support/store-engines.ts";

// 64 clients want the last host at the same time, again and again, each through all of the booking.
// LABWRIGHT_RACES sets how many times; the promise is one winner in each of 1,000.

const ROUNDS = Number(process.env["LABWRIGHT_RACES"] ?? 3);
const CLIENTS = 64;
const design = wholeHosts(1);

/** One round: everybody asks for the one host in the same hour. Gives the outcomes. */
async function race(labs: readonly CalendarLab[], round: number): Promise<readonly string[]> {
  const start = new Date(MONDAY + (round + 1) * 3_600_000).toISOString();
  const end = new Date(MONDAY + (round + 2) * 3_600_000).toISOString();
  const request = bookingRequestSchema.parse({
    name: "the last one",
    pool: "lab",
    designs: [design],
    session: { type: "from-to", start, end },
    margins: { setUp: 0, grace: 0, wipe: 0 },
  });
  return Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      const lab = labs[client % labs.length]!;
      const user = `user-${client}`;
      const idempotencyKey = `round ${round} client ${client}`;
      const asked = { tenant: client % 2 === 0 ? "acme" : "other", user, request, idempotencyKey };
      const made = await book(lab.context(), asked);
      return made.ok ? "won" : made.error.code;
    }),
  );
}

async function races(stores: readonly Store[]): Promise<void> {
  const labs: CalendarLab[] = [];
  for (const [index, store] of stores.entries())
    labs.push(await openCalendarLab(1, { store, prepare: index === 0 }));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const outcomes = await race(labs, round);
      expect(outcomes.filter((outcome) => outcome === "won")).toHaveLength(1);
      // Everybody else is told that it is taken, or that somebody was faster; nobody gets anything else.
      const others = outcomes.filter((outcome) => outcome !== "won");
      expect(others.every((code) => code === "slots-taken" || code === "double-booking")).toBe(
        true,
      );
    }
    const held = await stores[0]!.poolClaims("lab");
    expect(held).toHaveLength(ROUNDS);
    const all = await stores.at(-1)!.reservations({ states: ["booked"] });
    expect(new Set(all.map(({ hold }) => hold.start)).size).toBe(ROUNDS);
    expect(all).toHaveLength(ROUNDS);
  } finally {
    for (const lab of labs) await lab.close();
  }
}

describeStores("64 clients race for the last host", (engine) => {
  test("one wins, each time", async () => {
    await races([await engine.open()]);
  }, 3_600_000);
});

describePostgres("64 clients at three daemons race for the last host", (engine) => {
  test("one wins, each time", async () => {
    const place = await engine.place();
    await races([await engine.open(place), await engine.open(place), await engine.open(place)]);
  }, 3_600_000);
});
