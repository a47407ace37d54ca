import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Reservation, ReservationState } from "../../../shared/protocol/reservation.ts";
import { whyEnding } from "../../../shared/reservations/ended.ts";
import { warningsDue } from "../../../shared/reservations/lease.ts";
import type { DueReservation, ReservationChange } from "../store/reservation-records.ts";
import { retimed, viewOf } from "./change.ts";
import { claimsOf } from "./retime.ts";
import type { ReservationsContext } from "./context.ts";
import { nextAt } from "./next-at.ts";

const WAITING: ReadonlySet<ReservationState> = new Set(["asked", "queued", "booked"]);

/** The end of one, now: what has not begun is free at once, what runs is released, with its consoles. */
function ended(
  { reservation }: DueReservation,
  now: number,
  why: Pick<ReservationChange, "reason" | "notice"> & { readonly state: ReservationState },
): ReservationChange | null {
  const { id, state } = reservation;
  const common = { id, at: toInstant(now), expect: [state], nextAt: null };
  // Why it waited is of no interest any more.
  if (WAITING.has(state)) return { ...common, claims: [], reason: null, ...why };
  if (state !== "running") return null;
  const reason = whyEnding(reservation, common.at, why.reason);
  return { ...common, ...why, state: "ending", reason, releaseEnvironment: true };
}

async function endAll(
  context: ReservationsContext,
  list: readonly DueReservation[],
  why: Parameters<typeof ended>[2],
): Promise<Result<Reservation[]>> {
  const { store, clock, wake } = context;
  const changes = list.flatMap((due) => ended(due, clock.now(), why) ?? []);
  if (changes.length === 0)
    return err(fault("reservation-changed", { state: list[0]?.reservation.state ?? "gone" }));
  const changed = await store.changeReservations(changes);
  if (!changed.ok) return changed;
  for (const { reservation } of list)
    if (reservation.started) wake({ id: reservation.id, tenant: reservation.tenant });
  const views: Reservation[] = [];
  for (const { id } of changes) views.push(await viewOf(context, id));
  return ok(views);
}

/** This one, this and all later ones of its booking, or all of them. What goes on for ever ends with it. */
export async function cancelReservation(
  context: ReservationsContext,
  due: DueReservation,
  scope: "one" | "following" | "all",
): Promise<Result<Reservation[]>> {
  const list = scope === "one" ? [due] : await siblings(context, due, scope);
  if (scope !== "one") await context.store.stopBooking(due.reservation.booking);
  return endAll(context, list, { state: "cancelled", notice: "cancelled" });
}

async function siblings(
  { store }: ReservationsContext,
  { reservation }: DueReservation,
  scope: "following" | "all",
): Promise<readonly DueReservation[]> {
  const records = await store.reservations({ booking: reservation.booking });
  const list: DueReservation[] = [];
  for (const { id, window } of records) {
    if (scope === "following" && window.start < reservation.window.start) continue;
    const due = await store.reservation(id);
    if (due !== null) list.push(due);
  }
  return list;
}

/** It is over before its time: the task is done, or it must go. */
export async function finishReservation(
  context: ReservationsContext,
  due: DueReservation,
): Promise<Result<Reservation>> {
  const finished = await endAll(context, [due], { state: "cancelled", notice: "ended" });
  if (!finished.ok) return finished;
  return ok(await viewOf(context, due.reservation.id));
}

/** The lab admin's word on a whole booking. */
export async function decideBooking(
  context: ReservationsContext,
  booking: string,
  { approved, note }: { readonly approved: boolean; readonly note: string },
): Promise<Result<Reservation[]>> {
  const { store, clock } = context;
  const asked = await store.reservations({ booking, states: ["asked"] });
  const list: DueReservation[] = [];
  for (const { id } of asked) {
    const due = await store.reservation(id);
    if (due !== null) list.push(due);
  }
  if (list.length === 0)
    return err(fault("not-found", { what: "booking that waits", id: booking }));
  if (!approved)
    return endAll(context, list, {
      state: "refused",
      reason: fault("not-approved", { note }),
      notice: "refused",
    });
  const changed = await store.changeReservations(
    list.map(({ reservation, request }) => ({
      id: reservation.id,
      at: toInstant(clock.now()),
      expect: ["asked"],
      state: "booked",
      nextAt: nextAt({ ...reservation, state: "booked" }, request),
      // What the lab admin says with it is for its user, as with a refusal.
      ...(note !== "" && { reason: fault("approved", { note }) }),
      notice: "approved",
    })),
  );
  if (!changed.ok) return changed;
  const views: Reservation[] = [];
  for (const { reservation } of list) views.push(await viewOf(context, reservation.id));
  return ok(views);
}

/** The lab wants its machines back: what has not begun by the end of the notice is off, what runs ends by then. */
export async function pullBack(
  context: ReservationsContext,
  due: DueReservation,
  { noticeMinutes, note }: { readonly noticeMinutes: number; readonly note: string },
): Promise<Result<Reservation>> {
  const { store, clock } = context;
  const { reservation } = due;
  const { id, state, window, hold } = reservation;
  const now = clock.now();
  const reason = fault("pulled-back", { note });
  const last = now + noticeMinutes * 60_000;
  if (state !== "running" || last <= now) {
    const ends = await endAll(context, [due], {
      state: "pulled-back",
      reason,
      notice: "pulled-back",
    });
    return ends.ok ? ok(await viewOf(context, id)) : ends;
  }
  // One that ends earlier anyway only learns why it cannot last longer.
  const end = Math.min(last, Date.parse(window.end));
  const margin = Date.parse(hold.end) - Date.parse(window.end);
  const begin = Math.min(Date.parse(window.start), end - 1);
  const times = {
    window: { start: toInstant(begin), end: toInstant(end) },
    hold: {
      start: toInstant(Math.min(begin, Date.parse(hold.start))),
      end: toInstant(end + margin),
    },
  };
  const claims = await claimsOf(context, reservation);
  const change = await retimed(context, due, times, now);
  // Whoever is told until when it lasts needs no warning of that at the same moment.
  const warned = warningsDue(end, now);
  const after = nextAt({ ...reservation, ...times, warned }, due.request);
  const changed = await store.changeReservations([
    { ...change, warned, nextAt: after, claims, reason, notice: "pulled-back" },
  ]);
  return changed.ok ? ok(await viewOf(context, id)) : changed;
}

/** Somebody is there. */
export async function heardOf(
  { store, clock }: ReservationsContext,
  { reservation, request }: DueReservation,
): Promise<void> {
  const { id, state } = reservation;
  if (state !== "booked" && state !== "running") return;
  const at = toInstant(clock.now());
  const after = nextAt({ ...reservation, seenAt: at }, request);
  await store.changeReservations([
    { id, at, expect: [state], seenAt: at, nextAt: after, notice: null },
  ]);
}
