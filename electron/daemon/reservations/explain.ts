import { toInstant } from "../../../shared/base/clock.ts";
import type { BookingRequest, Conflict, Offer } from "../../../shared/protocol/reservation.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { poolView } from "../pool/pool-view.ts";
import type { PoolRecord } from "../store/store.ts";
import { inTurns } from "../in-turns.ts";
import { earliestTime } from "./find-time.ts";
import { fitCopies } from "./fit-slot.ts";
import { inTheWayOf } from "./in-the-way.ts";
import type { KnownHolder } from "./known-holders.ts";
import type { PlannedTime } from "./plan-slots.ts";
import type { ReservationsContext } from "./context.ts";
import { named } from "./shortage.ts";
import type { Asker } from "./shown.ts";

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

/** Who is in the way of one of its times, and of what. */
export async function conflictsOf(
  context: Pick<ReservationsContext, "catalogue">,
  explained: Explained,
  time: PlannedTime,
): Promise<Conflict[]> {
  const lab = { ...explained, pool: poolView(explained.pool) };
  return named(await inTurns(inTheWayOf(context, lab, time)), explained);
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
