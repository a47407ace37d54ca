import { expect, test } from "vitest";
import { cannotBegin } from "../../../electron/daemon/environments/cannot-begin.ts";
import { requestEnvironment } from "../../../electron/daemon/environments/request.ts";
import { affectedBy } from "../../../electron/daemon/pool/affected.ts";
import { holdersOf, holdersShownTo } from "../../../electron/daemon/pool/holders.ts";
import {
  extendReservation,
  moveReservation,
} from "../../../electron/daemon/reservations/change.ts";
import { poolCalendar } from "../../../electron/daemon/reservations/calendar.ts";
import { shownTo } from "../../../electron/daemon/reservations/shown.ts";
import { replanStranded } from "../../../electron/daemon/reservations/replan.ts";
import type { Condition } from "../../../shared/pool/condition.ts";
import type { Settling } from "../../../shared/pool/outlook.ts";
import { wholeHosts, type CalendarLab } from "../../support/calendar-lab.ts";
import { at, bookOne, labOf, pass, request } from "../../support/calendar-steps.ts";
import { describeStores } from "../../support/store-engines.ts";
import { valueOf } from "../../support/store-fixtures.ts";

// Machines that are worked on, emptied or distrusted, and those who have them then or want them.

function out(host: string, from: number, to: number | null, more: Partial<Condition> = {}) {
  return {
    id: `out ${host} ${from}`,
    scope: { sort: "host", id: host },
    kind: "maintenance",
    start: at(from),
    end: to === null ? null : at(to),
    why: "New disks",
    by: "root",
    ...more,
  } satisfies Condition;
}

async function current(lab: CalendarLab, id: string) {
  return (await lab.store.reservation(id))!;
}

const noMargins = { margins: { setUp: 0, grace: 0, wipe: 0 } };

