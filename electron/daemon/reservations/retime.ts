import { allAtOnce } from "../../../shared/base/steps.ts";
import { toInstant, type Instant } from "../../../shared/base/clock.ts";
import { fault, faultReason } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { capacityIn } from "../../../shared/pool/capacity-in.ts";
import {
  hitBy,
  hitText,
  thingsOutOfUse,
  usableUntil,
  type Hit,
} from "../../../shared/pool/out-of-use.ts";
import type { Claim, Pool } from "../../../shared/pool/pool.ts";
import { firstTerm, type Term } from "../../../shared/pool/terms.ts";
import { fromWireFault } from "../../../shared/protocol/errors.ts";
import type { Reservation } from "../../../shared/protocol/reservation.ts";
import { timesOf, type Times } from "../../../shared/schedule/hold.ts";
import { poolView } from "../pool/pool-view.ts";
import type { DueReservation } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { fitCopies } from "./fit-slot.ts";

/** What becomes of a reservation that is given another time. */
export interface Retiming {
  readonly times: Times;
  /** What it then holds; null: nothing, as it waits in the queue. */
  readonly claims: readonly Claim[] | null;
  /** Where that is; null: where it is now. */
  readonly placement: Placement | null;
  /** Why it lasts less long than was asked for; null when it does not. */
  readonly limit: string | null;
}

const NOT_FREE = "Somebody has its machines right after it.";
const NO_OTHERS = "Its machines are taken, and no others are free.";

/** Until then, or up to the next conflict or the end of a licence's term. Changes nothing. */
export async function planExtension(
  context: ReservationsContext,
  due: DueReservation,
  until: Instant,
): Promise<Result<Retiming>> {
  const { clock } = context;
  const { state, window, hold } = due.reservation;
  if (state !== "booked" && state !== "running" && state !== "asked")
    return err(fault("reservation-changed", { state }));
  const wanted = Date.parse(until);
  if (wanted <= Date.parse(window.end))
    return err(fault("cannot-extend", { detail: "It lasts that long already." }));
  const wantedBack = takenBack(due.reservation);
  if (wantedBack !== null) return err(fault("cannot-extend", { detail: wantedBack }));
  const claims = await claimsOf(context, due.reservation);
  const free = await freeUntil(context, due, claims, await poolOf(context, due));
  const after = Date.parse(hold.end) - Date.parse(window.end);
  const end = Math.min(wanted, free.until - after);
  if (end <= Date.parse(window.end) || end <= clock.now())
    return err(fault("cannot-extend", { detail: free.detail }));
  const times = {
    window: { start: window.start, end: toInstant(end) },
    hold: { start: hold.start, end: toInstant(end + after) },
  };
  return ok({ times, claims, placement: null, limit: end < wanted ? free.detail : null });
}

/** What the lab said when it took it back with notice, in a sentence; null when it did not. */
function takenBack({ started, reason }: Reservation): string | null {
  const isBack = started && reason?.code === "pulled-back";
  return isBack ? faultReason(fromWireFault(reason)) : null;
}

/** To another time: on the same machines if they are free then, else on others. Changes nothing. */
export async function planMove(
  context: ReservationsContext,
  due: DueReservation,
  wanted: { readonly start: Instant; readonly end?: Instant | undefined },
): Promise<Result<Retiming>> {
  const { state, started } = due.reservation;
  const times = timesAfter(due, wanted, context.clock.now());
  if (times === null) return err(fault("window-invalid"));
  if (!["asked", "queued", "booked", "running"].includes(state))
    return err(fault("reservation-changed", { state }));
  const isLonger = Date.parse(times.window.end) > Date.parse(due.reservation.window.end);
  const wantedBack = started && isLonger ? takenBack(due.reservation) : null;
  if (wantedBack !== null) return err(fault("cannot-extend", { detail: wantedBack }));
  if (state === "queued") return ok({ times, claims: null, placement: null, limit: null });
  const claims = await claimsOf(context, due.reservation);
  // Read once: of a large lab that alone takes a while.
  const view = await poolOf(context, due);
  const ended = view === null ? null : termThen(context, view, due, { claims, times });
  if (ended !== null)
    return err(
      started
        ? fault("cannot-extend", { detail: ended })
        : fault("no-room-then", { detail: ended }),
    );
  const hit = view === null ? null : outOfUseThen(context, view, due, { claims, times });
  if (hit !== null && started) return err(fault("cannot-extend", { detail: hitText(hit) }));
  const isTaken =
    hit !== null || (view !== null && (await isHeldThen(context, view, due, { claims, times })));
  if (!isTaken) return ok({ times, claims, placement: null, limit: null });
  return started
    ? err(fault("cannot-extend", { detail: NOT_FREE }))
    : planElsewhere(context, due, times);
}

