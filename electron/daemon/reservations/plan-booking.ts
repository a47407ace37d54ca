import { Decimal, decimalText } from "../../../shared/base/money.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import type { Span } from "../../../shared/pricing/engine/calendar.ts";
import { priceBoundaries } from "../../../shared/pricing/review/cheapest-slot.ts";
import { windowCosts } from "../../../shared/pricing/window-cost.ts";
import type {
  BookingPlan,
  BookingRequest,
  Offer,
  PlannedSlot,
} from "../../../shared/protocol/reservation.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { sizeOfPlacement } from "../../../shared/reservations/size.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { refuseErrors } from "../environments/request.ts";
import { poolView } from "../pool/pool-view.ts";
import { tenantTerms } from "../pricing/terms.ts";
import type { PoolRecord } from "../store/store.ts";
import { costByClass, costTogether, taskCases } from "./cost.ts";
import { conflictsOf, offersElsewhere, otherTime } from "./explain.ts";
import type { Asker } from "./shown.ts";
import { knownHolders } from "./known-holders.ts";
import { allowedPriority, faultOfQuota, needsApproval } from "./limits.ts";
import { planSlots, slotsToBook, type PlannedTime } from "./plan-slots.ts";
import { withRoomMade } from "./room-made.ts";
import { holderOf } from "./shortage.ts";
import { sizeOf } from "./size.ts";
import { whatHelps } from "./what-helps.ts";
import type { ReservationsContext } from "./context.ts";

/** The states in which something is held. */
export const HOLDING = ["asked", "booked", "running", "ending"] as const;

/** So many of the times that do not fit are explained, with offers; the others only say that they do not. */
const MOST_EXPLAINED = 5;

export interface Prepared {
  readonly pool: PoolRecord;
  readonly prices: Terms;
  readonly planned: readonly PlannedTime[];
  readonly now: number;
  readonly index: ClaimIndex;
}

/** Checks the designs again, and places every time of a request; `work` sees the pool as it was placed in. */
export async function prepareBooking<T>(
  context: ReservationsContext,
  request: BookingRequest,
  tenant: string,
  work: (prepared: Prepared) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { pools, clock, catalogue, held } = context;
  const now = clock.now();
  const pool = await pools.find(request.pool);
  if (!pool.ok) return pool;
  const terms = await tenantTerms(context, tenant);
  if (!terms.ok) return terms;
  const prices = terms.value;
  for (const design of request.designs) {
    const sound = refuseErrors(design, catalogue, prices.book);
    if (!sound.ok) return sound;
  }
  const slots = slotsToBook({ request, now });
  if (!slots.ok) return slots;
  return held.use(pool.value.id, async (index) => {
    const priceOf = (design: Design) => {
      const costOf = windowCosts(design, catalogue, prices, { qosClass: request.qosClass });
      return (window: Window) => Number(costOf(window));
    };
    const edgesIn = (range: Span): readonly number[] =>
      priceBoundaries(prices.book, prices.contract, range);
    const place = { index, catalogue, pool: poolView(pool.value), now, priceOf, edgesIn };
    const planned = await planSlots(place, request, slots.value);
    return work({ pool: pool.value, prices, planned, now, index });
  });
}

/** What would come of a request. */
export async function planBooking(
  context: ReservationsContext,
  asked: BookingRequest,
  asker: Asker & { readonly user: string },
): Promise<Result<BookingPlan>> {
  const { store } = context;
  const priority = await allowedPriority(store, asker, asked.priority);
  const request = { ...asked, priority };
  const result = await prepareBooking(context, request, asker.tenant, async (found) => {
    const { planned } = await withRoomMade(context, request, found);
    const prepared = { ...found, planned };
    const records = await store.reservations({ pool: prepared.pool.id, states: HOLDING });
    const known = await knownHolders(store, records, prepared.index.holders());
    const explained = { ...prepared, asker, known };
    let left = MOST_EXPLAINED;
    const slots: PlannedSlot[] = [];
    for (const time of planned) {
      const explain = time.placements === null && left-- > 0;
      slots.push({
        ...slotView(context, request, prepared.prices, time),
        // Of what never fits, nobody is in the way.
        conflicts: explain && time.most === null ? await conflictsOf(context, explained, time) : [],
        offers: explain
          ? [...fewerCopies(time), ...(await otherTime(context, explained, request, time))]
          : [],
        givesWay: time.givesWay.map(({ reservation: { id, window } }) =>
          holderOf(id, window, explained),
        ),
      });
    }
    return ok({ prepared, slots });
  });
  if (!result.ok) return result;
  const { prepared, slots } = result.value;
  await addOffersElsewhere(context, request, prepared, slots);
  const total = costTogether(context, request, prepared, slots);
  return ok({
    slots,
    total,
    cases: taskCases(context, request, prepared),
    classes: costByClass(context, request, prepared, total),
    currency: prepared.prices.book.currency,
    quota: await faultOfQuota(context.store, asker, slots),
    needsApproval: await needsApproval(context.store, asker, slots),
  });
}

/** Of what has room another time: so many copies have some at this one. */
function fewerCopies({ begun, most }: PlannedTime): readonly Offer[] {
  return begun.length > 0 && most === null ? [{ type: "copies", copies: begun.length }] : [];
}

/** Outside of the pool's turn: two that each wait for the other's pool would wait for ever. */
async function addOffersElsewhere(
  context: ReservationsContext,
  request: BookingRequest,
  { pool, planned, now, prices }: Prepared,
  slots: readonly PlannedSlot[],
): Promise<void> {
  const unfit = planned
    .map((time, index) => ({ time: { ...time, now }, slot: slots[index] }))
    .filter(({ time }) => time.placements === null)
    .slice(0, MOST_EXPLAINED);
  const helps = whatHelps({ ...context, pool: poolView(pool), book: prices.book });
  for (const { time, slot } of unfit) {
    if (slot === undefined) continue;
    slot.offers.push(...(await offersElsewhere(context, pool.id, request, time)));
    slot.offers.push(...(await helps(time)));
  }
}

function slotView(
  { catalogue }: ReservationsContext,
  { copies, qosClass }: BookingRequest,
  prices: Terms,
  { slot, times, design, placements, refusals, most }: PlannedTime,
): Omit<PlannedSlot, "conflicts" | "offers" | "givesWay"> {
  const each = sizeOf(design, catalogue);
  const sizes = placements?.map(sizeOfPlacement) ?? Array.from({ length: copies }, () => each);
  const cost = windowCosts(design, catalogue, prices, { qosClass })(times.window);
  return {
    key: slot.key,
    variant: slot.variant,
    window: times.window,
    hold: times.hold,
    fits: placements !== null,
    never: most !== null,
    machines: sizes.reduce((sum, { machines }) => sum + machines, 0),
    cores: sizes.reduce((sum, { cores }) => sum + cores, 0),
    refusals: [...refusals],
    cost: decimalText(new Decimal(cost).times(copies)),
  };
}
