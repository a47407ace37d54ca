import { expect, onTestFinished } from "vitest";
import { book } from "../../electron/daemon/reservations/book.ts";
import { doWhatIsDue } from "../../electron/daemon/reservations/do-due.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import type { DueReservation } from "../../electron/daemon/store/reservation-records.ts";
import type { Design } from "../../shared/design/design.ts";
import { bookingRequestSchema, type BookingRequest } from "../../shared/protocol/reservation.ts";
import { MONDAY, openCalendarLab, wholeHosts, type CalendarLab } from "./calendar-lab.ts";
import { valueOf } from "./store-fixtures.ts";

// What tests of the calendar do, said in one word each.

export const HOUR = 3_600_000;
export const at = (hours: number): string => new Date(MONDAY + hours * HOUR).toISOString();

/** A lab of so many hosts, closed after the test; its store too, unless it was given one. */
export async function labOf(hosts: number, store?: Store): Promise<CalendarLab> {
  const lab = await openCalendarLab(hosts, store === undefined ? {} : { store });
  onTestFinished(() => lab.close());
  return lab;
}

type Asked = Partial<Record<keyof BookingRequest, unknown>> & {
  readonly designs?: readonly Design[];
};

/** One host from one hour of Monday to another, unless told otherwise. */
export function request(from: number, to: number, more: Asked = {}): BookingRequest {
  return bookingRequestSchema.parse({
    name: "Course",
    pool: "lab",
    designs: [wholeHosts(1)],
    session: { type: "from-to", start: at(from), end: at(to) },
    margins: { setUp: 10, grace: 5, wipe: 15 },
    ...more,
  });
}

let keys = 0;
/** Asks for it as a user of a tenant. */
export async function booked(
  lab: CalendarLab,
  asked: BookingRequest,
  tenant = "acme",
  user = "ada",
) {
  const idempotencyKey = `key number ${++keys}`;
  return book(lab.context(), { tenant, user, request: asked, idempotencyKey });
}

/** All that came of a booking. */
export async function reservationsOf(
  lab: CalendarLab,
  booking: string,
): Promise<readonly DueReservation[]> {
  const records = await lab.store.reservations({ booking });
  return Promise.all(records.map(async ({ id }) => (await lab.store.reservation(id))!));
}

/** The one that came of a booking. */
export async function only(lab: CalendarLab, booking: string): Promise<DueReservation> {
  const list = await reservationsOf(lab, booking);
  expect(list).toHaveLength(1);
  return list[0]!;
}

/** Books what must come to one reservation. */
export async function bookOne(lab: CalendarLab, asked: BookingRequest): Promise<DueReservation> {
  return only(lab, valueOf(await booked(lab, asked)));
}

/** Lets time pass, doing what becomes due. */
export async function pass(lab: CalendarLab, hours: number): Promise<void> {
  lab.advanceTo(MONDAY + hours * HOUR);
  await doWhatIsDue(lab.context());
}

/** As it is now. */
export async function stateOf(lab: CalendarLab, { reservation }: DueReservation): Promise<string> {
  return (await lab.store.reservation(reservation.id))!.reservation.state;
}

/** What acme was told about its reservations, in order. */
export async function notices(lab: CalendarLab): Promise<string[]> {
  return (await lab.store.eventsAfter("acme", 0, 1000)).flatMap(({ body }) =>
    body.type === "reservation" && body.notice !== null ? [body.notice] : [],
  );
}

/** The lab has removed all of it. */
export async function removeEnvironment(
  lab: CalendarLab,
  { reservation }: DueReservation,
): Promise<void> {
  const { id, tenant } = reservation;
  const when = new Date(lab.now()).toISOString();
  const change = { id, tenant, at: when } as const;
  await lab.store.changeEnvironment({ ...change, state: "releasing" });
  await lab.store.changeEnvironment({ ...change, state: "released", releaseClaims: true });
}
