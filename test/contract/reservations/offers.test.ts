import { expect, test } from "vitest";
import { planBooking } from "../../../electron/daemon/reservations/plan-booking.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import type { BookingRequest, PlannedSlot } from "../../../shared/protocol/reservation.ts";
import { wholeHosts, type CalendarLab } from "../../support/calendar-lab.ts";
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

/** Who is in the way of a time, by what of it: those who would do as well as each other are told together. */
async function inTheWay(
  lab: CalendarLab,
  asked: BookingRequest,
  tenant = "acme",
): Promise<Pick<PlannedSlot, "conflicts" | "offers">> {
  const asker = { tenant, user: "bob", seesAll: false };
  const { conflicts = [], offers = [] } =
    valueOf(await planBooking(lab.context(), asked, asker)).slots[0] ?? {};
  return { conflicts, offers };
}

test("hosts that would do as well as each other are in the way together, with all who have them", async () => {
  const lab = await labOf(3);
  for (const name of ["Sailing", "Rowing"]) await bookOne(lab, request(9, 11, { name }));
  await booked(lab, request(8, 10, { name: "Secret" }), "other", "eve");
  const { conflicts } = await inTheWay(lab, request(9, 10));
  expect(conflicts).toMatchObject([
    { resource: "lab/host/*", of: 3, capacity: 3, held: 3, others: 0 },
  ]);
  expect(conflicts[0]?.holders.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Sailing", "Rowing", null]),
  );
  // Strangers at the same time are one busy time, so that nobody counts them.
  const { conflicts: foreign } = await inTheWay(lab, request(9, 10), "other");
  expect(foreign[0]?.holders.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Secret", null]),
  );
  expect(foreign[0]?.holders).toHaveLength(2);
});

test("where copies lack addresses, those who have addresses are in the way, and no host", async () => {
  const lab = await labOf(6);
  await lab.setResources({ outsideAddresses: ["192.0.2.1", "192.0.2.2", "192.0.2.3"] });
  const exit = sketch(
    "Exit",
    {
      lan: { kind: "subnet", cidr: "10.1.0.0/24" },
      exit: { kind: "router" },
      net: { kind: "internet" },
    },
    ["exit:nic lan:net", "exit:nic net:net"],
  );
  const wayOut = { designs: [exit], copies: 2 };
  await booked(lab, request(9, 11, { ...wayOut, name: "Class" }));
  const { conflicts, offers } = await inTheWay(lab, request(10, 12, wayOut));
  expect(conflicts).toMatchObject([
    { resource: "lab/address/*", of: 3, capacity: 3, held: 2, others: 0 },
  ]);
  // Copies count as one, and are all named.
  expect(conflicts[0]?.holders.map(({ name }) => name)).toEqual([
    "Class · 1 of 2",
    "Class · 2 of 2",
  ]);
  expect(offers).toContainEqual({ type: "copies", copies: 1 });
});

test("of very many who are in the way the first are named and the others counted", async () => {
  const lab = await labOf(8);
  for (let one = 1; one <= 8; one++) await bookOne(lab, request(9, 11, { name: `Course ${one}` }));
  const { conflicts } = await inTheWay(lab, request(9, 10));
  expect(conflicts[0]?.holders).toHaveLength(5);
  expect(conflicts[0]?.others).toBe(3);
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
  // A smaller one would find a host, and then lack cores with the others.
  expect(never?.offers).toContainEqual({ type: "change", title: "Do without m1" });
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
