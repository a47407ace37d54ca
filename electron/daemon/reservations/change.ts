import { toInstant, type Instant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Claim } from "../../../shared/pool/pool.ts";
import {
  hitBy,
  hitText,
  thingsOutOfUse,
  usableUntil,
  type Hit,
} from "../../../shared/pool/out-of-use.ts";
import { capacityIn } from "../../../shared/pool/capacity-in.ts";
import { firstTerm, type Term } from "../../../shared/pool/terms.ts";
import type { Reservation } from "../../../shared/protocol/reservation.ts";
import { hardEndOf, timesOf, type Times } from "../../../shared/schedule/hold.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { poolView } from "../pool/pool-view.ts";
import { reservationView } from "../store/operations/reservation-rows.ts";
import type { DueReservation, ReservationChange } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { costIn } from "./cost.ts";
import { fitCopies } from "./fit-slot.ts";
import { nextAt } from "./next-at.ts";

/** Makes it last until then, or up to the next conflict or the end of a licence's term, and says which. */
export async function extendReservation(
  context: ReservationsContext,
  due: DueReservation,
  until: Instant,
): Promise<Result<{ reservation: Reservation; limited: boolean; why: string | null }>> {
  const { store, clock } = context;
  const { id, state, window, hold } = due.reservation;
  if (state !== "booked" && state !== "running" && state !== "asked")
    return err(fault("reservation-changed", { state }));
  const wanted = Date.parse(until);
  if (wanted <= Date.parse(window.end))
    return err(fault("cannot-extend", { detail: "It lasts that long already." }));
  const claims = await claimsOf(context, due.reservation);
  const free = await freeUntil(context, due, claims);
  const after = Date.parse(hold.end) - Date.parse(window.end);
  const end = Math.min(wanted, free.until - after);
  if (end <= Date.parse(window.end) || end <= clock.now())
    return err(fault("cannot-extend", { detail: free.detail }));
  const times = {
    window: { start: window.start, end: toInstant(end) },
    hold: { start: hold.start, end: toInstant(end + after) },
  };
  const changed = await store.changeReservations([
    { ...(await retimed(context, due, times, clock.now())), claims, notice: "extended" },
  ]);
  if (!changed.ok) return changed;
  const limited = end < wanted;
  const why = limited ? free.detail : null;
  return ok({ reservation: await viewOf(context, id), limited, why });
}

/** The instant from which on somebody else has something of what it holds, or it must not be used; and why. */
async function freeUntil(
  { held, pools, clock, catalogue }: ReservationsContext,
  { reservation }: DueReservation,
  claims: readonly Claim[],
): Promise<{ readonly until: number; readonly detail: string }> {
  const pool = await pools.find(reservation.pool);
  if (!pool.ok) return { until: Number.NEGATIVE_INFINITY, detail: "Its lab is not known." };
  const view = poolView(pool.value);
  const now = clock.now();
  const from = Math.max(now, Date.parse(reservation.hold.start));
  const until = await held.use(view.id, (index) =>
    index.without([reservation.id], () => index.freeUntil(claims, from, capacityIn(view))),
  );
  // What it is on already may be out of use while it lasts: it stays, and no longer than it was to.
  const after = Date.parse(reservation.hold.end);
  const usable = usableUntil(claims, thingsOutOfUse(view, now), { pool: view.id, after });
  const found =
    usable.hit !== null && (usable.until <= until || until <= from)
      ? { until: Math.min(until, usable.until), detail: hitText(usable.hit) }
      : { until, detail: "Somebody has its machines right after it." };
  const term = firstTerm(view, claims);
  const termEnd = term === null ? Infinity : Date.parse(term.until);
  return term !== null && termEnd < found.until
    ? { until: termEnd, detail: termText(term, catalogue) }
    : found;
}

function termText({ product, until }: Term, catalogue: ReservationsContext["catalogue"]): string {
  const name = catalogue.find("licenceProducts", product)?.name ?? product;
  return `The lab's licence for ${name} ends ${until}: a lab admin writes down its new term once it is renewed.`;
}

