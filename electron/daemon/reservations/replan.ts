import { setImmediate } from "node:timers/promises";
import { toInstant } from "../../../shared/base/clock.ts";
import { fault, faultReason } from "../../../shared/base/fault.ts";
import { allAtOnce, type Steps } from "../../../shared/base/steps.ts";
import {
  hitBy,
  hitFault,
  movedFault,
  thingOf,
  thingsOutOfUse,
  type Hit,
} from "../../../shared/pool/out-of-use.ts";
import type { Settling } from "../../../shared/pool/outlook.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { claimsFor, type ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { inTurns } from "../in-turns.ts";
import { poolView } from "../pool/pool-view.ts";
import { hostsOf } from "../store/operations/reservation-rows.ts";
import type { DesignedReservation, ReservationChange } from "../store/reservation-records.ts";
import type { Reservation } from "../../../shared/protocol/reservation.ts";
import { chunks } from "../store/operations/rows.ts";
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

/** So many are moved at once; then whoever else asks about the pool has a turn. */
const AT_ONCE = 25;

/**
 * Machines fail, go, or go out of use for a time: what is booked on them and has not begun is booked on others,
 * or waits for some before those who have been waiting; whoever is on them is told. Does nothing that was done
 * already, so it may be asked at any time. Tells how far it is before each few, and gives how many reservations it
 * concerned.
 */
export async function replanStranded(
  context: ReservationsContext,
  { id }: Pick<PoolRecord, "id">,
  tell: (settling: Settling) => void = () => undefined,
): Promise<number> {
  const inPool = async <T>(work: (replanning: Replanning) => Promise<T>): Promise<T | null> => {
    const found = await context.pools.find(id);
    if (!found.ok) return null;
    const pool = poolView(found.value);
    return context.held.use(id, (index) => work({ pool, index, now: context.clock.now() }));
  };
  const waiting = await inPool(async (replanning) =>
    notBegun(context, id, (await inTurns(hitHolders(replanning))).keys()),
  );
  const of = waiting?.length ?? 0;
  for (const [index, some] of chunks(waiting ?? [], AT_ONCE).entries()) {
    tell({ done: index * AT_ONCE, of });
    await inPool(async (replanning) => {
      await moveAll(context, replanning, await stillStranded(context, replanning, some));
    });
  }
  await inPool(async (replanning) =>
    dealWithEnvironments(context, replanning, await inTurns(hitHolders(replanning))),
  );
  return of;
}

/** So many things, and holders, are looked at in one turn. */
const IN_A_TURN = 2000;

/** Everybody who holds something that is out of use meanwhile. */
function* hitHolders({ pool, index, now }: Replanning): Steps<ReadonlyMap<string, Hit>> {
  const things = thingsOutOfUse(pool, now);
  const suspects = new Set<string>();
  for (const some of chunks([...index.resources()], IN_A_TURN)) {
    for (const resource of some) {
      const out = things.get(thingOf(resource));
      if (out?.length === 0) continue;
      // What the pool does not have any more is gone for ever.
      const time = {
        from: Math.min(...(out ?? []).map(({ from }) => from), out ? Infinity : -Infinity),
        to: Math.max(...(out ?? []).map(({ to }) => to), out ? -Infinity : Infinity),
      };
      for (const [holder] of index.holdersOf(resource, time)) suspects.add(holder);
    }
    yield;
  }
  const hits = new Map<string, Hit>();
  for (const some of chunks([...suspects], IN_A_TURN)) {
    for (const holder of some) {
      const hit = hitBy(index.claimsOf(holder), things, pool.id);
      if (hit !== null) hits.set(holder, hit);
    }
    yield;
  }
  return hits;
}

interface Stranded {
  readonly due: DesignedReservation;
  /** null: something else than a machine became less. */
  readonly hit: Hit | null;
}

const NOT_BEGUN = ["asked", "booked"] as const;

/** Those that have not begun, the most urgent and earliest first. */
async function notBegun(
  { store }: ReservationsContext,
  pool: string,
  hits: Iterable<string>,
): Promise<readonly string[]> {
  const stranded = (await store.strandedReservations(pool)).map(({ reservation }) => reservation);
  const hit: Reservation[] = [];
  for (const ids of chunks([...hits]))
    hit.push(...(await store.reservations({ ids, states: NOT_BEGUN })));
  const all = new Map([...stranded, ...hit].map((one) => [one.id, one]));
  return [...all.values()]
    .toSorted(
      (a, b) =>
        b.priority - a.priority ||
        (a.hold.start === b.hold.start ? 0 : a.hold.start < b.hold.start ? -1 : 1),
    )
    .map(({ id }) => id);
}

/** Those of them that are so still, in the same order: others may have moved some meanwhile. */
async function stillStranded(
  { store }: ReservationsContext,
  { pool, index, now }: Replanning,
  ids: readonly string[],
): Promise<readonly Stranded[]> {
  const things = thingsOutOfUse(pool, now);
  const lacking = new Set(
    (await store.strandedReservations(pool.id, ids)).map(({ reservation }) => reservation.id),
  );
  const suspects = ids
    .map((one) => ({ id: one, hit: hitBy(index.claimsOf(one), things, pool.id) }))
    .filter((one) => one.hit !== null || lacking.has(one.id));
  const found = await store.designedReservations(suspects.map(({ id }) => id));
  const dues = new Map(found.map((due) => [due.reservation.id, due]));
  return suspects.flatMap(({ id, hit }) => {
    const due = dues.get(id);
    const isSo = due !== undefined && NOT_BEGUN.some((state) => state === due.reservation.state);
    return isSo ? [{ due, hit }] : [];
  });
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
  for (const one of list) {
    changes.push(replanned(context, replanning, one));
    // Each takes a while in a large lab: whoever asks something else has a turn.
    await setImmediate();
  }
  const changed = await context.store.changeReservations(changes);
  if (changed.ok) return;
  index.restore(before);
  if (list.length > 1) for (const one of list) await moveAll(context, replanning, [one]);
}

function replanned(
  { catalogue }: ReservationsContext,
  { pool, index, now }: Replanning,
  { due: { reservation, request, design }, hit }: Stranded,
): ReservationChange {
  const { id, hold, state } = reservation;
  if (design === null) throw new Error(`${id} has no design`);
  const placed = allAtOnce(fitCopies({ index, catalogue, pool, design, hold, now, copies: 1 }));
  const placement = placed.ok ? placed.value[0] : undefined;
  const common = { id, at: toInstant(now), expect: [state] };
  if (placement !== undefined) {
    const { claims } = placement;
    index.set(id, claimsFor(claims, hold));
    const why = hit === null ? faultReason(fault("machines-lost")) : hit;
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
