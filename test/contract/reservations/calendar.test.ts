import { expect, test } from "vitest";
import { poolCalendar } from "../../../electron/daemon/reservations/calendar.ts";
import {
  extendReservation,
  moveReservation,
} from "../../../electron/daemon/reservations/change.ts";
import { doWhatIsDue } from "../../../electron/daemon/reservations/do-due.ts";
import {
  cancelReservation,
  decideBooking,
  finishReservation,
  heardOf,
  pullBack,
} from "../../../electron/daemon/reservations/end.ts";
import { planBooking } from "../../../electron/daemon/reservations/plan-booking.ts";
import { rollForward } from "../../../electron/daemon/reservations/roll-forward.ts";
import { replanStranded } from "../../../electron/daemon/reservations/replan.ts";
import { serveQueue } from "../../../electron/daemon/reservations/serve-queue.ts";
import { isTold } from "../../../electron/daemon/reservations/shown.ts";
import { calendarDays } from "../../../shared/reservations/calendar-days.ts";
import { groupedRows } from "../../../shared/reservations/calendar-rows.ts";
import { faultSentence } from "../../../shared/base/fault.ts";
import { fromWireFault } from "../../../shared/protocol/errors.ts";
import { quotaSchema } from "../../../shared/protocol/reservation.ts";
import { machines, MONDAY, wholeHosts } from "../../support/calendar-lab.ts";
import { valueOf } from "../../support/store-fixtures.ts";
import {
  at,
  booked,
  bookOne,
  HOUR,
  labOf,
  notices,
  pass,
  removeEnvironment,
  request,
  reservationsOf,
  stateOf,
} from "../../support/calendar-steps.ts";

test("a reservation's whole life: set up before its time, warned, in grace, over, free", async () => {
  const lab = await labOf(1);
  const one = await bookOne(lab, request(9, 11));
  await pass(lab, 8.8);
  expect(await stateOf(lab, one)).toBe("booked");
  await pass(lab, 8 + 51 / 60);
  expect(await stateOf(lab, one)).toBe("running");
  const environment = await lab.store.environment(one.reservation.id, "acme");
  expect(environment?.window).toEqual({ start: at(8 + 51 / 60), end: at(11 + 5 / 60) });
  await pass(lab, 10.8);
  await pass(lab, 10.95);
  await pass(lab, 11.01);
  expect(await stateOf(lab, one)).toBe("running");
  await pass(lab, 11.1);
  expect(await stateOf(lab, one)).toBe("ending");
  expect((await lab.store.environment(one.reservation.id, "acme"))?.state).toBe("releasing");
  await removeEnvironment(lab, one);
  expect(await stateOf(lab, one)).toBe("done");
  expect(await lab.store.poolClaims("lab")).toEqual([]);
  expect(await notices(lab)).toEqual([
    "booked",
    "started",
    "ends-soon",
    "ends-soon",
    "in-grace",
    "ended",
  ]);
});

test("set-up, grace and wipe count: neighbours touch where the wipe ends", async () => {
  const lab = await labOf(1);
  await bookOne(lab, request(9, 11));
  // 11:00, 5 minutes of grace, 15 of wipe, 10 of set-up: from 11:30 on.
  expect((await booked(lab, request(11.49, 12))).ok).toBe(false);
  expect((await booked(lab, request(11.5, 12))).ok).toBe(true);
});