describeStores("machines out of use", (engine) => {
  const labHere = async (hosts: number): Promise<CalendarLab> => labOf(hosts, await engine.open());

  test("what runs lasts longer up to the next maintenance, and not at all while it is being emptied", async () => {
    const lab = await labHere(2);
    const one = await bookOne(lab, request(9, 11, noMargins));
    const [host] = one.reservation.hosts;
    await pass(lab, 10);
    await lab.setConditions([out(host!, 13, 15)]);
    const { id } = one.reservation;
    const first = valueOf(await extendReservation(lab.context(), await current(lab, id), at(20)));
    expect(first).toMatchObject({ limited: true, reservation: { window: { end: at(13) } } });
    const second = await extendReservation(lab.context(), await current(lab, id), at(14));
    expect(second.ok ? null : second.error).toMatchObject({
      code: "cannot-extend",
      parameters: {
        detail: `${host}: in maintenance from 2026-11-23 13:00Z to 2026-11-23 15:00Z. New disks`,
      },
    });
    await lab.setConditions([out(host!, 10, null, { kind: "draining" })]);
    const third = await extendReservation(lab.context(), await current(lab, id), at(14));
    expect(third.ok ? "" : third.error.code).toBe("cannot-extend");
    // What was over by then is in nobody's way.
    await lab.setConditions([out(host!, 10, 12)]);
    valueOf(await extendReservation(lab.context(), await current(lab, id), at(14)));
  });

  test("what is moved into a maintenance goes to other machines; what runs stays as it was", async () => {
    const lab = await labHere(2);
    const one = await bookOne(lab, request(9, 11, noMargins));
    const [host] = one.reservation.hosts;
    await lab.setConditions([out(host!, 14, 16)]);
    const moved = valueOf(await moveReservation(lab.context(), one, { start: at(15) }));
    expect(moved.window.start).toBe(at(15));
    expect(moved.hosts).not.toEqual(one.reservation.hosts);
    const running = await bookOne(lab, request(9, 11, noMargins));
    const [its] = running.reservation.hosts;
    await pass(lab, 10);
    await lab.setConditions([out(its!, 12, 13)]);
    const { id } = running.reservation;
    const longer = { start: at(9), end: at(12.5) };
    const refused = await moveReservation(lab.context(), await current(lab, id), longer);
    expect(refused.ok ? "" : refused.error.code).toBe("cannot-extend");
    const shorter = { start: at(9), end: at(10.5) };
    valueOf(await moveReservation(lab.context(), await current(lab, id), shorter));
  });

  test("what is requested at once goes to what may be used then, and does not begin on what may not", async () => {
    const lab = await labHere(2);
    await lab.setConditions([out("host-1", 0, null, { kind: "quarantine" })]);
    const asked = { tenant: "acme", owner: "ada", name: "Now", pool: lab.pool };
    const make = async (key: string, from: number) =>
      requestEnvironment(lab.context(), {
        ...asked,
        design: wholeHosts(1),
        window: { start: at(from), end: at(20) },
        idempotencyKey: `${key} at once`,
      });
    const id = valueOf(await make("first", 0));
    const record = (await lab.store.environment(id, "acme"))!;
    expect(Object.values(record.placement!.hosts)).toEqual(["host-2"]);
    const second = await make("second", 0);
    expect(second.ok ? "" : second.error.code).toBe("does-not-fit");
    // Its host is taken out of use after it was placed, and there is no other.
    const begins = () => cannotBegin(lab.context().pools, record, lab.now());
    expect(await begins()).toBeNull();
    await lab.setConditions([
      out("host-1", 0, null, { kind: "quarantine" }),
      out("host-2", 0, 10, { kind: "draining" }),
    ]);
    expect(await begins()).toMatchObject({
      code: "waits-for-machines",
      parameters: { things: "host-2", why: "New disks" },
    });
    await lab.setConditions([out("host-2", 5, 10)]);
    expect(await begins()).toBeNull();
  });

  test("a reservation that has just begun is named on the hosts that it was moved to", async () => {
    const lab = await labHere(2);
    const one = await bookOne(lab, request(9, 11));
    await pass(lab, 8.9);
    const { id, hosts } = one.reservation;
    await lab.setHost(hosts[0]!, "down");
    await replanStranded(lab.context(), { id: lab.pool });
    const { reservation } = await current(lab, id);
    const { placement } = (await lab.store.environment(id, "acme"))!;
    expect(reservation.hosts).toEqual(Object.values(placement!.hosts));
    expect(reservation.hosts).not.toEqual(hosts);
    expect(reservation.reason).toMatchObject({
      code: "moved-machines",
      parameters: { where: `from ${hosts[0]} to ${reservation.hosts[0]}` },
    });
  });

  test("what is moved says in the calendar why, and to no other tenant; elsewhere again by its owner, no more", async () => {
    const lab = await labHere(3);
    const { reservation } = await bookOne(lab, request(9, 11, noMargins));
    const [host] = reservation.hosts;
    await lab.setHost(host!, "down");
    const told: Settling[] = [];
    const concerned = await replanStranded(lab.context(), { id: lab.pool }, (now) =>
      told.push(now),
    );
    expect([concerned, told]).toEqual([1, [{ done: 0, of: 1 }]]);
    const week = { start: at(0), end: at(168) };
    const [entry] = await poolCalendar(lab.context(), lab.pool, week);
    const [place] = entry!.hosts;
    expect(entry!.reason).toEqual({
      code: "moved-machines",
      parameters: {
        where: `from ${host} to ${place}`,
        why: `${host}: out of order. It does not answer.`,
        things: host,
        state: "out of order",
        cause: "It does not answer.",
      },
    });
    expect(shownTo({ tenant: "acme", seesAll: false })(entry!)).toEqual(entry);
    const other = shownTo({ tenant: "other", seesAll: false })(entry!);
    expect(JSON.stringify(other)).not.toContain("host-");
    await lab.setConditions([out(place!, 14, 16)]);
    const due = await current(lab, reservation.id);
    const moved = valueOf(await moveReservation(lab.context(), due, { start: at(15) }));
    expect(moved.hosts).not.toContain(place);
    expect(moved.reason).toBeNull();
  });

  test("who is affected is read from what is held there then, and no more", async () => {
    const lab = await labHere(3);
    const one = await bookOne(lab, request(9, 11, noMargins));
    await bookOne(lab, request(9, 11, noMargins));
    await bookOne(lab, request(12, 13, noMargins));
    const [host] = one.reservation.hosts;
    const pool = valueOf(await lab.context().pools.find(lab.pool));
    const never = () => Promise.reject(new Error("this is not needed"));
    const store = { ...lab.store, poolClaims: never, openEnvironments: never, environment: never };
    const { held, clock } = lab.context();
    // The index is there already.
    await held.use(lab.pool, () => undefined);
    const { scope, start, end } = out(host!, 10, 11.5);
    const affected = await affectedBy({ store, held, clock }, pool, { of: [scope], start, end });
    expect(affected).toMatchObject([{ id: one.reservation.id, things: [host], running: false }]);
  });

  test("whose a VLAN is, is known, also while it was not given back in time; and to others that it is taken", async () => {
    const lab = await labHere(2);
    const { reservation } = await bookOne(lab, request(9, 11, noMargins));
    const pool = valueOf(await lab.context().pools.find(lab.pool));
    const vlans = { sort: "vlans", id: "" } as const;
    const holders = (hour: number) =>
      holdersOf(lab.context(), pool, [vlans], { start: at(hour), end: at(hour + 1) });
    const [own] = await holders(10);
    expect(own).toMatchObject({
      id: reservation.id,
      things: [expect.stringMatching(/^VLAN \d+$/)],
    });
    expect(await holders(12)).toEqual([]);
    expect(holdersShownTo({ tenant: "acme", seesAll: false }, [own!])).toEqual([own]);
    const others = holdersShownTo({ tenant: "other", seesAll: false }, [own!, own!]);
    expect(others).toMatchObject([{ id: null, name: null, things: own!.things }]);
    const late = {
      ...lab.context(),
      clock: { ...lab.context().clock, now: () => Date.parse(at(12)) },
    };
    const time = { start: at(12), end: null };
    expect(await holdersOf(late, pool, [vlans], time)).toMatchObject([{ id: reservation.id }]);
  });
});
