import { allAtOnce } from "../../../shared/base/steps.ts";
import { toInstant } from "../../../shared/base/clock.ts";
import { fault, type Fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { movedFault } from "../../../shared/pool/out-of-use.ts";
import { hardEndOf } from "../../../shared/schedule/hold.ts";
import { refuseAfterEnd } from "../billing/contract-ends.ts";
import { newEnvironment, priceDesign } from "../environments/request.ts";
import { poolView } from "../pool/pool-view.ts";
import { hostsOf } from "../store/operations/reservation-rows.ts";
import type { DueReservation, ReservationChange } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { fitCopies } from "./fit-slot.ts";
import { nextAt } from "./next-at.ts";

/** One whose machines are still in somebody's use is tried again so soon. */
const SOON = 30_000;

/**
 * A reservation's time begins: its environment is made, of the same id, and takes over what is held. Where
 * somebody before it has not left yet it goes elsewhere, or begins a little later.
 */
export async function startReservation(
  context: ReservationsContext,
  due: DueReservation,
): Promise<void> {
  const { store, clock, wake } = context;
  const { reservation } = due;
  const now = clock.now();
  if (now >= Date.parse(reservation.window.end)) return give(context, due, missed(reservation));
  const placement = await store.placementOf(reservation.id);
  if (placement === null) throw new Error(`${reservation.id} is booked nowhere`);
  let started = await makeEnvironment(context, due, placement);
  if (!started.ok && started.error.code === "double-booking") {
    const moved = await moveElsewhere(context, due);
    started = moved === null ? started : await makeEnvironment(context, due, moved);
  }
  if (started.ok) return wake({ id: reservation.id, tenant: reservation.tenant });
  if (started.error.code === "double-booking") return delay(context, due);
  await give(context, due, started.error);
}

async function makeEnvironment(
  context: ReservationsContext,
  { reservation, request }: DueReservation,
  placement: Placement,
): Promise<Result<void>> {
  const { store, pools, clock } = context;
  const { id, tenant, owner, name, hold, window } = reservation;
  const { start } = window;
  const paid = await refuseAfterEnd(store, tenant, { now: clock.now(), start });
  if (!paid.ok) return paid;
  const booking = await store.booking(reservation.booking);
  const design = booking?.designs[reservation.variant];
  if (design === undefined) throw new Error(`${id} has no design`);
  const pool = await pools.find(reservation.pool);
  if (!pool.ok) return pool;
  const lasting = {
    start: toInstant(
      Math.min(Math.max(clock.now(), Date.parse(hold.start)), Date.parse(window.end) - 1),
    ),
    end: toInstant(hardEndOf(window, request.margins)),
  };
  // Bookings of earlier versions say nothing of it.
  const [session, qosClass] = [reservation.key, request.qosClass ?? ""];
  const whose = { account: tenant, environment: id, user: owner, session, qosClass };
  const priced = await priceDesign(context, { design, window: lasting }, whose);
  if (!priced.ok) return priced;
  const key = `reservation ${id}`;
  const made = newEnvironment(
    context,
    {
      tenant,
      owner,
      name,
      design,
      pool: pool.value.id,
      window: lasting,
      session,
      qosClass,
      idempotencyKey: key,
      requestDigest: key,
    },
    { id, pool: pool.value, placement, ...priced.value },
  );
  if (!made.ok) return made;
  // Nobody could have come before it began: a late start counts as its user's being there.
  const late = clock.now() > Date.parse(window.start);
  const seenAt = late ? toInstant(clock.now()) : reservation.seenAt;
  const running = { ...reservation, state: "running", seenAt, warned: 0 } as const;
  const created = await store.createEnvironment({
    ...made.value,
    reservation: { hold, seenAt, nextAt: nextAt(running, request) },
  });
  return created.ok ? ok(undefined) : created;
}

const STILL_THERE = "Whoever had its machines before it has not left them yet.";

/** Books it on other machines at the same time; null when there are none. */
export async function moveElsewhere(
  { store, pools, held, catalogue, clock }: ReservationsContext,
  { reservation }: DueReservation,
): Promise<Placement | null> {
  const { id, hold, state } = reservation;
  const now = clock.now();
  const pool = await pools.find(reservation.pool);
  const booking = await store.booking(reservation.booking);
  const design = booking?.designs[reservation.variant];
  if (!pool.ok || design === undefined) return null;
  const fit = { catalogue, pool: poolView(pool.value), design, hold, now, copies: 1 };
  const placement = await held.use(pool.value.id, (index) =>
    index.without([id], () => {
      const placed = allAtOnce(fitCopies({ ...fit, index }));
      return placed.ok ? (placed.value[0] ?? null) : null;
    }),
  );
  if (placement === null) return null;
  const { claims } = placement;
  const hosts = [reservation.hosts, hostsOf(placement.hosts)] as const;
  const reason = movedFault(fit.pool, hosts, STILL_THERE);
  const moved = await store.changeReservations([
    { id, at: toInstant(now), expect: [state], placement, claims, reason, notice: "replanned" },
  ]);
  return moved.ok ? placement : null;
}

async function delay(
  { store, clock }: ReservationsContext,
  { reservation }: DueReservation,
): Promise<void> {
  const now = clock.now();
  await store.changeReservations([
    {
      id: reservation.id,
      at: toInstant(now),
      expect: ["booked"],
      nextAt: toInstant(now + SOON),
      // Told once, however long it takes.
      notice: reservation.warned === 0 ? "delayed" : null,
      warned: 1,
    },
  ]);
}

/** `warned`: it was told that it begins later. */
function missed({ warned }: DueReservation["reservation"]): Fault {
  const detail =
    warned > 0
      ? "Somebody else was still on its machines, and no others were free."
      : "No Labwright daemon was running then.";
  return fault("time-missed", { detail });
}

/** It comes to nothing: what it held is free, and its people are told why. */
async function give(
  { store, clock }: ReservationsContext,
  { reservation }: DueReservation,
  reason: Fault,
): Promise<void> {
  const change: ReservationChange = {
    id: reservation.id,
    at: toInstant(clock.now()),
    expect: ["booked"],
    state: "expired",
    claims: [],
    nextAt: null,
    reason,
    notice: "expired",
  };
  await store.changeReservations([change]);
}

/** The reservation, if it is the tenant's. */
export async function findReservation(
  { store }: Pick<ReservationsContext, "store">,
  id: string,
  tenant: string | null,
): Promise<Result<DueReservation>> {
  const found = await store.reservation(id);
  return found === null || (tenant !== null && found.reservation.tenant !== tenant)
    ? err(fault("not-found", { what: "reservation", id }))
    : ok(found);
}
