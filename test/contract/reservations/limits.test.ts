import { expect, test } from "vitest";
import {
  extendReservation,
  moveReservation,
} from "../../../electron/daemon/reservations/change.ts";
import { cancelReservation } from "../../../electron/daemon/reservations/end.ts";
import { planBooking } from "../../../electron/daemon/reservations/plan-booking.ts";
import { ruleSchema } from "../../../shared/pricing/engine/schema/rule.ts";
import { faultSentence } from "../../../shared/base/fault.ts";
import { quotaSchema } from "../../../shared/protocol/reservation.ts";
import {
  at,
  booked,
  bookOne,
  labOf,
  only,
  request,
  stateOf,
} from "../../support/calendar-steps.ts";
import { valueOf } from "../../support/store-fixtures.ts";
import { flatBook } from "../../support/flat-book.ts";

// Limits of money. The rates are the starter's; what an hour costs is asked, not written here.

async function costOf(lab: Awaited<ReturnType<typeof labOf>>, hours: number): Promise<number> {
  const asker = { tenant: "acme", user: "ada", seesAll: false };
  const plan = valueOf(await planBooking(lab.context(), request(9, 9 + hours), asker));
  return Number(plan.total);
}

test("a booking beyond a tenant's money is refused with numbers, and one that just fits is not", async () => {
  const lab = await labOf(4);
  const cost = await costOf(lab, 10);
  expect(cost).toBeGreaterThan(0);
  const money = (2 * cost).toFixed(6);
  await lab.store.putQuota(quotaSchema.parse({ tenant: "acme", user: null, money }));
  valueOf(await booked(lab, request(9, 19)));
  const second = valueOf(await booked(lab, request(9, 19), "acme", "bob"));
  const third = await booked(lab, request(9, 10));
  const month = at(9).slice(0, 7);
  expect(third.ok ? null : third.error).toMatchObject({
    code: "money-exceeded",
    parameters: { month, limit: money, whose: "tenant acme" },
  });
  // Told before it is tried, too; another tenant has no such limit.
  const asker = { tenant: "acme", user: "ada", seesAll: false };
  const plan = valueOf(await planBooking(lab.context(), request(9, 10), asker));
  expect(plan.quota?.code).toBe("money-exceeded");
  valueOf(await booked(lab, request(9, 10), "other"));
  // What is cancelled is not spent.
  valueOf(await cancelReservation(lab.context(), await only(lab, second), "one"));
  valueOf(await booked(lab, request(9, 19)));
});

test("one user's limit, also when something lasts longer, and never for what is less", async () => {
  const lab = await labOf(4);
  const money = (await costOf(lab, 3)).toFixed(6);
  await lab.store.putQuota(quotaSchema.parse({ tenant: "acme", user: "ada", money }));
  const mine = await bookOne(lab, request(9, 11));
  valueOf(await booked(lab, request(9, 19), "acme", "bob"));
  const longer = await extendReservation(lab.context(), mine, at(13));
  expect(longer.ok ? null : longer.error.code).toBe("money-exceeded");
  // Ids are for nobody to read.
  expect(longer.ok ? "" : faultSentence(longer.error)).toContain("and its user may spend");
  valueOf(await extendReservation(lab.context(), mine, at(12)));
  const now = (await lab.store.reservation(mine.reservation.id))!;
  valueOf(await moveReservation(lab.context(), now, { start: at(20), end: at(21) }));
  const again = await booked(lab, request(9, 11));
  expect(again.ok).toBe(true);
  expect(await stateOf(lab, mine)).toBe("booked");
});

test("what lasts over a month's end counts in each month by its share", async () => {
  const lab = await labOf(4);
  // The first of December begins 192 hours after Monday, the 23rd of November.
  const end = 8 * 24;
  const money = (await costOf(lab, 12)).toFixed(6);
  await lab.store.putQuota(quotaSchema.parse({ tenant: "acme", user: null, money }));
  const margins = { setUp: 0, grace: 0, wipe: 0 };
  valueOf(await booked(lab, request(end - 10, end + 10, { margins })));
  valueOf(await booked(lab, request(end + 12, end + 13, { margins })));
  const beyond = await booked(lab, request(end + 20, end + 24, { margins }));
  expect(beyond.ok ? null : beyond.error).toMatchObject({
    code: "money-exceeded",
    parameters: { month: "2026-12" },
  });
});

test("a series is priced as one: its times fill the bands of a month together", async () => {
  const lab = await labOf(4);
  const bands = [{ upTo: "20", unit: "2" }, { unit: "1" }];
  const hours = { id: "hours", kind: "usage", meter: "instance" } as const;
  await lab.store.putPriceBook({
    ...flatBook(),
    revision: 2,
    effectiveFrom: "2020-01-01T00:00:00.000Z",
    rules: [ruleSchema.parse({ ...hours, pricing: { shape: "graduated", bands } })],
  });
  const session = {
    type: "repeated",
    zone: "UTC",
    firstDay: "2026-11-23",
    from: "08:00",
    to: "18:00",
    rule: "FREQ=DAILY;COUNT=5",
  };
  const asker = { tenant: "acme", user: "ada", seesAll: false };
  const asked = request(0, 1, { session, copies: 2 });
  const plan = valueOf(await planBooking(lab.context(), asked, asker));
  // Each time by itself: 2 × 10 h at 2. All together: 20 h at 2, and 80 h at 1.
  expect(plan.slots.map(({ cost }) => Number(cost))).toEqual([40, 40, 40, 40, 40]);
  expect(Number(plan.total)).toBe(120);
  const single = valueOf(await planBooking(lab.context(), request(9, 19), asker));
  expect([single.total, Number(single.slots[0]?.cost)]).toEqual([single.slots[0]?.cost, 20]);
});
