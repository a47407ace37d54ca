import { toInstant } from "../../../shared/base/clock.ts";
import { place } from "../../../shared/placement/place.ts";
import { capacityIn } from "../../../shared/pool/capacity-in.ts";
import type { Claim, ResourceId } from "../../../shared/pool/pool.ts";
import type { BookingRequest, Conflict, Offer } from "../../../shared/protocol/reservation.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { poolView } from "../pool/pool-view.ts";
import type { PoolRecord } from "../store/store.ts";
import { inTurns } from "../in-turns.ts";
import { earliestTime } from "./find-time.ts";
import { fitCopies } from "./fit-slot.ts";
import type { KnownHolder } from "./known-holders.ts";
import type { PlannedTime } from "./plan-slots.ts";
import type { ReservationsContext } from "./context.ts";
import { maySee, type Asker } from "./shown.ts";

const MOST_CONFLICTS = 5;
const MOST_HOLDERS = 5;
/** Another time is looked for this far ahead. */
const OFFERED_WITHIN = 14 * 86_400_000;

interface Explained {
  readonly index: ClaimIndex;
  readonly pool: PoolRecord;
  readonly now: number;
  readonly asker: Asker;
  /** Who holds something of the pool, by id. */
  readonly known: ReadonlyMap<string, KnownHolder>;
}

/**
 * Who is in the way: were the lab empty, the design would go somewhere; of what it would take there too little
 * is free, and these have it. Empty when it would not fit an empty lab either.
 */
export function conflictsOf(
  { catalogue }: Pick<ReservationsContext, "catalogue">,
  explained: Explained,
  { design, times: { hold } }: PlannedTime,
): Conflict[] {
  const { index, now } = explained;
  const pool = poolView(explained.pool);
  const asked = { design, catalogue, pool, window: hold };
  // One VLAN or address does as well as another: those that are taken are in nobody's way as long as there are others.
  const taken = index.held(hold, now).filter(({ resource }) => isOneOfMany(resource, pool.id));
  const beside = place({ ...asked, held: taken });
  const alone = beside.ok || taken.length === 0 ? beside : place({ ...asked, held: [] });
  if (!alone.ok) return [];
  return named(shortagesOf(explained, alone.value.claims, hold), explained);
}

function isOneOfMany(resource: ResourceId, pool: string): boolean {
  return ["vlan", "address"].some((sort) => resource.startsWith(`${pool}/${sort}/`));
}

/** Something of which too little is free, and who has it, by id. */
interface Shortage {
  readonly resource: ResourceId;
  readonly capacity: number;
  readonly held: number;
  readonly holders: readonly (readonly [string, Window])[];
}

/** Of which of the claims too little is free in a time, the worst first. */
export function shortagesOf(
  { index, pool, now }: Pick<Explained, "index" | "pool" | "now">,
  claims: readonly Claim[],
  hold: Window,
): readonly Shortage[] {
  const capacityOf = capacityIn(poolView(pool));
  const time = { from: Date.parse(hold.start), to: Date.parse(hold.end) };
  return claims
    .map(({ resource, quantity }) => {
      const capacity = capacityOf(resource);
      const held = index.peak(resource, time, now);
      return { resource, capacity, held, over: held + quantity - capacity };
    })
    .filter(({ over }) => over > 0)
    .toSorted((a, b) => b.over - a.over || (a.resource < b.resource ? -1 : 1))
    .slice(0, MOST_CONFLICTS)
    .map(({ resource, capacity, held }) => ({
      resource,
      capacity,
      held,
      holders: index
        .holdersOf(resource, time)
        .slice(0, MOST_HOLDERS)
        .map(([holder, { start, end }]) => [
          holder,
          { start: toInstant(start), end: toInstant(end) },
        ]),
    }));
}

/** The same with their names, as far as the asker may know them. */
export function named(
  shortages: readonly Shortage[],
  whose: Pick<Explained, "known" | "asker">,
): Conflict[] {
  return shortages.map(({ holders, ...shortage }) =>
    Object.assign(shortage, {
      holders: holders.map(([holder, window]) => holderOf(holder, window, whose)),
    }),
  );
}

/** Who has something, as far as the asker may know. */
export function holderOf(
  id: string,
  window: Conflict["holders"][number]["window"],
  { known, asker }: Pick<Explained, "known" | "asker">,
): Conflict["holders"][number] {
  const record = known.get(id);
  if (record === undefined || !maySee(asker, record))
    return { reservation: null, name: null, owner: null, window, preemptible: null };
  const { reservation, name, owner, preemptible } = record;
  return { reservation, name, owner, window, preemptible };
}

/** What can be done instead without the pool's index at hand: go to another pool, or wait where that is not in vain. */
export async function offersElsewhere(
  context: ReservationsContext,
  tried: string,
  request: BookingRequest,
  { design, times: { hold }, most, now }: PlannedTime & { readonly now: number },
): Promise<Offer[]> {
  const { pools, catalogue, held, store } = context;
  const offers: Offer[] = [];
  for (const pool of await pools.list()) {
    if (pool.id === tried || pool.state === "offline") continue;
    const fit = { catalogue, pool: poolView(pool), design, hold, now, copies: request.copies };
    const fits = await held.use(pool.id, (index) => inTurns(fitCopies({ ...fit, index })));
    if (fits.ok) offers.push({ type: "hardware", pool: pool.id, name: pool.name });
  }
  if (most !== null) return offers;
  const queue = await store.queuedReservations(tried);
  const ahead = queue.filter(({ reservation }) => reservation.priority >= request.priority).length;
  return [...offers, { type: "queue", ahead }];
}

/** The next time at which it fits, if there is one soon. */
export async function otherTime(
  { catalogue }: ReservationsContext,
  { index, pool, now }: Explained,
  { copies, margins }: BookingRequest,
  { design, times }: PlannedTime,
): Promise<Offer[]> {
  const { start, end } = times.window;
  const search = {
    index,
    catalogue,
    pool: poolView(pool),
    design,
    now,
    copies,
    margins,
    range: { start, end: toInstant(Date.parse(end) + OFFERED_WITHIN) },
    length: Date.parse(end) - Date.parse(start),
  };
  const found = await inTurns(earliestTime(search));
  return found === null ? [] : [{ type: "slot", window: found.times.window }];
}