test("every weekday morning for a month, beside two others; one taken morning is left out or queues", async () => {
  const lab = await labOf(3);
  await bookOne(lab, request(0, 24 * 30));
  await bookOne(lab, request(0, 24 * 30));
  const session = {
    type: "repeated",
    zone: "Europe/Berlin",
    firstDay: "2026-11-23",
    from: "09:00",
    to: "11:00",
    rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=20",
    except: ["2026-11-30"],
  };
  const series = await reservationsOf(lab, valueOf(await booked(lab, request(0, 1, { session }))));
  expect(series).toHaveLength(19);
  expect(series.every(({ reservation }) => reservation.state === "booked")).toBe(true);
  expect(series[0]?.reservation.window).toEqual({ start: at(8), end: at(10) });
  const again = await booked(lab, request(0, 1, { session }));
  expect(again.ok ? "" : again.error.code).toBe("slots-taken");
  // The excepted Monday is the only one that is left.
  const rest = { session: { ...session, except: [] }, whenTaken: "skip" };
  const left = await reservationsOf(lab, valueOf(await booked(lab, request(0, 1, rest))));
  expect(left.map(({ reservation }) => reservation.key)).toEqual(["2026-11-30"]);
  const queued = await reservationsOf(
    lab,
    valueOf(await booked(lab, request(0, 1, { session, whenTaken: "queue" }))),
  );
  expect(new Set(queued.map(({ reservation }) => reservation.state))).toEqual(new Set(["queued"]));
  valueOf(await cancelReservation(lab.context(), series[3]!, "following"));
  const pool = valueOf(await lab.context().pools.find("lab"));
  expect(await serveQueue(lab.context(), pool)).toBe(16);
});

test("copies: each isolated, all of them or none", async () => {
  const lab = await labOf(5);
  const copies = await reservationsOf(
    lab,
    valueOf(await booked(lab, request(9, 11, { copies: 4, designs: [wholeHosts(1)] }))),
  );
  expect(copies.map(({ reservation }) => reservation.name)).toEqual(
    [1, 2, 3, 4].map((copy) => `Course · ${copy} of 4`),
  );
  await pass(lab, 9);
  const environments = await Promise.all(
    copies.map(async ({ reservation }) => (await lab.store.environment(reservation.id, "acme"))!),
  );
  const vlans = environments.flatMap(({ placement }) => Object.values(placement!.vlans));
  expect(new Set(vlans).size).toBe(4);
  expect(new Set(environments.map(({ managementId }) => managementId)).size).toBe(4);
  expect((await booked(lab, request(9, 11, { copies: 2 }))).ok).toBe(false);
  expect((await booked(lab, request(9.5, 11, { copies: 1 }))).ok).toBe(true);
});

test("designs take turns on the same machines, set-up and wipe within their slots", async () => {
  const lab = await labOf(4);
  const designs = [wholeHosts(1), machines(2), wholeHosts(2)];
  const session = {
    type: "turns",
    within: { type: "from-to", start: at(8), end: at(14) },
    slotMinutes: 120,
  };
  const turns = await reservationsOf(
    lab,
    valueOf(await booked(lab, request(0, 1, { designs, session }))),
  );
  expect(turns.map(({ reservation }) => reservation.variant)).toEqual([0, 1, 2]);
  expect(turns.map(({ reservation }) => reservation.name)).toEqual(
    [1, 2, 3].map((turn) => `Course · turn ${turn}`),
  );
  const largest = new Set(turns[2]!.reservation.hosts);
  expect(largest.size).toBe(2);
  for (const { reservation } of turns) {
    expect(reservation.hosts.every((host) => largest.has(host))).toBe(true);
  }
  expect(turns[1]?.reservation.hold).toEqual({ start: at(10), end: at(12) });
  expect(turns[1]?.reservation.window).toEqual({ start: at(10 + 10 / 60), end: at(12 - 20 / 60) });
});

test("somewhere within a window: at the earliest, or where it is cheapest", async () => {
  const lab = await labOf(1);
  await bookOne(lab, request(0.5, 3));
  const within = { type: "within", from: null, to: at(12), minutes: 120 };
  const early = await bookOne(lab, request(0, 1, { session: within }));
  expect(early.reservation.window).toEqual({ start: at(3.5), end: at(5.5) });
  const cheap = await bookOne(lab, request(0, 1, { session: { ...within, prefer: "cheapest" } }));
  expect(Date.parse(cheap.reservation.window.start)).toBeGreaterThanOrEqual(MONDAY + 6 * HOUR);
});

