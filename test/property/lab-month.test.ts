import { expect, test } from "vitest";
import { simulateMonth, type Month } from "../support/lab-month.ts";
import { describePostgres } from "../support/store-engines.ts";

// A lab of 500 hosts for a month: people book, extend, move, cancel and do not come; hosts fail, removals take
// long, the daemon is away for hours. After every event all that must hold is looked at in the store itself.
// LABWRIGHT_MONTHS runs that many seeds, with LABWRIGHT_MONTH_EVENTS events each.

const MONTHS = Number(process.env["LABWRIGHT_MONTHS"] ?? 1);
const EVENTS = Number(process.env["LABWRIGHT_MONTH_EVENTS"] ?? 100);

const seeds = Array.from({ length: MONTHS }, (_, index) => index + 1);

function expectMonth(month: Month, events: number): void {
  console.log(JSON.stringify(month));
  // Otherwise it proves nothing.
  expect(month.booked).toBeGreaterThan(events / 5);
  expect(month.started).toBeGreaterThan(0);
  expect(month.faults).toBeGreaterThan(0);
  expect(month.checks).toBeGreaterThan(events);
}

test.each(seeds)(
  "seed %i",
  async (seed) => expectMonth(await simulateMonth({ seed, hosts: 500, events: EVENTS }), EVENTS),
  3_600_000,
);

// The same where several daemons could share it: each question goes over a socket, so fewer of them.
const FEWER = Math.ceil(EVENTS / 4);

describePostgres("a month", (engine) => {
  test.each(seeds)(
    "seed %i",
    async (seed) => {
      const store = await engine.open();
      expectMonth(await simulateMonth({ seed, hosts: 500, events: FEWER, store }), FEWER);
    },
    3_600_000,
  );
});
