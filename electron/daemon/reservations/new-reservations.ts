import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Terms as PriceTerms } from "../../../shared/pricing/terms.ts";
import { windowCosts } from "../../../shared/pricing/window-cost.ts";
import { isPreemptible } from "../../../shared/reservations/qos-class.ts";
import { sizeOfPlacement } from "../../../shared/reservations/size.ts";
import type { Session } from "../../../shared/schedule/session.ts";
import type { Slot } from "../../../shared/schedule/slots.ts";
import { hostsOf } from "../store/operations/reservation-rows.ts";
import type {
  BookingRecord,
  NewReservation,
  ReservationRecord,
} from "../store/reservation-records.ts";
import { digest } from "../environments/digest.ts";
import { nextAt } from "./next-at.ts";
import type { PlannedTime } from "./plan-slots.ts";
import { sizeOf } from "./size.ts";
import type { ReservationsContext } from "./context.ts";

/** One that queues for as soon as possible gives up after so long. */
const PATIENCE = 7 * 86_400_000;

const WAITS = "It waits until somebody gives back what it needs.";

interface Terms {
  readonly now: number;
  /** A lab admin has to approve it. */
  readonly asked: boolean;
  /** null: no prices are in force. */
  readonly prices: PriceTerms | null;
}

/** The reservations of one time: one for each copy; they queue where there was no room. */
export function reservationsOf(
  { catalogue }: Pick<ReservationsContext, "catalogue">,
  booking: BookingRecord,
  planned: PlannedTime,
  { now, asked, prices }: Terms,
): readonly NewReservation[] {
  const { request } = booking;
  const { slot, times, placements } = planned;
  const { design } = planned;
  const { qosClass } = request;
  const cost =
    prices === null ? "0" : windowCosts(design, catalogue, prices, { qosClass })(times.window);
  return Array.from({ length: request.copies }, (_, index) => {
    const placement = placements?.[index] ?? null;
    const at = toInstant(now);
    const size = placement === null ? sizeOf(design, catalogue) : sizeOfPlacement(placement);
    const base: Omit<ReservationRecord, "nextAt"> = {
      // From its place in its booking, so that the same request makes the same ones.
      id: digest([booking.id, slot.key, index]).slice(0, 16),
      booking: booking.id,
      key: slot.key,
      name: nameOf(booking, slot, index),
      tenant: booking.tenant,
      owner: booking.owner,
      pool: request.pool,
      state: placement === null ? "queued" : asked ? "asked" : "booked",
      window: times.window,
      hold: times.hold,
      variant: slot.variant,
      copy: index + 1,
      priority: request.priority,
      preemptible: isPreemptible(qosClass, request.preemptible),
      ...size,
      cost,
      hosts: placement === null ? [] : hostsOf(placement.hosts),
      started: false,
      reason: placement === null ? fault("no-room-then", { detail: WAITS }) : null,
      updatedAt: at,
      movableUntil: placement === null ? movableUntil(request.session, planned, now) : null,
      seenAt: null,
      warned: 0,
      createdAt: at,
    };
    return { record: { ...base, nextAt: nextAt(base, request) }, placement };
  });
}

/** By when one that queues must be over; null: it is for that time and no other. */
function movableUntil(session: Session, { slot, times }: PlannedTime, now: number): string | null {
  if (session.type === "within") return slot.movableUntil;
  const soon = session.type === "now" || session.type === "until-task";
  return soon ? toInstant(Math.max(now, Date.parse(times.window.end)) + PATIENCE) : null;
}

function nameOf({ request }: BookingRecord, { label }: Slot, index: number): string {
  const time = label === "" ? "" : ` · ${label}`;
  const copy = request.copies === 1 ? "" : ` · ${index + 1} of ${request.copies}`;
  return `${request.name}${time}${copy}`;
}