/** To another time: on the same machines if they are free then, else on others. */
export async function moveReservation(
  context: ReservationsContext,
  due: DueReservation,
  wanted: { readonly start: Instant; readonly end?: Instant | undefined },
): Promise<Result<Reservation>> {
  const { store, clock } = context;
  const { reservation, request } = due;
  const { id, state, started, window } = reservation;
  const now = clock.now();
  const length = Date.parse(window.end) - Date.parse(window.start);
  const start = started ? window.start : wanted.start;
  const end = wanted.end ?? toInstant(Date.parse(start) + length);
  if (Date.parse(end) <= Math.max(now, Date.parse(start))) return err(fault("window-invalid"));
  if (!["asked", "queued", "booked", "running"].includes(state))
    return err(fault("reservation-changed", { state }));
  const slot = { window: { start, end }, marginsInside: false };
  const fresh = timesOf(slot, request.margins, now);
  if (fresh === null) return err(fault("window-invalid"));
  const times = started
    ? { window: slot.window, hold: { ...fresh.hold, start: reservation.hold.start } }
    : fresh;
  if (state === "queued") {
    const moved = await store.changeReservations([
      { ...(await retimed(context, due, times, now)), notice: "moved" },
    ]);
    return moved.ok ? ok(await viewOf(context, id)) : moved;
  }
  const claims = await claimsOf(context, due.reservation);
  const ended = await termThen(context, due, claims, times);
  if (ended !== null)
    return err(
      started
        ? fault("cannot-extend", { detail: ended })
        : fault("slots-taken", { count: 1, total: 1, detail: ended }),
    );
  const hit = await outOfUseThen(context, due, claims, times);
  if (hit !== null)
    return started
      ? err(fault("cannot-extend", { detail: hitText(hit) }))
      : moveToOthers(context, due, times);
  if (!started && (await isTaken(context, due, claims, times)))
    return moveToOthers(context, due, times);
  // The store has the last word.
  const stay = await store.changeReservations([
    { ...(await retimed(context, due, times, now)), claims, notice: "moved" },
  ]);
  if (stay.ok) return ok(await viewOf(context, id));
  if (stay.error.code !== "double-booking" || started) return stay;
  return moveToOthers(context, due, times);
}

/** Which of its licences ends before its new time does; other machines would not help. */
async function termThen(
  { pools, catalogue }: ReservationsContext,
  { reservation }: DueReservation,
  claims: readonly Claim[],
  { hold }: Times,
): Promise<string | null> {
  const pool = await pools.find(reservation.pool);
  const term = pool.ok ? firstTerm(pool.value, claims) : null;
  const lasts = term === null || Date.parse(hold.end) <= Date.parse(term.until);
  // What ends earlier than before is in nobody's way.
  if (lasts || Date.parse(hold.end) <= Date.parse(reservation.hold.end)) return null;
  return termText(term, catalogue);
}

/** What of its machines is out of use at its new time; of one that has begun only the time that is added counts. */
async function outOfUseThen(
  { pools, clock }: ReservationsContext,
  { reservation }: DueReservation,
  claims: readonly Claim[],
  { hold }: Times,
): Promise<Hit | null> {
  const pool = await pools.find(reservation.pool);
  if (!pool.ok) return null;
  const start = Date.parse(reservation.started ? reservation.hold.end : hold.start);
  const spans = claims.map((claim) => Object.assign({ start, end: Date.parse(hold.end) }, claim));
  return hitBy(spans, thingsOutOfUse(poolView(pool.value), clock.now()), pool.value.id);
}

/** Whether somebody has something of its machines then, as far as this daemon knows. */
async function isTaken(
  { pools, held, clock }: ReservationsContext,
  { reservation }: DueReservation,
  claims: readonly Claim[],
  { hold }: Times,
): Promise<boolean> {
  const pool = await pools.find(reservation.pool);
  if (!pool.ok) return false;
  const time = { from: Date.parse(hold.start), to: Date.parse(hold.end) };
  const capacityOf = capacityIn(poolView(pool.value));
  return held.use(pool.value.id, (index) =>
    index.without(
      [reservation.id],
      () => index.obstacle(claims, time, capacityOf, clock.now()) !== null,
    ),
  );
}

async function moveToOthers(
  context: ReservationsContext,
  due: DueReservation,
  times: Times,
): Promise<Result<Reservation>> {
  const { store, pools, held, catalogue, clock } = context;
  const { id, booking, variant } = due.reservation;
  const pool = await pools.find(due.reservation.pool);
  if (!pool.ok) return pool;
  const design = (await store.booking(booking))?.designs[variant];
  if (design === undefined) throw new Error(`${id} has no design`);
  const now = clock.now();
  const fit = { catalogue, pool: poolView(pool.value), design, hold: times.hold, now, copies: 1 };
  const placed = await held.use(pool.value.id, (index) =>
    index.without([id], () => fitCopies({ ...fit, index })),
  );
  const placement = placed.ok ? placed.value[0] : undefined;
  if (placement === undefined)
    return err(fault("slots-taken", { count: 1, total: 1, detail: "There is no room then." }));
  const moved = await store.changeReservations([
    {
      ...(await retimed(context, due, times, now)),
      placement,
      claims: placement.claims,
      notice: "moved",
    },
  ]);
  return moved.ok ? ok(await viewOf(context, id)) : moved;
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

/** What it holds now: of what runs that may be more than it was placed with, since designs can be changed. */
export async function claimsOf(
  { held }: Pick<ReservationsContext, "held">,
  { id, pool }: Pick<Reservation, "id" | "pool">,
): Promise<readonly Claim[]> {
  return held.use(pool, (index) =>
    index.claimsOf(id).map(({ resource, quantity }) => ({ resource, quantity })),
  );
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
