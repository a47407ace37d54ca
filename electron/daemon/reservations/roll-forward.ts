import { toInstant } from "../../../shared/base/clock.ts";
import { machinesAtOnce } from "../../../shared/reservations/size.ts";
import type { BookingRecord } from "../store/reservation-records.ts";
import { poolView } from "../pool/pool-view.ts";
import { tenantTerms } from "../pricing/terms.ts";
import type { ReservationsContext } from "./context.ts";
import { reservationsOf } from "./new-reservations.ts";
import { AHEAD, planSlots, slotsToBook } from "./plan-slots.ts";
import { allowedPriority, needsApproval } from "./limits.ts";

/** What goes on for ever is booked further ahead when so much of that has passed. */
const STEP = 7 * 86_400_000;

/** Books the next times of everything that goes on for ever; those without room queue. */
export async function rollForward(context: ReservationsContext): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  for (const booking of await store.endlessBookings(toInstant(now + AHEAD - STEP)))
    await bookFurther(context, booking, now);
}

async function bookFurther(
  context: ReservationsContext,
  booking: BookingRecord,
  now: number,
): Promise<void> {
  const { store, pools, held, catalogue } = context;
  const until = toInstant(now + AHEAD);
  const request = { ...booking.request, designs: [...booking.designs] };
  const after = Math.max(now, Date.parse(booking.bookedUntil ?? booking.createdAt));
  const slots = slotsToBook({ request, now, after });
  const pool = await pools.find(request.pool);
  if (!slots.ok || !pool.ok) {
    await store.addReservations(booking.id, [], until);
    return;
  }
  const whose = { tenant: booking.tenant, user: booking.owner };
  const priority = await allowedPriority(store, whose, request.priority);
  const terms = await tenantTerms(context, booking.tenant);
  const prices = terms.ok ? terms.value : null;
  await held.use(pool.value.id, async (index) => {
    const place = { index, catalogue, pool: poolView(pool.value), now, priceOf: () => () => 0 };
    const planned = await planSlots(place, request, slots.value);
    const sizes = planned.map(({ placements }) => ({ machines: machinesAtOnce(placements ?? []) }));
    const asked = await needsApproval(store, whose, sizes);
    const record = { ...booking, request: { ...booking.request, priority } };
    const reservations = planned.flatMap((time) =>
      reservationsOf(context, record, time, { now, asked, prices }),
    );
    await store.addReservations(booking.id, reservations, until);
  });
}