/** On whatever machines of its lab have room then. */
export async function planElsewhere(
  context: ReservationsContext,
  due: DueReservation,
  times: Times,
): Promise<Result<Retiming>> {
  const { store, pools, held, catalogue, clock } = context;
  const { id, booking, variant } = due.reservation;
  const pool = await pools.find(due.reservation.pool);
  if (!pool.ok) return pool;
  const design = (await store.booking(booking))?.designs[variant];
  if (design === undefined) throw new Error(`${id} has no design`);
  const now = clock.now();
  const fit = { catalogue, pool: poolView(pool.value), design, hold: times.hold, now, copies: 1 };
  const placed = await held.use(pool.value.id, (index) =>
    index.without([id], () => allAtOnce(fitCopies({ ...fit, index }))),
  );
  const placement = placed.ok ? placed.value[0] : undefined;
  if (placement === undefined) return err(fault("no-room-then", { detail: NO_OTHERS }));
  return ok({ times, claims: placement.claims, placement, limit: null });
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

/** As long as before when no end is given; what has started keeps its start. null: that is no time to come. */
function timesAfter(
  { reservation, request }: DueReservation,
  wanted: { readonly start: Instant; readonly end?: Instant | undefined },
  now: number,
): Times | null {
  const { started, window, hold } = reservation;
  const length = Date.parse(window.end) - Date.parse(window.start);
  const start = started ? window.start : wanted.start;
  const end = wanted.end ?? toInstant(Date.parse(start) + length);
  if (Date.parse(end) <= Math.max(now, Date.parse(start))) return null;
  const slot = { window: { start, end }, marginsInside: false };
  const fresh = timesOf(slot, request.margins, now);
  if (fresh === null || !started) return fresh;
  return { window: slot.window, hold: { ...fresh.hold, start: hold.start } };
}

/** The instant from which on somebody else has something of what it holds, or it must not be used; and why. */
async function freeUntil(
  { held, clock, catalogue }: ReservationsContext,
  { reservation }: DueReservation,
  claims: readonly Claim[],
  view: Pool | null,
): Promise<{ readonly until: number; readonly detail: string }> {
  if (view === null) return { until: Number.NEGATIVE_INFINITY, detail: "Its lab is not known." };
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
      : { until, detail: NOT_FREE };
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

/** What is held, and when. */
interface Wanted {
  readonly claims: readonly Claim[];
  readonly times: Times;
}

/** Which of its licences ends before its new time does; other machines would not help. */
function termThen(
  { catalogue }: ReservationsContext,
  view: Pool,
  { reservation }: DueReservation,
  { claims, times: { hold } }: Wanted,
): string | null {
  const term = firstTerm(view, claims);
  const lasts = term === null || Date.parse(hold.end) <= Date.parse(term.until);
  // What ends earlier than before is in nobody's way.
  if (lasts || Date.parse(hold.end) <= Date.parse(reservation.hold.end)) return null;
  return termText(term, catalogue);
}

/** What of its machines is out of use at its new time; of one that has begun only the time that is added counts. */
function outOfUseThen(
  { clock }: ReservationsContext,
  view: Pool,
  { reservation }: DueReservation,
  { claims, times: { hold } }: Wanted,
): Hit | null {
  const start = Date.parse(reservation.started ? reservation.hold.end : hold.start);
  const spans = claims.map((claim) => Object.assign({ start, end: Date.parse(hold.end) }, claim));
  return hitBy(spans, thingsOutOfUse(view, clock.now()), view.id);
}

/** Whether somebody has something of its machines then, as far as this daemon knows; the store has the last word. */
async function isHeldThen(
  { held, clock }: ReservationsContext,
  view: Pool,
  { reservation }: DueReservation,
  { claims, times: { hold } }: Wanted,
): Promise<boolean> {
  const from = Date.parse(reservation.started ? reservation.hold.end : hold.start);
  const time = { from, to: Date.parse(hold.end) };
  if (time.to <= time.from) return false;
  const capacityOf = capacityIn(view);
  return held.use(view.id, (index) =>
    index.without(
      [reservation.id],
      () => index.obstacle(claims, time, capacityOf, clock.now()) !== null,
    ),
  );
}

/** null: its lab was removed. */
async function poolOf(
  { pools }: ReservationsContext,
  { reservation }: DueReservation,
): Promise<Pool | null> {
  const pool = await pools.find(reservation.pool);
  return pool.ok ? poolView(pool.value) : null;
}
