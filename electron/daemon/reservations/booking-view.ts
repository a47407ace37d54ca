import type { Booking } from "../../../shared/protocol/reservation.ts";
import { isEndless } from "../../../shared/schedule/slots.ts";
import type { BookingRecord } from "../store/reservation-records.ts";

/** A booking as everybody of its tenant may see it, without its designs. */
export function bookingView({
  id,
  tenant,
  owner,
  request,
  designs,
  createdAt,
}: BookingRecord): Booking {
  return {
    ...request,
    id,
    tenant,
    owner,
    designs: designs.map(({ name }) => name),
    endless: isEndless(request.session),
    createdAt,
  };
}
