import { ok, type Result } from "../../../shared/base/result.ts";
import type { Fault } from "../../../shared/base/fault.ts";
import type { Conflict, TriedTime } from "../../../shared/protocol/reservation.ts";
import { isLimiting } from "../../../shared/reservations/quota.ts";
import { sizeOfPlacement } from "../../../shared/reservations/size.ts";
import { timesOf } from "../../../shared/schedule/hold.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { poolView } from "../pool/pool-view.ts";
import type { DueReservation } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { costIn } from "./cost.ts";
import { knownHolders } from "./known-holders.ts";
import { faultOfQuota } from "./limits.ts";
import { claimsOf, planExtension, planMove, type Retiming } from "./retime.ts";
import { named, shortagesOf } from "./shortage.ts";
import type { Asker } from "./shown.ts";

/**
 * What would come of giving a reservation another time, for those who still drag it: by the very code that
 * would move or extend it, as far as it goes without writing anything.
 */
export async function tryTime(
  context: ReservationsContext,
  due: DueReservation,
  wanted: Window,
  asker: Asker,
): Promise<Result<TriedTime>> {
  const { window } = due.reservation;
  const isLonger = wanted.start === window.start && wanted.end > window.end;
  const plan =
    isLonger && due.reservation.state !== "queued"
      ? await planExtension(context, due, wanted.end)
      : await planMove(context, due, wanted);
  const broken = plan.ok ? await limitBroken(context, due, plan.value) : plan.error;
  const verdict = broken === null && plan.ok ? verdictOf(plan.value) : "refused";
  const asIs = verdict === "fits" || verdict === "queued";
  return ok({
    verdict,
    window: plan.ok ? plan.value.times.window : wanted,
    why: broken,
    limit: plan.ok ? plan.value.limit : null,
    conflicts: asIs ? [] : await inTheWay(context, due, wanted, asker),
  });
}

function verdictOf({ claims, placement, limit }: Retiming): TriedTime["verdict"] {
  if (claims === null) return "queued";
  if (limit !== null) return "shorter";
  return placement === null ? "fits" : "elsewhere";
}

/** The tenant's limit that it would break; what holds less than before breaks none. */
async function limitBroken(
  context: ReservationsContext,
  { reservation }: DueReservation,
  { times, claims, placement }: Retiming,
): Promise<Fault | null> {
  const { hold, tenant, owner, machines, cores, state, id } = reservation;
  const takesMore = times.hold.start < hold.start || times.hold.end > hold.end;
  if (claims === null || !takesMore || !["asked", "booked", "running"].includes(state)) return null;
  const quotas = await context.store.listQuotas(tenant);
  if (!quotas.some(isLimiting)) return null;
  const size = placement === null ? { machines, cores } : sizeOfPlacement(placement);
  const cost = await costIn(context, reservation, times.window);
  const wanted = { hold: times.hold, ...size, cost };
  return faultOfQuota(context.store, { tenant, user: owner }, [wanted], id);
}

/** Who has what it is on at the wanted time. */
async function inTheWay(
  context: ReservationsContext,
  { reservation, request }: DueReservation,
  wanted: Window,
  asker: Asker,
): Promise<Conflict[]> {
  const { pools, held, clock, store } = context;
  const { id } = reservation;
  const now = clock.now();
  const pool = await pools.find(reservation.pool);
  const hold = timesOf({ window: wanted, marginsInside: false }, request.margins, now)?.hold;
  if (!pool.ok || hold === undefined) return [];
  const claims = await claimsOf(context, reservation);
  const shortages = await held.use(pool.value.id, (index) =>
    index.without([id], () =>
      shortagesOf({ index, pool: poolView(pool.value), now, hold }, claims),
    ),
  );
  const ids = [...new Set(shortages.flatMap(({ holders }) => holders.map(([holder]) => holder)))];
  const records = ids.length === 0 ? [] : await store.reservations({ ids });
  const known = await knownHolders(store, records, ids);
  return named(shortages, { known, asker });
}
