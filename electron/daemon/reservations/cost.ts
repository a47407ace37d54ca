import { windowCosts } from "../../../shared/pricing/window-cost.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationRecord } from "../store/reservation-records.ts";
import { tenantTerms } from "../pricing/terms.ts";
import type { ReservationsContext } from "./context.ts";

/** What a reservation would cost in a window by the rates of today; limits of money count it. */
export async function costIn(
  { store, catalogue, clock }: ReservationsContext,
  { booking, variant, tenant }: Pick<ReservationRecord, "booking" | "variant" | "tenant">,
  window: Window,
): Promise<string> {
  const design = (await store.booking(booking))?.designs[variant];
  const terms = await tenantTerms({ store, clock }, tenant);
  if (design === undefined || !terms.ok) return "0";
  return windowCosts(design, catalogue, terms.value)(window);
}
