import { toInstant, type Instant } from "../../../shared/base/clock.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import type { Reservation, ReservationState } from "../../../shared/protocol/reservation.ts";
import { hardEndOf, type Times } from "../../../shared/schedule/hold.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { reservationView } from "../store/operations/reservation-rows.ts";
import type { DueReservation, ReservationChange } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { costIn } from "./cost.ts";
import { nextAt } from "./next-at.ts";
import { planElsewhere, planExtension, planMove, type Retiming } from "./retime.ts";

const ON: ReadonlySet<ReservationState> = new Set(["asked", "booked", "running"]);

/**
 * Makes it last until then, or up to the next conflict or the end of a licence's term, and says which. Asked again,
 * as by somebody whom the first answer did not reach, it lasts until then already, and nothing is changed.
 */
export async function extendReservation(
  context: ReservationsContext,
  due: DueReservation,
  until: Instant,
): Promise<Result<{ reservation: Reservation; limited: boolean; why: string | null }>> {
  const { id, state, window } = due.reservation;
  if (ON.has(state) && Date.parse(until) === Date.parse(window.end))
    return ok({ reservation: await viewOf(context, id), limited: false, why: null });
  const plan = await planExtension(context, due, until);
  if (!plan.ok) return plan;
  const changed = await carryOut(context, due, plan.value, "extended");
  if (!changed.ok) return changed;
  const why = plan.value.limit;
  return ok({ reservation: changed.value, limited: why !== null, why });
}

/** To another time: on the same machines if they are free then, else on others. */
export async function moveReservation(
  context: ReservationsContext,
  due: DueReservation,
  wanted: { readonly start: Instant; readonly end?: Instant | undefined },
): Promise<Result<Reservation>> {
  const plan = await planMove(context, due, wanted);
  if (!plan.ok) return plan;
  const moved = await carryOut(context, due, plan.value, "moved");
  // The store has the last word: another daemon may have been quicker.
  const isSurprised = !moved.ok && moved.error.code === "double-booking";
  if (!isSurprised || due.reservation.started || plan.value.placement !== null) return moved;
  const other = await planElsewhere(context, due, plan.value.times);
  return other.ok ? carryOut(context, due, other.value, "moved") : other;
}

async function carryOut(
  context: ReservationsContext,
  due: DueReservation,
  { times, claims, placement }: Retiming,
  notice: "extended" | "moved",
): Promise<Result<Reservation>> {
  const { store, clock } = context;
  const changed = await store.changeReservations([
    {
      ...(await retimed(context, due, times, clock.now())),
      // Where it went before, and why, is of no interest any more.
      ...(placement !== null && { placement, reason: null }),
      ...(claims !== null && { claims }),
      notice,
    },
  ]);
  return changed.ok ? ok(await viewOf(context, due.reservation.id)) : changed;
}

/** The change of its times alone, its environment's too. */
export async function retimed(
  context: ReservationsContext,
  { reservation, request }: DueReservation,
  times: Times,
  now: number,
): Promise<Omit<ReservationChange, "notice">> {
  const { id, state, started } = reservation;
  const after = { ...reservation, ...times, warned: 0 };
  return {
    id,
    at: toInstant(now),
    expect: [state],
    ...times,
    cost: await costIn(context, reservation, times.window),
    warned: 0,
    nextAt: nextAt(after, request),
    ...(started && { environmentWindow: environmentWindow(times, request.margins) }),
  };
}

function environmentWindow(
  { window, hold }: Times,
  margins: Parameters<typeof hardEndOf>[1],
): Window {
  return { start: hold.start, end: toInstant(hardEndOf(window, margins)) };
}

/** As everybody of its tenant may see it. */
export async function viewOf(
  { store }: Pick<ReservationsContext, "store">,
  id: string,
): Promise<Reservation> {
  const found = await store.reservation(id);
  if (found === null) throw new Error(`${id} has gone`);
  return reservationView(found.reservation);
}
