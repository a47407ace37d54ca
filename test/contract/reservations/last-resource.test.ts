import { expect, test } from "vitest";
import { book } from "../../../electron/daemon/reservations/book.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import { openCalendarLab } from "../../support/calendar-lab.ts";
import { CLIENTS, PATIENCE, ROUNDS, wanted, wrongWith } from "../../support/race.ts";
import { describeStores } from "../../support/store-engines.ts";

/** All of a daemon's booking, for 64 at once, on a store; the host is given back in every hundredth round. */
async function races(store: Store): Promise<void> {
  const lab = await openCalendarLab(1, { store });
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const request = wanted(round, "lab");
      const outcomes = await Promise.all(
        Array.from({ length: CLIENTS }, async (_, client) => {
          const made = await book(lab.context(), {
            tenant: client % 2 === 0 ? "acme" : "other",
            user: `user-${client}`,
            request,
            idempotencyKey: `round ${round} client ${client}`,
          });
          return made.ok ? "won" : made.error.code;
        }),
      );
      expect(wrongWith(outcomes)).toEqual([]);
    }
    expect(await store.poolClaims("lab")).toHaveLength(ROUNDS);
    const all = await store.reservations({ states: ["booked"] });
    expect(new Set(all.map(({ hold }) => hold.start)).size).toBe(ROUNDS);
    expect(all).toHaveLength(ROUNDS);
  } finally {
    await lab.close();
  }
}

describeStores("64 clients race for the last host", (engine) => {
  test("one wins, each time", async () => races(await engine.open()), PATIENCE);
});
