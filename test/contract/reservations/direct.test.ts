import { expect, test } from "vitest";
import { applyChange } from "../../../electron/daemon/environments/apply-change.ts";
import { requestEnvironment } from "../../../electron/daemon/environments/request.ts";
import { planBooking } from "../../../electron/daemon/reservations/plan-booking.ts";
import { tryTime } from "../../../electron/daemon/reservations/try-time.ts";
import { quotaSchema, type Quota } from "../../../shared/protocol/reservation.ts";
import { wholeHosts, type CalendarLab } from "../../support/calendar-lab.ts";
import {
  at,
  booked,
  bookOne,
  labOf,
  pass,
  removeEnvironment,
  request,
} from "../../support/calendar-steps.ts";
import { describeStores } from "../../support/store-engines.ts";
import { valueOf } from "../../support/store-fixtures.ts";

// Environments that are requested at once, without a booking, and what a tenant may have.

let keys = 0;
/** Asks for so many whole hosts between two hours of Monday; gives the id, or the fault's code. */
async function direct(lab: CalendarLab, hosts: number, from: number, to: number) {
  const asked = { tenant: "acme", owner: "ada", name: "Now", pool: lab.pool };
  const made = await requestEnvironment(lab.context(), {
    ...asked,
    design: wholeHosts(hosts),
    window: { start: at(from), end: at(to) },
    idempotencyKey: `direct ${++keys}`,
  });
  return made.ok ? { id: made.value, code: "made" } : { id: "", code: made.error.code };
}

async function codeOf(lab: CalendarLab, hosts: number, from: number, to: number): Promise<string> {
  return (await direct(lab, hosts, from, to)).code;
}

async function limit(lab: CalendarLab, limits: Partial<Quota>): Promise<void> {
  await lab.store.putQuota(quotaSchema.parse({ tenant: "acme", user: null, ...limits }));
}

const noMargins = { margins: { setUp: 0, grace: 0, wipe: 0 } };

describeStores("what is requested at once", (engine) => {
  const lab = async (hosts: number): Promise<CalendarLab> => labOf(hosts, await engine.open());

  test("counts with what is booked at the same time, machine by machine and core by core", async () => {
    const here = await lab(6);
    await limit(here, { machines: 3 });
    await bookOne(here, request(9, 11, noMargins));
    expect(await codeOf(here, 2, 9, 11)).toBe("made");
    expect(await codeOf(here, 1, 10, 12)).toBe("quota-exceeded");
    expect(await codeOf(here, 3, 11, 12)).toBe("made");
    // And what is booked counts with what was requested.
    const beyond = await booked(here, request(11, 12, noMargins));
    expect(beyond.ok ? "" : beyond.error.code).toBe("quota-exceeded");
    const asker = { tenant: "acme", user: "ada", seesAll: false };
    const plan = valueOf(await planBooking(here.context(), request(11, 12, noMargins), asker));
    expect(plan.quota?.code).toBe("quota-exceeded");
    await limit(here, { cores: 24 });
    expect(await codeOf(here, 1, 9, 10)).toBe("quota-exceeded");
    expect(await codeOf(here, 1, 13, 14)).toBe("made");
  });

  test("is named to its own people where it is in the way, and to nobody else", async () => {
    const here = await lab(1);
    await direct(here, 1, 9, 11);
    const own = { tenant: "acme", user: "ada", seesAll: false };
    const holdersFor = async (asker: typeof own) => {
      const plan = valueOf(await planBooking(here.context(), request(10, 12), asker));
      return plan.slots[0]?.conflicts[0]?.holders;
    };
    const window = { start: at(9), end: at(11) };
    const told = { reservation: null, window, preemptible: null };
    expect(await holdersFor(own)).toEqual([{ ...told, name: "Now", owner: "ada" }]);
    expect(await holdersFor({ ...own, tenant: "other" })).toEqual([
      { ...told, name: null, owner: null },
    ]);
    const booking = (await bookOne(here, request(15, 17))).reservation;
    const due = (await here.store.reservation(booking.id))!;
    const wanted = { start: at(9), end: at(11) };
    const tried = valueOf(await tryTime(here.context(), due, wanted, own));
    expect(tried.conflicts[0]?.holders).toEqual([{ ...told, name: "Now", owner: "ada" }]);
  });

  test("counts in its month's hours and money, for as long as it was there", async () => {
    const here = await lab(6);
    await limit(here, { machineHours: 10 });
    const first = await direct(here, 2, 0, 4);
    expect(first.code).toBe("made");
    expect(await codeOf(here, 1, 5, 8)).toBe("hours-exceeded");
    expect(await codeOf(here, 1, 5, 7)).toBe("made");
    // Given back after one of its four hours: six of its eight machine hours are free again.
    await pass(here, 1);
    const change = { id: first.id, tenant: "acme", at: at(1) } as const;
    await here.store.changeEnvironment({ ...change, state: "releasing" });
    await here.store.changeEnvironment({ ...change, state: "released", releaseClaims: true });
    expect(await codeOf(here, 1, 8, 15)).toBe("hours-exceeded");
    expect(await codeOf(here, 1, 8, 14)).toBe("made");
    await limit(here, { money: "0.000001" });
    expect(await codeOf(here, 1, 20, 21)).toBe("money-exceeded");
    await limit(here, {});
    expect(await codeOf(here, 1, 20, 21)).toBe("made");
  });

  test("a design that becomes larger counts as more, and its reservation is as large and there", async () => {
    const here = await lab(4);
    await limit(here, { machines: 2 });
    const one = await bookOne(here, request(9, 11, noMargins));
    await pass(here, 9);
    const { id } = one.reservation;
    const apply = (hosts: number) =>
      applyChange(here.context(), {
        id,
        tenant: "acme",
        by: "ada",
        design: wholeHosts(hosts),
        revision: 1,
        idempotencyKey: `to ${hosts}, ${++keys}`,
      });
    const beyond = await apply(3);
    expect(beyond.ok ? "" : beyond.error.code).toBe("quota-exceeded");
    valueOf(await apply(2));
    const { reservation } = (await here.store.reservation(id))!;
    expect(reservation).toMatchObject({ machines: 2, cores: 16 });
    const { placement } = (await here.store.environment(id, "acme"))!;
    expect(reservation.hosts).toEqual(Object.values(placement!.hosts).toSorted());
    expect(Number(reservation.cost)).toBeGreaterThan(Number(one.reservation.cost));
    const told = (await here.store.eventsAfter("acme", 0, 1000)).map(({ body }) => body);
    expect(told).toContainEqual(
      expect.objectContaining({
        type: "reservation",
        reservation: expect.objectContaining({ machines: 2, hosts: reservation.hosts }),
      }),
    );
    await removeEnvironment(here, one);
  });

  test("what needs approval is booked, and does not slip through by being requested at once", async () => {
    const here = await lab(4);
    await limit(here, { approvalAboveMachines: 1 });
    expect(await codeOf(here, 2, 9, 11)).toBe("approval-needed");
    expect(await codeOf(here, 1, 9, 11)).toBe("made");
  });
});
