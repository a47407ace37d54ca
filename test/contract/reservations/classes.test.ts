import { expect, test } from "vitest";
import { finishReservation } from "../../../electron/daemon/reservations/end.ts";
import {
  at,
  booked,
  bookOne,
  labOf,
  pass,
  request,
  stateOf,
} from "../../support/calendar-steps.ts";

test("what was guaranteed never gives way, also where that was asked for beside it", async () => {
  const lab = await labOf(1);
  const held = await bookOne(
    lab,
    request(9, 11, { qosClass: "guaranteed", preemptible: true, priority: 1 }),
  );
  expect((await booked(lab, request(9, 11, { priority: 7 }))).ok).toBe(false);
  expect(await stateOf(lab, held)).toBe("booked");
});

test("the minimum gives way until it begins, and then stays; best effort gives way then, too", async () => {
  const lab = await labOf(1);
  const before = await bookOne(lab, request(9, 20, { qosClass: "minimum", priority: 1 }));
  const urgent = await bookOne(lab, request(9, 10, { priority: 7 }));
  expect(await stateOf(lab, before)).toBe("pulled-back");
  expect(await stateOf(lab, urgent)).toBe("booked");

  const stays = await labOf(1);
  const running = await bookOne(stays, request(9, 20, { qosClass: "minimum", priority: 1 }));
  await pass(stays, 9.5);
  expect((await booked(stays, request(12, 13, { priority: 9 }))).ok).toBe(false);
  expect(await stateOf(stays, running)).toBe("running");

  const yields = await labOf(1);
  const effort = await bookOne(yields, request(9, 20, { qosClass: "best-effort", priority: 1 }));
  await pass(yields, 9.5);
  await bookOne(yields, request(12, 13, { priority: 9 }));
  const shorter = (await yields.store.reservation(effort.reservation.id))!.reservation;
  expect(shorter.window.end < at(12)).toBe(true);
});

test("an environment says which time of its session it is, and its class", async () => {
  const lab = await labOf(1);
  const session = {
    type: "repeated",
    zone: "UTC",
    firstDay: at(0).slice(0, 10),
    from: "09:00",
    to: "10:00",
    rule: "FREQ=DAILY;COUNT=1",
  };
  const one = await bookOne(lab, request(0, 1, { session, qosClass: "best-effort" }));
  await pass(lab, 9);
  const environment = await lab.store.environment(one.reservation.id, "acme");
  expect(environment).toMatchObject({ session: one.reservation.key, qosClass: "best-effort" });
  expect(environment?.quote.lines.every(({ lineKey }) => lineKey.includes("best-effort"))).toBe(
    true,
  );
  expect(
    (await finishReservation(lab.context(), (await lab.store.reservation(one.reservation.id))!)).ok,
  ).toBe(true);
});
