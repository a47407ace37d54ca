import { toInstant } from "../../../shared/base/clock.ts";
import { fault, type Fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { refusalText } from "../../../shared/placement/refusal-text.ts";
import type { BookingRequest } from "../../../shared/protocol/reservation.ts";
import { machinesAtOnce } from "../../../shared/reservations/size.ts";
import { isEndless } from "../../../shared/schedule/slots.ts";
import { digest } from "../environments/digest.ts";
import { refuseAfterEnd } from "../billing/contract-ends.ts";
import { poolView } from "../pool/pool-view.ts";
import type {
  BookingRecord,
  DueReservation,
  ReservationChange,
} from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { costIn } from "./cost.ts";
import { displacement, makeRoom } from "./give-way.ts";
import { allowedPriority, needsApproval } from "./limits.ts";
import { reservationsOf } from "./new-reservations.ts";
import { prepareBooking, type Prepared } from "./plan-booking.ts";
import { AHEAD, type PlannedTime } from "./plan-slots.ts";

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
  const { planned: found, now, prices } = prepared;
  const { planned, displaced } = await withRoomMade(context, request, {
    ...prepared,
    planned: found,
  });
  const taken = planned.filter(({ placements }) => placements === null);
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

/** Where there was no room, less urgent ones that were booked on that condition give way. */
async function withRoomMade(
  context: ReservationsContext,
  request: BookingRequest,
  { planned, index, pool, now }: Prepared,
): Promise<{ planned: readonly PlannedTime[]; displaced: readonly ReservationChange[] }> {
  const nothing = { planned, displaced: [] };
  if (planned.every(({ placements }) => placements !== null)) return nothing;
  const candidates = await preemptible(context, pool.id, planned);
  const displaced: ReservationChange[] = [];
  const changed: PlannedTime[] = [];
  for (const time of planned) {
    const { times, design } = time;
    const fit = { catalogue: context.catalogue, pool: poolView(pool), copies: request.copies };
    const room =
      time.placements === null
        ? makeRoom(
            { ...fit, index, design, hold: times.hold, now },
            request.priority,
            candidates.filter(({ reservation }) =>
              displaced.every(({ id }) => id !== reservation.id),
            ),
          )
        : null;
    changed.push(room === null ? time : { ...time, placements: room.placements, refusals: [] });
    for (const one of room?.displaced ?? []) {
      const change = displacement(one, Date.parse(times.hold.start), now);
      const { window } = change;
      const cost = window && (await costIn(context, one.reservation, window));
      displaced.push({ ...change, ...(cost !== undefined && { cost }) });
    }
  }
  return { planned: changed, displaced: withClaims(displaced, index) };
}

/** Those that could give way where there was no room. */
async function preemptible(
  { store }: ReservationsContext,
  pool: string,
  planned: readonly PlannedTime[],
): Promise<readonly DueReservation[]> {
  const holds = planned.flatMap(({ placements, times }) => (placements === null ? times.hold : []));
  const window = {
    start: holds.map(({ start }) => start).toSorted()[0] ?? "",
    end:
      holds
        .map(({ end }) => end)
        .toSorted()
        .at(-1) ?? "",
  };
  const states = ["asked", "booked", "running"] as const;
  const records = await store.reservations({ pool, states, window, preemptible: true });
  const list: DueReservation[] = [];
  for (const { id } of records) {
    const due = await store.reservation(id);
    if (due !== null) list.push(due);
  }
  return list;
}

/** One that is only shortened holds the same as before, for less long. */
function withClaims(
  changes: readonly ReservationChange[],
  index: Prepared["index"],
): readonly ReservationChange[] {
  return changes.map((change) =>
    change.hold === undefined
      ? change
      : Object.assign(change, {
          claims: index
            .claimsOf(change.id)
            .map(({ resource, quantity }) => ({ resource, quantity })),
        }),
  );
}

function takenFault(taken: readonly PlannedTime[], all: readonly PlannedTime[]): Fault {
  const [first] = taken;
  const when = first === undefined ? "" : `${first.times.window.start}: `;
  const detail = `${when}${(first?.refusals ?? []).map(refusalText).join(". ")}.`;
  return fault("slots-taken", { count: taken.length, total: all.length, detail });
}
