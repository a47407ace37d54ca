import { expect, test } from "vitest";
import { simulateMonth } from "../support/lab-month.ts";

// A lab of 500 hosts for a month: people book, extend, move, cancel and do not come; hosts fail, removals take
// long, the daemon is away for hours. After every event all that must hold is looked at in the store itself.
// LABWRIGHT_MONTHS runs that many seeds, with LABWRIGHT_MONTH_EVENTS events each.

const MONTHS = Number(process.env["LABWRIGHT_MONTHS"] ?? 1);
const EVENTS = Number(process.env["LABWRIGHT_MONTH_EVENTS"] ?? 100);

test.each(Array.from({ length: MONTHS }, (_, index) => index + 1))(
  "seed %i",
  async (seed) => {
    const month = await simulateMonth({ seed, hosts: 500, events: EVENTS });
    console.log(JSON.stringify(month));
    // Otherwise it proves nothing.
    expect(month.booked).toBeGreaterThan(EVENTS / 5);
    expect(month.started).toBeGreaterThan(0);
    expect(month.faults).toBeGreaterThan(0);
    expect(month.checks).toBeGreaterThan(EVENTS);
  },
  3_600_000,
);
