import { toInstant } from "../../../shared/base/clock.ts";
import { quote } from "../../../shared/pricing/bill.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationRecord } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";

/** What a reservation would cost in a window by the rates of today; limits of money count it. */
export async function costIn(
  { store, catalogue, clock }: ReservationsContext,
  { booking, variant }: Pick<ReservationRecord, "booking" | "variant">,
  window: Window,
): Promise<string> {
  const design = (await store.booking(booking))?.designs[variant];
  const card = await store.currentRateCard(toInstant(clock.now()));
  if (design === undefined || card === null) return "0";
  return quote({ design, catalogue, card, window }).total;
}
