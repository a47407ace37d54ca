import { expect, test } from "vitest";
import { planBooking } from "../../../electron/daemon/reservations/plan-booking.ts";
import { wholeHosts } from "../../support/calendar-lab.ts";
import { valueOf } from "../../support/store-fixtures.ts";
import { at, booked, bookOne, labOf, request } from "../../support/calendar-steps.ts";

test("a conflict says who, what and when, to its own tenant; and offers another time and the queue", async () => {
  const lab = await labOf(1);
  const one = await bookOne(lab, request(9, 11, { name: "Sailing" }));
  const asked = request(10, 12);
  const own = { tenant: "acme", user: "bob", seesAll: false };
  const plan = valueOf(await planBooking(lab.context(), asked, own));
  const [slot] = plan.slots;
  expect(slot).toMatchObject({ fits: false, machines: 1 });
  expect(slot?.conflicts[0]?.holders).toEqual([
    {
      reservation: one.reservation.id,
      name: "Sailing",
      owner: "ada",
      window: one.reservation.hold,
      preemptible: false,
    },
  ]);
  // One of many VLANs is in nobody's way.
  const taken = slot?.conflicts.map(({ resource }) => resource) ?? [];
  expect(taken).toContain("lab/host/host-1/cores");
  expect(taken.filter((resource) => !resource.startsWith("lab/host/"))).toEqual([]);
  expect(slot?.offers).toEqual([
    { type: "slot", window: { start: at(11.5), end: at(13.5) } },
    { type: "queue", ahead: 0 },
  ]);
  const foreign = valueOf(
    await planBooking(lab.context(), asked, { tenant: "other", user: "eve", seesAll: false }),
  );
  expect(JSON.stringify(foreign)).not.toMatch(/Sailing|ada|acme/);
  const admin = { tenant: "other", user: "root", seesAll: true };
  const all = valueOf(await planBooking(lab.context(), asked, admin));
  expect(JSON.stringify(all)).toContain("Sailing");
  // Planning held nothing.
  expect(await lab.store.reservations({})).toHaveLength(1);
});

test("of copies that do not all have room, as many as have it are offered", async () => {
  const lab = await labOf(3);
  await bookOne(lab, request(9, 11));
  const own = { tenant: "acme", user: "bob", seesAll: false };
  const offersTo = async (copies: number) =>
    valueOf(await planBooking(lab.context(), request(10, 12, { copies }), own)).slots[0]?.offers;
  expect(await offersTo(3)).toEqual([
    { type: "copies", copies: 2 },
    { type: "slot", window: { start: at(11.5), end: at(13.5) } },
    { type: "queue", ahead: 0 },
  ]);
  expect(await offersTo(2)).toEqual([]);
});

test("what an empty lab could not hold either is not offered the queue, nor let into it, but told what would help", async () => {
  const lab = await labOf(2);
  const own = { tenant: "acme", user: "bob", seesAll: false };
  const planned = async (more: Parameters<typeof request>[2]) =>
    valueOf(await planBooking(lab.context(), request(9, 11, more), own)).slots[0];
  const large = { designs: [wholeHosts(3)] };
  const never = await planned(large);
  expect(never).toMatchObject({ fits: false, never: true, conflicts: [] });
  expect(never?.offers).toContainEqual({
    type: "change",
    title: "Use Virtual server, large for m1",
  });
  expect(never?.offers.filter(({ type }) => type !== "change")).toEqual([]);
  // A smaller type would mend what memory lacks, and leave too few cores.
  const one = wholeHosts(1);
  const five = { ...one, nodes: { ...one.nodes, m1: { ...one.nodes["m1"]!, count: 5 } } };
  const short = await planned({ designs: [five] });
  expect(short?.refusals.map(({ code }) => code)).toEqual([
    "not-enough-cores",
    "not-enough-memory",
  ]);
  const titles = short?.offers.map((offer) => (offer.type === "change" ? offer.title : ""));
  expect(titles).toContain("Make 2 of m1 instead of 5");
  expect(titles).toContain("Use Virtual server, medium for m1");
  expect(titles).not.toContain("Use Virtual server, large for m1");
  for (const whenTaken of ["queue", "refuse", "skip"]) {
    const refused = await booked(lab, request(9, 11, { ...large, whenTaken }));
    expect(refused.ok ? "" : refused.error.code).toBe("never-fits");
  }
  const copies = await planned({ copies: 3 });
  expect(copies).toMatchObject({ never: true, offers: [{ type: "copies", copies: 2 }] });
  expect(await lab.store.reservations({})).toEqual([]);
  // A host that is away comes back, a licence is renewed, and who holds something gives it back.
  await lab.setHost("host-2", "down");
  expect(await planned({ copies: 2 })).toMatchObject({
    fits: false,
    never: false,
    offers: [
      { type: "copies", copies: 1 },
      { type: "queue", ahead: 0 },
    ],
  });
  expect((await booked(lab, request(9, 11, { copies: 2, whenTaken: "queue" }))).ok).toBe(true);
});