test("it lasts longer, up to the next one", async () => {
  const lab = await labOf(1);
  const one = await bookOne(lab, request(9, 11));
  await bookOne(lab, request(14, 15));
  await pass(lab, 10.8);
  const first = valueOf(
    await extendReservation(
      lab.context(),
      (await lab.store.reservation(one.reservation.id))!,
      at(12),
    ),
  );
  expect(first).toMatchObject({ limited: false, reservation: { window: { end: at(12) } } });
  const current = (await lab.store.reservation(one.reservation.id))!;
  // The same again is no fault: the first answer may have been lost.
  expect(valueOf(await extendReservation(lab.context(), current, at(12)))).toEqual(first);
  const shorter = await extendReservation(lab.context(), current, at(11.5));
  expect(shorter.ok ? "" : shorter.error.code).toBe("cannot-extend");
  const second = valueOf(await extendReservation(lab.context(), current, at(20)));
  // The next one is set up from 13:50 on; before that 5 minutes of grace and 15 of wipe.
  expect(second).toMatchObject({ limited: true, reservation: { window: { end: at(13.5) } } });
  const environment = await lab.store.environment(one.reservation.id, "acme");
  expect(environment?.window.end).toBe(at(13.5 + 5 / 60));
  // Whoever follows it learns its new end, and until when it is for use.
  const told = (await lab.store.eventsAfter("acme", 0, 1000)).findLast(
    ({ body }) => body.type === "environment",
  );
  const booked = { start: at(9), end: at(13.5) };
  expect(told?.body).toMatchObject({ environment: { end: at(13.5 + 5 / 60), booked } });
  expect(await lab.store.listEnvironments("acme")).toMatchObject([{ booked }]);
  const last = (await lab.store.reservation(one.reservation.id))!;
  const third = await extendReservation(lab.context(), last, at(20));
  expect(third.ok ? "" : third.error.code).toBe("cannot-extend");
  // It is warned of its new end.
  await pass(lab, 13.3);
  expect((await notices(lab)).filter((notice) => notice === "ends-soon")).toHaveLength(2);
});

test("moved to another time, on the same machines or on others, or not at all", async () => {
  const lab = await labOf(2);
  const one = await bookOne(lab, request(9, 11));
  const next = await bookOne(lab, request(15, 17));
  const moved = valueOf(await moveReservation(lab.context(), one, { start: at(15) }));
  expect(moved.window).toEqual({ start: at(15), end: at(17) });
  expect(moved.hosts).not.toEqual(next.reservation.hosts);
  const third = await bookOne(lab, request(9, 11));
  const refused = await moveReservation(lab.context(), third, { start: at(16) });
  // What is moved can neither be left out nor queue.
  expect(refused.ok ? "" : faultSentence(refused.error)).toMatch(/no room.+another time/);
  expect(refused.ok ? "" : faultSentence(refused.error)).not.toMatch(/leave .+ out|queue|1 of 1/);
  expect(await stateOf(lab, third)).toBe("booked");
});

