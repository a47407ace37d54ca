import { expect, test } from "vitest";
import {
  extendReservation,
  moveReservation,
} from "../../../electron/daemon/reservations/change.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import type { CalendarLab } from "../../support/calendar-lab.ts";
import { at, bookOne, booked, labOf, pass, request } from "../../support/calendar-steps.ts";
import { describeStores } from "../../support/store-engines.ts";
import { valueOf } from "../../support/store-fixtures.ts";

// Licences that the lab owns for a term: nothing lasts longer than they do.

const PRODUCT = "office-ltsc-2024";
const licensed = sketch(
  "Licensed",
  { office: { kind: "licence", product: PRODUCT, seats: 2 } },
  [],
);

/** One that begins at nine in a lab whose licence ends at noon; a quarter of an hour is for wiping. */
function asked(from: number, to: number) {
  return request(from, to, {
    designs: [licensed],
    margins: { setUp: 0, grace: 0, wipe: 15 },
  });
}

async function current(lab: CalendarLab, id: string) {
  return (await lab.store.reservation(id))!;
}

describeStores("licences with a term", (engine) => {
  const labHere = async (): Promise<CalendarLab> => {
    const lab = await labOf(1, await engine.open());
    await lab.setResources({ seats: [{ product: PRODUCT, seats: 5, until: at(12) }] });
    return lab;
  };

  test("nothing is booked past the term", async () => {
    const lab = await labHere();
    const late = await booked(lab, asked(10, 12));
    expect(late.ok ? "" : late.error.code).toBe("slots-taken");
    await bookOne(lab, asked(10, 11.75));
  });

  test("what runs lasts up to the end of the term, is told why, and then no longer until it is renewed", async () => {
    const lab = await labHere();
    const { id } = (await bookOne(lab, asked(9, 10))).reservation;
    await pass(lab, 9.5);
    const extend = async (until: number) =>
      extendReservation(lab.context(), await current(lab, id), at(until));
    const first = valueOf(await extend(20));
    expect(first).toMatchObject({ limited: true, reservation: { window: { end: at(11.75) } } });
    expect(first.why).toContain(at(12));
    const second = await extend(13);
    expect(second.ok ? null : second.error).toMatchObject({
      code: "cannot-extend",
      parameters: { detail: first.why },
    });
    const longer = { start: at(9), end: at(13) };
    const dragged = await moveReservation(lab.context(), await current(lab, id), longer);
    expect(dragged.ok ? "" : dragged.error.code).toBe("cannot-extend");
    await lab.setResources({ seats: [{ product: PRODUCT, seats: 5, until: at(24) }] });
    expect(valueOf(await extend(13))).toMatchObject({ limited: false, why: null });
  });

  test("what has not begun is not moved past the term, however free the machines are", async () => {
    const lab = await labHere();
    const due = await bookOne(lab, asked(9, 10));
    const moved = await moveReservation(lab.context(), due, { start: at(11.5) });
    expect(moved.ok ? null : moved.error).toMatchObject({
      code: "no-room-then",
      parameters: { detail: expect.stringContaining(at(12)) as string },
    });
    valueOf(await moveReservation(lab.context(), due, { start: at(10.75) }));
  });
});
