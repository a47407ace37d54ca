import { expect, test } from "vitest";
import {
  extendReservation,
  moveReservation,
} from "../../../electron/daemon/reservations/change.ts";
import { tryTime } from "../../../electron/daemon/reservations/try-time.ts";
import { quotaSchema } from "../../../shared/protocol/reservation.ts";
import type { CalendarLab } from "../../support/calendar-lab.ts";
import { at, booked, bookOne, labOf, pass, request } from "../../support/calendar-steps.ts";
import { describeStores } from "../../support/store-engines.ts";
import { valueOf } from "../../support/store-fixtures.ts";

// What the lab says while a booking is dragged is what it then does, and nothing has changed until then.

const ACME = { tenant: "acme", seesAll: false };

async function tried(lab: CalendarLab, id: string, from: number, to: number, asker = ACME) {
  const due = (await lab.store.reservation(id))!;
  const before = JSON.stringify([due, await lab.store.poolClaims("lab")]);
  const told = valueOf(await tryTime(lab.context(), due, { start: at(from), end: at(to) }, asker));
  const after = [await lab.store.reservation(id), await lab.store.poolClaims("lab")];
  expect(JSON.stringify(after)).toBe(before);
  return told;
}

async function moved(lab: CalendarLab, id: string, from: number, to: number) {
  const due = (await lab.store.reservation(id))!;
  return moveReservation(lab.context(), due, { start: at(from), end: at(to) });
}

describeStores("a time that is tried", (engine) => {
  const labHere = async (hosts: number): Promise<CalendarLab> => labOf(hosts, await engine.open());

  test("moved: it fits where it is, on other machines, or nowhere, and who is in the way is named", async () => {
    const lab = await labHere(2);
    const one = (await bookOne(lab, request(9, 11))).reservation;
    const next = (await bookOne(lab, request(15, 17, { name: "Next" }))).reservation;
    expect(next.hosts).toEqual(one.hosts);
    expect(await tried(lab, one.id, 12, 14)).toEqual({
      verdict: "fits",
      window: { start: at(12), end: at(14) },
      why: null,
      limit: null,
      conflicts: [],
    });
    const elsewhere = await tried(lab, one.id, 15, 17);
    expect(elsewhere.verdict).toBe("elsewhere");
    const holders = elsewhere.conflicts.flatMap((conflict) => conflict.holders);
    expect(holders.map(({ reservation, name }) => [reservation, name])).toContainEqual([
      next.id,
      next.name,
    ]);
    valueOf(await booked(lab, request(15, 16), "other"));
    const refused = await tried(lab, one.id, 15, 17);
    expect([refused.verdict, refused.why?.code]).toEqual(["refused", "no-room-then"]);
    const done = await moved(lab, one.id, 15, 17);
    expect(done.ok ? null : done.error.code).toBe("no-room-then");
    expect(valueOf(await moved(lab, one.id, 18, 20)).hosts).toEqual(one.hosts);
  });

  test("made longer: up to the next one, of another tenant without its name", async () => {
    const lab = await labHere(1);
    const one = (await bookOne(lab, request(9, 11))).reservation;
    valueOf(await booked(lab, request(14, 15, { name: "Merger" }), "other"));
    expect(await tried(lab, one.id, 9, 12)).toMatchObject({ verdict: "fits", conflicts: [] });
    await pass(lab, 9.5);
    const told = await tried(lab, one.id, 9, 20);
    expect(told).toMatchObject({
      verdict: "shorter",
      // 14:00 less ten minutes of set-up, five of grace and fifteen of wipe.
      window: { start: at(9), end: at(13.5) },
      limit: expect.stringContaining("right after it"),
    });
    expect(told.conflicts.length).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toContain("Merger");
    const admin = await tried(lab, one.id, 9, 20, { tenant: "lab", seesAll: true });
    expect(JSON.stringify(admin)).toContain("Merger");
    const due = (await lab.store.reservation(one.id))!;
    const longer = valueOf(await extendReservation(lab.context(), due, at(20)));
    expect(longer.reservation.window).toEqual(told.window);
    expect(await tried(lab, one.id, 9, 20)).toMatchObject({
      verdict: "refused",
      why: { code: "cannot-extend" },
    });
  });

  test("what waits goes on waiting, and a tenant's limit is told before it is met", async () => {
    const lab = await labHere(1);
    const one = (await bookOne(lab, request(9, 11))).reservation;
    const waits = (await bookOne(lab, request(9, 10, { whenTaken: "queue" }))).reservation;
    expect((await tried(lab, waits.id, 9, 12)).verdict).toBe("queued");
    const quota = { tenant: "acme", user: null, machineHours: 3 };
    await lab.store.putQuota(quotaSchema.parse(quota));
    expect((await tried(lab, one.id, 12, 14)).verdict).toBe("fits");
    expect(await tried(lab, one.id, 9, 13)).toMatchObject({
      verdict: "refused",
      why: { code: "hours-exceeded" },
    });
    const due = (await lab.store.reservation(one.id))!;
    const longer = await extendReservation(lab.context(), due, at(13));
    expect(longer.ok ? null : longer.error.code).toBe("hours-exceeded");
  });
});