test("copies that wait do so in their order, and say why they wait", async () => {
  const lab = await labOf(12);
  await bookOne(lab, request(9, 11));
  const booking = valueOf(await booked(lab, request(9, 11, { whenTaken: "queue", copies: 12 })));
  const queue = await lab.store.queuedReservations("lab");
  expect(queue.map(({ reservation }) => reservation.copy)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
  const [first] = await reservationsOf(lab, booking);
  const reason = fromWireFault(first!.reservation.reason!);
  expect(faultSentence(reason)).toMatch(/no room for it then.+waits/);
});

test("who waits is served by urgency, then age, as soon as there is room", async () => {
  const lab = await labOf(1);
  const pool = valueOf(await lab.context().pools.find("lab"));
  const first = await bookOne(lab, request(9, 11));
  const waiting = { whenTaken: "queue" };
  const calm = await bookOne(lab, request(9, 11, { ...waiting, priority: 3 }));
  const urgent = await bookOne(lab, request(9, 11, { ...waiting, priority: 8 }));
  const soon = await bookOne(
    lab,
    request(0, 1, { ...waiting, session: { type: "now", minutes: 60 } }),
  );
  // "Now" was free.
  expect(await stateOf(lab, soon)).toBe("booked");
  expect(await serveQueue(lab.context(), pool)).toBe(0);
  valueOf(await cancelReservation(lab.context(), first, "one"));
  expect(await serveQueue(lab.context(), pool)).toBe(1);
  expect((await notices(lab)).at(-1)).toBe("served");
  expect([await stateOf(lab, calm), await stateOf(lab, urgent)]).toEqual(["queued", "booked"]);
  await pass(lab, 10);
  expect([await stateOf(lab, calm), await stateOf(lab, urgent)]).toEqual(["expired", "running"]);
});

test("nobody came, or nobody is there any more: released", async () => {
  const lab = await labOf(2);
  const never = await bookOne(lab, request(9, 12, { noShowMinutes: 20 }));
  const left = await bookOne(lab, request(9, 12, { noShowMinutes: 20, heartbeatMinutes: 30 }));
  await pass(lab, 8.9);
  await pass(lab, 9.2);
  await heardOf(lab.context(), (await lab.store.reservation(left.reservation.id))!);
  await pass(lab, 9.4);
  expect([await stateOf(lab, never), await stateOf(lab, left)]).toEqual(["no-show", "running"]);
  expect((await lab.store.environment(never.reservation.id, "acme"))?.state).toBe("releasing");
  await pass(lab, 9.8);
  expect(await stateOf(lab, left)).toBe("no-show");
  const reasonOf = async ({ reservation: { id } }: typeof left) =>
    (await lab.store.reservation(id))!.reservation.reason;
  expect(await reasonOf(never)).toMatchObject({ code: "nobody-came", parameters: { minutes: 20 } });
  expect(await reasonOf(left)).toMatchObject({ code: "nobody-there", parameters: { minutes: 30 } });
  const day = { start: at(0), end: at(24) };
  const shown = async () => {
    const entries = await poolCalendar(lab.context(), "lab", day);
    // What was read before and brought up to date is the same as what is read anew.
    const context = { ...lab.context(), store: { ...lab.store } };
    expect(entries).toEqual(await poolCalendar(context, "lab", day));
    return entries;
  };
  const entryOf = async ({ reservation: { id } }: typeof left) =>
    (await shown()).find(({ reservation }) => reservation === id)!;
  // It is shown for as long as it was there; what is not removed yet is still held.
  const { reservation } = left;
  const there = { start: at(9), end: at(9.8) };
  const gone = { state: "no-show", reason: { code: "nobody-there" }, window: there };
  expect(await entryOf(left)).toMatchObject({ ...gone, hold: reservation.hold });
  await removeEnvironment(lab, left);
  // What happened to it stays told.
  expect(await stateOf(lab, left)).toBe("no-show");
  const hold = { start: reservation.hold.start, end: at(9.8) };
  expect(await entryOf(left)).toMatchObject({ ...gone, hold });
});

test("what others or time made of a booking stays in its tenant's calendar, and takes nobody's place", async () => {
  const lab = await labOf(3);
  await lab.store.putQuota(
    quotaSchema.parse({ tenant: "acme", user: null, approvalAboveMachines: 0 }),
  );
  const [denied, late, taken, off] = [
    await bookOne(lab, request(9, 11, { name: "Denied" })),
    await bookOne(lab, request(9, 11, { name: "Late" })),
    await bookOne(lab, request(9, 11, { name: "Taken" })),
    await bookOne(lab, request(12, 13, { name: "Off" })),
  ];
  const decided = { approved: false, note: "The hall is closed." };
  valueOf(await decideBooking(lab.context(), denied.reservation.booking, decided));
  valueOf(await pullBack(lab.context(), taken, { noticeMinutes: 0, note: "" }));
  valueOf(await cancelReservation(lab.context(), off, "one"));
  await pass(lab, 10);
  expect(await stateOf(lab, late)).toBe("expired");
  const all = await poolCalendar(lab.context(), "lab", { start: at(0), end: at(24) });
  const toldTo = (tenant: string) =>
    all.filter((one) => isTold({ tenant }, one)).map(({ name, state }) => `${name} ${state}`);
  expect(toldTo("acme").sort()).toEqual(["Denied refused", "Late expired", "Taken pulled-back"]);
  expect(toldTo("other")).toEqual([]);
  const days = { days: [at(0), at(24)], counted: "present", most: 2 } as const;
  const {
    days: [day],
  } = calendarDays(all, days, () => true);
  expect(day).toMatchObject({ total: 3 });
  expect(Math.max(...day!.busy)).toBe(0);
  const { hosts } = valueOf(await lab.context().pools.find("lab")).resources;
  const rows = groupedRows(all, "host", hosts);
  expect(rows.flatMap(({ entries }) => entries)).toEqual([]);
  expect(groupedRows(all, "person", hosts)[0]?.entries).toHaveLength(3);
});

test("a less urgent one that was booked on that condition gives way, and no more of them than needed", async () => {
  const lab = await labOf(2);
  const yielding = { preemptible: true, priority: 2 };
  const older = await bookOne(lab, request(9, 11, yielding));
  const younger = await bookOne(lab, request(9, 11, { ...yielding, priority: 1 }));
  const [wanted, bob] = [request(9, 11, { priority: 7 }), { user: "bob", seesAll: false }];
  const told = async (tenant: string) =>
    valueOf(await planBooking(lab.context(), wanted, { tenant, ...bob })).slots[0];
  const { id: reservation, name, owner, window } = younger.reservation;
  const givesWay = [{ reservation, name, owner, window, preemptible: true }];
  expect(await told("acme")).toMatchObject({ fits: true, conflicts: [], givesWay });
  const nobody = { reservation: null, name: null, owner: null, preemptible: null };
  expect(await told("other")).toMatchObject({ fits: true, givesWay: [{ ...nobody, window }] });
  // Looking took nothing from anybody.
  expect(await stateOf(lab, younger)).toBe("booked");
  const urgent = await bookOne(lab, wanted);
  expect(urgent.reservation.state).toBe("booked");
  expect([await stateOf(lab, older), await stateOf(lab, younger)]).toEqual([
    "booked",
    "pulled-back",
  ]);
  expect((await lab.store.reservation(younger.reservation.id))?.reservation.reason?.code).toBe(
    "taken-by-urgent",
  );
  const equal = await booked(lab, request(9, 11, { priority: 2 }));
  expect(equal.ok).toBe(false);
});

test("one that runs gives way with notice: it ends before the urgent one is set up", async () => {
  const lab = await labOf(1);
  const running = await bookOne(lab, request(9, 20, { preemptible: true, priority: 1 }));
  await pass(lab, 9.5);
  const tooSoon = await booked(lab, request(10, 12, { priority: 9 }));
  expect(tooSoon.ok).toBe(false);
  await bookOne(lab, request(12, 13, { priority: 9 }));
  const shorter = (await lab.store.reservation(running.reservation.id))!.reservation;
  expect(shorter.window.end).toBe(at(11.5));
  expect(shorter.hold.end).toBe(at(12 - 10 / 60));
  await pass(lab, 11.6);
  expect(await stateOf(lab, running)).toBe("ending");
});

test("limits and approval: held while it waits, refused it is free", async () => {
  const lab = await labOf(4);
  const quota = {
    tenant: "acme",
    user: null,
    machines: 3,
    approvalAboveMachines: 1,
    highestPriority: 4,
  };
  await lab.store.putQuota(quotaSchema.parse(quota));
  const small = await bookOne(lab, request(9, 11, { priority: 9 }));
  expect(small.reservation).toMatchObject({ state: "booked", priority: 4 });
  const large = await bookOne(lab, request(9, 11, { designs: [wholeHosts(2)] }));
  expect(large.reservation.state).toBe("asked");
  const beyond = await booked(lab, request(9, 11));
  expect(beyond.ok ? "" : beyond.error.code).toBe("quota-exceeded");
  const plan = valueOf(
    await planBooking(lab.context(), request(9, 11, { designs: [wholeHosts(2)] }), {
      tenant: "acme",
      user: "ada",
      seesAll: false,
    }),
  );
  expect(plan).toMatchObject({ needsApproval: true, quota: { code: "quota-exceeded" } });
  const { booking } = large.reservation;
  valueOf(await decideBooking(lab.context(), booking, { approved: false, note: "Too large." }));
  expect(await stateOf(lab, large)).toBe("refused");
  const again = await bookOne(lab, request(9, 11, { designs: [wholeHosts(2)] }));
  const allowed = { approved: true, note: "Until noon." };
  const [view] = valueOf(await decideBooking(lab.context(), again.reservation.booking, allowed));
  expect(await stateOf(lab, again)).toBe("booked");
  expect(view?.reason).toEqual({ code: "approved", parameters: { note: "Until noon." } });
  const late = await bookOne(lab, request(20, 21, { designs: [wholeHosts(2)] }));
  // Lab admins of all tenants are asked, once for each booking; of what is booked others hear nothing.
  const heard = (await lab.store.eventsAfter("other", 0, 1000)).map(({ body }) => body);
  expect(heard.map((body) => body.type === "lab-approval" && body.booking)).toEqual(
    [large, again, late].map(({ reservation }) => reservation.booking),
  );
  await pass(lab, 20.01);
  expect(await stateOf(lab, late)).toBe("expired");
});

test("the lab takes its machines back, with notice or at once", async () => {
  const lab = await labOf(2);
  const running = await bookOne(lab, request(9, 12));
  const later = await bookOne(lab, request(10, 12));
  await pass(lab, 9.2);
  const current = (await lab.store.reservation(running.reservation.id))!;
  const back = valueOf(
    await pullBack(lab.context(), current, { noticeMinutes: 30, note: "Repairs." }),
  );
  expect(back.window.end).toBe(at(9.7));
  // Its owner cannot undo that, and is told why.
  const short = (await lab.store.reservation(running.reservation.id))!;
  for (const longer of [
    await extendReservation(lab.context(), short, at(11)),
    await moveReservation(lab.context(), short, { start: at(9), end: at(11) }),
  ])
    expect(longer.ok ? "" : faultSentence(longer.error)).toMatch(/cannot last longer.+Repairs\./);
  valueOf(await moveReservation(lab.context(), short, { start: at(9), end: at(9.6) }));
  expect(back.reason).toMatchObject({ code: "pulled-back", parameters: { note: "Repairs." } });
  valueOf(await pullBack(lab.context(), later, { noticeMinutes: 0, note: "" }));
  expect(await stateOf(lab, later)).toBe("pulled-back");
  await pass(lab, 9.8);
  expect(await stateOf(lab, running)).toBe("ending");
});

test("with a notice shorter than its warnings its user is told once until when it lasts", async () => {
  const lab = await labOf(1);
  const one = await bookOne(lab, request(9, 12));
  await pass(lab, 9.2);
  const running = (await lab.store.reservation(one.reservation.id))!;
  valueOf(await pullBack(lab.context(), running, { noticeMinutes: 7, note: "Repairs." }));
  await pass(lab, 9.21);
  expect(await notices(lab)).toEqual(["booked", "started", "pulled-back"]);
  // The last warning is not due yet, and given.
  await pass(lab, 9.27);
  await pass(lab, 9.33);
  const heard = ["booked", "started", "pulled-back", "ends-soon", "in-grace"];
  expect(await notices(lab)).toEqual(heard);
});

test("a lost host: what was booked on it goes elsewhere, or waits until it is back", async () => {
  const lab = await labOf(2);
  const one = await bookOne(lab, request(9, 11));
  const two = await bookOne(lab, request(15, 17));
  const three = await bookOne(lab, request(15, 17));
  const [host] = three.reservation.hosts;
  await lab.setHost(host!, "down");
  const pool = async () => valueOf(await lab.context().pools.find("lab"));
  await replanStranded(lab.context(), await pool());
  expect(await stateOf(lab, three)).toBe("queued");
  expect(await stateOf(lab, two)).toBe("booked");
  for (const { reservation } of [one, two])
    expect((await lab.store.reservation(reservation.id))?.reservation.hosts).not.toContain(host);
  await lab.setHost(host!, "up");
  await serveQueue(lab.context(), await pool());
  expect(await stateOf(lab, three)).toBe("booked");
});

test("one whose machines are still in use goes to others, or begins as soon as they are free", async () => {
  const lab = await labOf(1);
  const late = await bookOne(lab, request(9, 10));
  const next = await bookOne(lab, request(10.5, 12));
  await pass(lab, 9);
  await pass(lab, 10.2);
  expect(await stateOf(lab, late)).toBe("ending");
  // Its removal takes longer than was reckoned with.
  await pass(lab, 10.4);
  expect(await stateOf(lab, next)).toBe("booked");
  expect(await notices(lab)).toContain("delayed");
  await removeEnvironment(lab, late);
  await pass(lab, 10.6);
  expect(await stateOf(lab, next)).toBe("running");
});

test("what is due at the same instant is all done then", async () => {
  const lab = await labOf(1);
  // The first warning of its end, and nobody has come.
  const one = await bookOne(lab, request(2, 2.5, { noShowMinutes: 15 }));
  await pass(lab, 2);
  expect(await stateOf(lab, one)).toBe("running");
  await pass(lab, 2.25);
  expect(await notices(lab)).toContain("ends-soon");
  expect(await stateOf(lab, one)).toBe("no-show");
});

test("one that begins late, because nobody was there to begin it, is no no-show", async () => {
  const lab = await labOf(1);
  const one = await bookOne(lab, request(2, 6, { noShowMinutes: 10 }));
  await pass(lab, 4);
  expect(await stateOf(lab, one)).toBe("running");
});

test("what was missed while nobody was there is done at the start, in order", async () => {
  const lab = await labOf(3);
  const over = await bookOne(lab, request(2, 3));
  const begun = await bookOne(lab, request(4, 6));
  const half = await bookOne(lab, request(1, 2));
  await pass(lab, 1);
  lab.advanceTo(MONDAY + 5 * HOUR);
  lab.restart();
  await doWhatIsDue(lab.context());
  expect([await stateOf(lab, half), await stateOf(lab, over), await stateOf(lab, begun)]).toEqual([
    "ending",
    "expired",
    "running",
  ]);
  const missed = (await lab.store.reservation(over.reservation.id))!.reservation.reason;
  expect(faultSentence(fromWireFault(missed!))).toContain("No Labwright daemon was running then.");
  // What is over ends soon no more.
  expect(await notices(lab)).not.toContain("ends-soon");
  const told = (await lab.store.eventsAfter("acme", 0, 1000)).flatMap(({ body }) =>
    body.type === "reservation" && body.notice !== "booked"
      ? [`${body.reservation.window.start.slice(11, 13)} ${body.reservation.state}`]
      : [],
  );
  expect(told.at(-1)).toBe("04 running");
  expect(told.indexOf("02 expired")).toBeLessThan(told.indexOf("04 running"));
});

test("a task that is done before its time is free before its time", async () => {
  const lab = await labOf(1);
  const session = { type: "until-task", start: at(9), task: "load test", atMostMinutes: 600 };
  const task = await bookOne(lab, request(0, 1, { session }));
  await pass(lab, 9.5);
  const current = (await lab.store.reservation(task.reservation.id))!;
  valueOf(await finishReservation(lab.context(), current));
  expect(await stateOf(lab, task)).toBe("ending");
  await removeEnvironment(lab, task);
  expect((await booked(lab, request(10, 11))).ok).toBe(true);
  // Nor does the calendar show it as there any longer.
  const day = { start: at(0), end: at(24) };
  const [shown] = await poolCalendar(lab.context(), "lab", day);
  expect(shown).toMatchObject({ state: "done", window: { start: at(9), end: at(9.5) } });
  const later = await poolCalendar(lab.context(), "lab", { start: at(12), end: at(24) });
  expect(later.map(({ name }) => name)).toEqual([]);
  // Nor does it count any longer against what one may have in a month.
  const counted = await lab.store.countedSince("acme", at(0));
  const own = counted.find(({ id }) => id === task.reservation.id);
  expect(own?.hold).toMatchObject({ end: at(9.5) });
  expect(Number(own?.cost)).toBeCloseTo(Number(task.reservation.cost) / 20, 6);
});

test("a task whose length is known roughly is planned at the least, mostly and at the most", async () => {
  const lab = await labOf(2);
  const asker = { tenant: "acme", user: "ada", seesAll: false };
  const planOf = async (session: object) =>
    valueOf(await planBooking(lab.context(), request(0, 1, { session, copies: 2 }), asker));
  const lasting = (minutes: number) => planOf({ type: "duration", start: at(9), minutes });
  const [least, mostly, most] = [await lasting(60), await lasting(180), await lasting(600)];
  const task = { type: "until-task", start: at(9), task: "load test", atMostMinutes: 600 };
  const known = await planOf({ ...task, leastMinutes: 60, expectedMinutes: 180 });
  expect(known.total).toBe(most.total);
  expect(known.cases).toEqual({ low: least.total, expected: mostly.total });
  expect(new Set([least.total, mostly.total, most.total]).size).toBe(3);
  expect((await planOf(task)).cases).toBeNull();
});

test("what goes on for ever is booked ahead as time passes, until it is cancelled", async () => {
  const lab = await labOf(1);
  const session = {
    type: "repeated",
    zone: "Europe/Berlin",
    firstDay: "2026-11-23",
    from: "09:00",
    to: "10:00",
    rule: "FREQ=WEEKLY;BYDAY=MO",
  };
  const late = await booked(
    lab,
    request(0, 1, { session: { ...session, firstDay: "2027-03-01" } }),
  );
  expect(late.ok ? null : late.error).toMatchObject({
    code: "session-begins-late",
    parameters: { days: 60 },
  });
  const booking = valueOf(await booked(lab, request(0, 1, { session })));
  const before = await reservationsOf(lab, booking);
  expect(before).toHaveLength(9);
  lab.advanceTo(MONDAY + 21 * 24 * HOUR);
  await rollForward(lab.context());
  const after = await reservationsOf(lab, booking);
  expect(after).toHaveLength(12);
  const starts = after.map(({ reservation }) => Date.parse(reservation.window.start));
  expect(new Set(starts.slice(1).map((start, index) => start - starts[index]!))).toEqual(
    new Set([7 * 24 * HOUR]),
  );
  valueOf(await cancelReservation(lab.context(), after[5]!, "following"));
  lab.advanceTo(MONDAY + 60 * 24 * HOUR);
  await rollForward(lab.context());
  expect(await reservationsOf(lab, booking)).toHaveLength(12);
});
