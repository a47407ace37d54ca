import { expect, test } from "vitest";
import { poolCalendar } from "../../../electron/daemon/reservations/calendar.ts";
import {
  decideBooking,
  finishReservation,
  pullBack,
} from "../../../electron/daemon/reservations/end.ts";
import { toInstant } from "../../../shared/base/clock.ts";
import { fault, faultReason } from "../../../shared/base/fault.ts";
import type { WireFault } from "../../../shared/base/wire-fault.ts";
import { becameWords } from "../../../shared/reservations/ended.ts";
import { quotaSchema } from "../../../shared/protocol/reservation.ts";
import type { DueReservation } from "../../../electron/daemon/store/reservation-records.ts";
import type { CalendarLab } from "../../support/calendar-lab.ts";
import {
  at,
  bookOne,
  labOf,
  pass,
  removeEnvironment,
  request,
} from "../../support/calendar-steps.ts";
import { valueOf } from "../../support/store-fixtures.ts";

// What the calendar says of what is over: when it ended, and why, in the words that the window and the command line show.

/** What is told of it now; nothing while it has not ended. */
async function told(lab: CalendarLab, { reservation }: DueReservation): Promise<string> {
  const all = await poolCalendar(lab.context(), "lab", { start: at(0), end: at(48) });
  const entry = all.find((one) => one.reservation === reservation.id)!;
  const clock = (when: string): string => when.slice(11, 16);
  return becameWords(entry, { time: clock, reason: faultReason });
}

/** Its environment is released now, for a reason or by its own people. */
async function release(
  lab: CalendarLab,
  { reservation: { id, tenant } }: DueReservation,
  why?: WireFault,
): Promise<void> {
  const when = toInstant(lab.now());
  await lab.store.changeEnvironment({ id, tenant, at: when, state: "releasing", why });
}

async function asItIs(lab: CalendarLab, { reservation: { id } }: DueReservation) {
  return (await lab.store.reservation(id))!;
}

test("its time was over: at the end that was booked, whenever all of it is removed", async () => {
  const lab = await labOf(1);
  const one = await bookOne(lab, request(9, 11));
  await pass(lab, 9);
  expect(await told(lab, one)).toBe("");
  await pass(lab, 11.1);
  expect(await told(lab, one)).toBe("Ended 11:00. Its time was over.");
  await pass(lab, 11.2);
  await removeEnvironment(lab, one);
  expect(await told(lab, one)).toBe("Ended 11:00. Its time was over.");
});

test("released early: when that was, be it removed after the end that was booked", async () => {
  const lab = await labOf(3);
  const early = [
    await bookOne(lab, request(9, 11)),
    await bookOne(lab, request(9, 11)),
    await bookOne(lab, request(9, 11)),
  ] as const;
  const [released, finished, charged] = early;
  await pass(lab, 10.5);
  await release(lab, released);
  valueOf(await finishReservation(lab.context(), await asItIs(lab, finished)));
  await release(lab, charged, fault("budget-spent"));
  const words = "Ended 10:30. It was released before its time was over.";
  const spent = "Ended 10:30. It was released because a budget is spent.";
  const all = async () => Promise.all(early.map((one) => told(lab, one)));
  expect(await all()).toEqual([words, words, spent]);
  await pass(lab, 11.2);
  for (const one of early) await removeEnvironment(lab, one);
  expect(await all()).toEqual([words, words, spent]);
});

test("nobody came: since when it is given up", async () => {
  const lab = await labOf(1);
  const one = await bookOne(lab, request(9, 12, { noShowMinutes: 20 }));
  await pass(lab, 9);
  await pass(lab, 9.5);
  const words = "Ended 09:30. Nobody used it for 20 minutes.";
  expect(await told(lab, one)).toBe(words);
  await pass(lab, 9.6);
  await removeEnvironment(lab, one);
  expect(await told(lab, one)).toBe(words);
});

test("taken back: at once, with notice, and when its people left before the end of the notice", async () => {
  const lab = await labOf(4);
  const [now, soon, left, later] = [
    await bookOne(lab, request(9, 12)),
    await bookOne(lab, request(9, 12)),
    await bookOne(lab, request(9, 12)),
    await bookOne(lab, request(15, 16)),
  ];
  await pass(lab, 9.5);
  const note = "Repairs.";
  for (const one of [now, later])
    valueOf(await pullBack(lab.context(), await asItIs(lab, one), { noticeMinutes: 0, note }));
  for (const one of [soon, left])
    valueOf(await pullBack(lab.context(), await asItIs(lab, one), { noticeMinutes: 30, note }));
  const why = "The lab needs its machines back. Repairs.";
  // It runs on until then, and says why it is shorter.
  expect(await told(lab, soon)).toBe(why);
  expect(await told(lab, now)).toBe(`Ended 09:30. ${why}`);
  // What never began has no end.
  expect(await told(lab, later)).toBe(`Off since 09:30. ${why}`);
  await pass(lab, 9.75);
  await release(lab, left);
  await pass(lab, 10.2);
  for (const one of [now, soon, left]) await removeEnvironment(lab, one);
  expect(await told(lab, now)).toBe(`Ended 09:30. ${why}`);
  expect(await told(lab, soon)).toBe(`Ended 10:00. ${why}`);
  expect(await told(lab, left)).toBe(`Ended 09:45. ${why}`);
});

test("it gave way to what is more urgent: before it began, or in the middle of it", async () => {
  const lab = await labOf(1);
  const yielding = { preemptible: true, priority: 1 };
  const running = await bookOne(lab, request(9, 20, yielding));
  const waiting = await bookOne(lab, request(30, 32, yielding));
  await pass(lab, 9.5);
  await bookOne(lab, request(12, 13, { priority: 9 }));
  await bookOne(lab, request(31, 32, { priority: 9 }));
  await pass(lab, 11.6);
  const why = "It gave way to a more urgent reservation.";
  expect(await told(lab, running)).toBe(`Ended 11:30. ${why}`);
  expect(await told(lab, waiting)).toBe(`Off since 09:30. ${why}`);
});

test("refused, or come to nothing: since when, and why", async () => {
  const lab = await labOf(2);
  await lab.store.putQuota(
    quotaSchema.parse({ tenant: "acme", user: null, approvalAboveMachines: 0 }),
  );
  const [denied, late] = [await bookOne(lab, request(9, 11)), await bookOne(lab, request(9, 11))];
  lab.advanceTo(Date.parse(at(8)));
  const { booking } = denied.reservation;
  const note = "The hall is closed.";
  valueOf(await decideBooking(lab.context(), booking, { approved: false, note }));
  await pass(lab, 10);
  expect(await told(lab, denied)).toBe(
    "Off since 08:00. The lab admin did not approve it. The hall is closed.",
  );
  expect(await told(lab, late)).toMatch(/^Off since 10:00\. Its time came before/);
});
