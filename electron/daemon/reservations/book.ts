import { moment, toInstant } from "../../../shared/base/clock.ts";
import { fault, type Fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { refusalText } from "../../../shared/placement/refusals/refusal-text.ts";
import type { BookingRequest } from "../../../shared/protocol/reservation.ts";
import { machinesAtOnce } from "../../../shared/reservations/size.ts";
import { isEndless } from "../../../shared/schedule/slots.ts";
import { digest } from "../environments/digest.ts";
import { refuseAfterEnd } from "../billing/contract-ends.ts";
import type { BookingRecord } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { allowedPriority, needsApproval } from "./limits.ts";
import { reservationsOf } from "./new-reservations.ts";
import { prepareBooking, type Prepared } from "./plan-booking.ts";
import { AHEAD, type PlannedTime } from "./plan-slots.ts";
import { withRoomMade } from "./room-made.ts";

export interface NewBookingRequest {
  readonly tenant: string;
  readonly user: string;
  readonly request: BookingRequest;
  readonly idempotencyKey: string;
}

/** Between looking and holding somebody else may be faster; then it is looked again. */
const ATTEMPTS = 4;

/** Books a session: each of its times with all copies, or not. Gives the booking's id. */
export async function book(
  context: ReservationsContext,
  asked: NewBookingRequest,
): Promise<Result<string>> {
  const { store } = context;
  const id = `booking-${digest([asked.tenant, asked.idempotencyKey]).slice(0, 16)}`;
  const requestDigest = digest([asked.request]);
  const priority = await allowedPriority(store, asked, asked.request.priority);
  const request = { ...asked.request, priority };
  const known = await store.booking(id);
  if (known !== null) return repeat(context, known, asked.idempotencyKey, requestDigest);
  for (let attempt = 1; ; attempt++) {
    const booked = await prepareBooking(context, request, asked.tenant, (prepared) =>
      hold(context, { ...asked, request }, prepared, { id, requestDigest }),
    );
    const again = !booked.ok && AGAIN.has(booked.error.code) && attempt < ATTEMPTS;
    if (!again) return booked;
  }
}

const AGAIN: ReadonlySet<string> = new Set(["double-booking", "reservation-changed"]);

/** The store compares key and digest before it looks at anything else. */
async function repeat(
  { store }: ReservationsContext,
  record: BookingRecord,
  idempotencyKey: string,
  requestDigest: string,
): Promise<Result<string>> {
  const nothing = { reservations: [], displaced: [] };
  const again = await store.createBooking({ record, ...nothing, idempotencyKey, requestDigest });
  return again.ok ? ok(again.value.id) : again;
}

async function hold(
  context: ReservationsContext,
  { tenant, user, request, idempotencyKey }: NewBookingRequest,
  prepared: Prepared,
  { id, requestDigest }: { readonly id: string; readonly requestDigest: string },
): Promise<Result<string>> {
  const { store } = context;
  const { now, prices } = prepared;
  const { planned, displaced } = await withRoomMade(context, request, prepared);
  const taken = planned.filter(({ placements }) => placements === null);
  const inVain = taken.find(({ most }) => most !== null);
  const isLeftOut = request.whenTaken === "skip" && taken.length < planned.length;
  if (inVain !== undefined && !isLeftOut) return err(neverFits(prepared.pool.name, inVain));
  if (taken.length > 0 && request.whenTaken === "refuse") return err(takenFault(taken, planned));
  const kept =
    request.whenTaken === "skip" ? planned.filter((one) => one.placements !== null) : planned;
  if (kept.length === 0) return err(takenFault(taken, planned));
  const last = kept.reduce((start, { times }) => laterOf(start, times.window.start), "");
  const paid = await refuseAfterEnd(store, tenant, { now, start: last });
  if (!paid.ok) return paid;
  const { designs, ...terms } = request;
  const record: BookingRecord = {
    id,
    tenant,
    owner: user,
    request: terms,
    designs,
    bookedUntil: isEndless(request.session) ? toInstant(now + AHEAD) : null,
    createdAt: toInstant(now),
  };
  const sizes = kept.map(({ placements }) => ({ machines: machinesAtOnce(placements ?? []) }));
  const asked = await needsApproval(store, { tenant, user }, sizes);
  const reservations = kept.flatMap((time) =>
    reservationsOf(context, record, time, { now, asked, prices }),
  );
  const created = await store.createBooking({
    record,
    reservations,
    displaced,
    idempotencyKey,
    requestDigest,
  });
  return created.ok ? ok(created.value.id) : created;
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

function neverFits(pool: string, { refusals }: PlannedTime): Fault {
  return fault("never-fits", { pool, detail: `${refusals.map(refusalText).join(". ")}.` });
}

function takenFault(taken: readonly PlannedTime[], all: readonly PlannedTime[]): Fault {
  const [first] = taken;
  const when = first === undefined ? "" : `${moment(first.times.window.start)}: `;
  const detail = `${when}${(first?.refusals ?? []).map(refusalText).join(". ")}.`;
  return fault("slots-taken", { count: taken.length, total: all.length, detail });
}
