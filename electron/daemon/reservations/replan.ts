import { toInstant } from "../../../shared/base/clock.ts";
import { fault, faultReason } from "../../../shared/base/fault.ts";
import {
  hitBy,
  hitCause,
  hitFault,
  movedFault,
  thingOf,
  thingsOutOfUse,
  type Hit,
} from "../../../shared/pool/out-of-use.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { claimsFor, type ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { poolView } from "../pool/pool-view.ts";
import { hostsOf } from "../store/operations/reservation-rows.ts";
import type { DueReservation, ReservationChange } from "../store/reservation-records.ts";
import type { PoolRecord } from "../store/store.ts";
import type { ReservationsContext } from "./context.ts";
import { fitCopies } from "./fit-slot.ts";
import { nextAt } from "./next-at.ts";
import { dealWithEnvironments } from "./replan-environments.ts";

/** What re-planning of one pool works with; the index is its own for as long. */
export interface Replanning {
  readonly pool: Pool;
  readonly index: ClaimIndex;
  readonly now: number;
}

/**
 * Machines fail, go, or go out of use for a time: what is booked on them and has not begun is booked on others,
 * or waits for some before those who have been waiting; whoever is on them is told. Does nothing that was done
 * already, so it may be asked at any time. Gives how many reservations it concerned.
 */
export async function replanStranded(
  context: ReservationsContext,
  { id }: Pick<PoolRecord, "id">,
): Promise<number> {
  const found = await context.pools.find(id);
  if (!found.ok) return 0;
  const pool = poolView(found.value);
  return context.held.use(id, async (index) => {
    const replanning = { pool, index, now: context.clock.now() };
    const hits = hitHolders(replanning);
    const waiting = await notBegun(context, pool.id, hits);
    await moveAll(context, replanning, waiting);
    await dealWithEnvironments(context, replanning, hits);
    return waiting.length;
  });
}

/** Everybody who holds something that is out of use meanwhile. */
function hitHolders({ pool, index, now }: Replanning): ReadonlyMap<string, Hit> {
  const things = thingsOutOfUse(pool, now);
  const suspects = new Set<string>();
  for (const resource of index.resources()) {
    if (things.get(thingOf(resource))?.length === 0) continue;
    for (const holder of index.holdersNow(resource)) suspects.add(holder);
  }
  const hits = new Map<string, Hit>();
  for (const holder of suspects) {
    const hit = hitBy(index.claimsOf(holder), things, pool.id);
    if (hit !== null) hits.set(holder, hit);
  }
  return hits;
}

interface Stranded {
  readonly due: DueReservation;
  /** null: something else than a machine became less. */
  readonly hit: Hit | null;
}

/** Those that have not begun, the most urgent and earliest first. */
async function notBegun(
  { store }: ReservationsContext,
  pool: string,
  hits: ReadonlyMap<string, Hit>,
): Promise<readonly Stranded[]> {
  const list = new Map<string, Stranded>();
  for (const due of await store.strandedReservations(pool))
    list.set(due.reservation.id, { due, hit: hits.get(due.reservation.id) ?? null });
  for (const [holder, hit] of hits) {
    const due = list.has(holder) ? null : await store.reservation(holder);
    const state = due?.reservation.state;
    if (due !== null && (state === "asked" || state === "booked")) list.set(holder, { due, hit });
  }
  return [...list.values()].toSorted(
    ({ due: { reservation: a } }, { due: { reservation: b } }) =>
      b.priority - a.priority ||
      (a.hold.start === b.hold.start ? 0 : a.hold.start < b.hold.start ? -1 : 1),
  );
}

/**
 * All give back what they hold and are placed one after the other, in one transaction. Where somebody was
 * faster with one of them, each is tried by itself; what is left is done at the next look.
 */
async function moveAll(
  context: ReservationsContext,
  replanning: Replanning,
  list: readonly Stranded[],
): Promise<void> {
  if (list.length === 0) return;
  const { index } = replanning;
  const ids = list.map(({ due }) => due.reservation.id);
  const before = ids.map((id) => [id, index.claimsOf(id)] as const);
  for (const id of ids) index.set(id, []);
  const changes: ReservationChange[] = [];
  for (const one of list) changes.push(await replanned(context, replanning, one));
  const changed = await context.store.changeReservations(changes);
  if (changed.ok) return;
  index.restore(before);
  if (list.length > 1) for (const one of list) await moveAll(context, replanning, [one]);
}

async function replanned(
  { store, catalogue }: ReservationsContext,
  { pool, index, now }: Replanning,
  { due: { reservation, request }, hit }: Stranded,
): Promise<ReservationChange> {
  const { id, hold, state, booking, variant } = reservation;
  const design = (await store.booking(booking))?.designs[variant];
  if (design === undefined) throw new Error(`${id} has no design`);
  const placed = fitCopies({ index, catalogue, pool, design, hold, now, copies: 1 });
  const placement = placed.ok ? placed.value[0] : undefined;
  const common = { id, at: toInstant(now), expect: [state] };
  if (placement !== undefined) {
    const { claims } = placement;
    index.set(id, claimsFor(claims, hold));
    const why = hit === null ? faultReason(fault("machines-lost")) : hitCause(hit);
    const reason = movedFault(pool, [reservation.hosts, hostsOf(placement.hosts)], why);
    return { ...common, placement, claims, reason, notice: "replanned" };
  }
  return {
    ...common,
    state: "queued",
    claims: [],
    nextAt: nextAt({ ...reservation, state: "queued" }, request),
    reason: hit === null ? fault("machines-lost") : hitFault("no-other-machines", hit),
    notice: "queued",
  };
}
