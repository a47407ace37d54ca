import { allAtOnce, type Steps } from "../../../shared/base/steps.ts";
import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { staysOnceBegun } from "../../../shared/reservations/qos-class.ts";
import { fitCopies, type FitRequest } from "./fit-slot.ts";
import { nextAt } from "./next-at.ts";
import type { DueReservation, ReservationChange } from "../store/reservation-records.ts";

/** A running one that must give way is told so long before. */
const NOTICE = 15 * 60_000;

export interface GivenWay {
  readonly placements: readonly Placement[];
  readonly displaced: readonly DueReservation[];
}

/**
 * Makes room by letting go of less urgent ones that were booked on that condition: as few as possible, the
 * least urgent and youngest first. null when even all of them together would not be enough.
 */
export function* makeRoom(
  request: FitRequest,
  priority: number,
  candidates: readonly DueReservation[],
): Steps<GivenWay | null> {
  const { index, hold, now } = request;
  const yielding = candidates.filter(
    ({ reservation, request: asked }) =>
      reservation.preemptible &&
      !(reservation.started && staysOnceBegun(asked.qosClass)) &&
      reservation.priority < priority &&
      Date.parse(reservation.hold.start) < Date.parse(hold.end) &&
      Date.parse(hold.start) < Date.parse(reservation.hold.end) &&
      (!reservation.started || endsInTime(hold.start, now)),
  );
  const gone = new Set(yielding.map(({ reservation }) => reservation.id));
  const fits = (): readonly Placement[] | null =>
    index.without(gone, () => {
      const placed = allAtOnce(fitCopies(request));
      return placed.ok ? placed.value : null;
    });
  if (yielding.length === 0 || fits() === null) return null;
  // Whoever is not needed stays: the most urgent and oldest get that chance first.
  const spared = yielding.toSorted(
    (a, b) =>
      b.reservation.priority - a.reservation.priority ||
      (a.reservation.createdAt < b.reservation.createdAt ? -1 : 1),
  );
  for (const { reservation } of spared) {
    yield;
    gone.delete(reservation.id);
    if (fits() === null) gone.add(reservation.id);
  }
  const placements = fits();
  if (placements === null) return null;
  return { placements, displaced: yielding.filter(({ reservation }) => gone.has(reservation.id)) };
}

function endsInTime(holdStart: string, now: number): boolean {
  // Its own grace and wipe fit in between too, as far as they are usual.
  return Date.parse(holdStart) >= now + NOTICE + 30 * 60_000;
}

/** What becomes of one that gives way for what begins at `start`: it ends before that, or is taken back whole. */
export function displacement(
  { reservation, request }: DueReservation,
  start: number,
  now: number,
): ReservationChange {
  const { id, window } = reservation;
  const reason = fault("taken-by-urgent");
  const at = toInstant(now);
  if (!reservation.started)
    return {
      id,
      at,
      expect: ["asked", "booked"],
      state: "pulled-back",
      claims: [],
      nextAt: null,
      reason,
      notice: "pulled-back",
    };
  const after = (request.margins.grace + request.margins.wipe) * 60_000;
  const end = start - after;
  const shorter = { start: window.start, end: toInstant(end) };
  const changed = { ...reservation, window: shorter };
  return {
    id,
    at,
    expect: ["running"],
    window: shorter,
    hold: { start: reservation.hold.start, end: toInstant(start) },
    nextAt: nextAt(changed, request),
    environmentWindow: {
      start: reservation.hold.start,
      end: toInstant(end + request.margins.grace * 60_000),
    },
    reason,
    notice: "pulled-back",
  };
}
