import { toInstant } from "../../../shared/base/clock.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { timesOf, type Times } from "../../../shared/schedule/hold.ts";
import { inTurns } from "../in-turns.ts";
import { poolView } from "../pool/pool-view.ts";
import type { DueReservation } from "../store/reservation-records.ts";
import type { PoolRecord } from "../store/store.ts";
import type { ReservationsContext } from "./context.ts";
import { costIn } from "./cost.ts";
import { earliestTime } from "./find-time.ts";
import { fitCopies } from "./fit-slot.ts";
import { nextAt } from "./next-at.ts";

/**
 * Books those that wait, the most urgent and oldest first, wherever there is room for them now. One that does
 * not fit yet holds nobody up behind it. Gives how many were booked.
 */
export async function serveQueue(context: ReservationsContext, pool: PoolRecord): Promise<number> {
  let booked = 0;
  for (const due of await context.store.queuedReservations(pool.id))
    if (await bookQueued(context, pool.id, due)) booked++;
  return booked;
}

/** From looking for room to booking it nothing else is placed in the pool, nor anything of it taken out of use. */
async function bookQueued(
  context: ReservationsContext,
  pool: string,
  due: DueReservation,
): Promise<boolean> {
  return context.held.use(pool, async (index) => {
    const current = await context.pools.find(pool);
    if (!current.ok) return false;
    const now = context.clock.now();
    const found = await findRoom(context, current.value, due, { index, now });
    return found !== null && (await bookFound(context, due, found, now));
  });
}

interface Room {
  readonly times: Times;
  readonly placement: Placement;
}

async function bookFound(
  context: ReservationsContext,
  { reservation, request }: DueReservation,
  { times, placement }: Room,
  now: number,
): Promise<boolean> {
  const after = { ...reservation, state: "booked", ...times, movableUntil: null } as const;
  const cost = await costIn(context, reservation, times.window);
  const booked = await context.store.changeReservations([
    {
      id: reservation.id,
      at: toInstant(now),
      expect: ["queued"],
      state: "booked",
      ...times,
      cost,
      placement,
      claims: placement.claims,
      nextAt: nextAt(after, request),
      reason: null,
      notice: "served",
    },
  ]);
  return booked.ok;
}

async function findRoom(
  { store, catalogue }: ReservationsContext,
  pool: PoolRecord,
  { reservation, request }: DueReservation,
  { index, now }: { readonly index: ClaimIndex; readonly now: number },
): Promise<Room | null> {
  const booking = await store.booking(reservation.booking);
  const design = booking?.designs[reservation.variant];
  if (design === undefined) return null;
  const common = { index, catalogue, pool: poolView(pool), design, now, copies: 1 };
  const { window, movableUntil } = reservation;
  const length = Date.parse(window.end) - Date.parse(window.start);
  if (movableUntil !== null) {
    const start = toInstant(Math.max(now, Date.parse(window.start)));
    const range = { start, end: movableUntil };
    if (Date.parse(start) + length > Date.parse(movableUntil)) return null;
    const search = { ...common, margins: request.margins, range, length };
    const found = await inTurns(earliestTime(search));
    const placement = found?.placements[0];
    return found === null || placement === undefined ? null : { times: found.times, placement };
  }
  const marginsInside = request.session.type === "turns";
  const times = marginsInside
    ? { window, hold: reservation.hold }
    : timesOf({ window, marginsInside }, request.margins, now);
  if (times === null || Date.parse(times.hold.end) <= now) return null;
  const placed = await inTurns(fitCopies({ ...common, hold: times.hold }));
  const placement = placed.ok ? placed.value[0] : undefined;
  return placement === undefined ? null : { times, placement };
}
