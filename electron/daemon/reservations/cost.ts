import { Decimal, decimalText } from "../../../shared/base/money.ts";
import { NOBODY } from "../../../shared/pricing/project/node-usage.ts";
import { rateTimes } from "../../../shared/pricing/project/session.ts";
import { isSeparable } from "../../../shared/pricing/separable.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import { windowCosts } from "../../../shared/pricing/window-cost.ts";
import type { BookingRequest, PlannedSlot } from "../../../shared/protocol/reservation.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationRecord } from "../store/reservation-records.ts";
import { tenantTerms } from "../pricing/terms.ts";
import type { ReservationsContext } from "./context.ts";
import type { PlannedTime } from "./plan-slots.ts";

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

/** What all times of a booking cost together. Where prices allow it, that is what each of them does. */
export function costTogether(
  { catalogue }: Pick<ReservationsContext, "catalogue">,
  { copies }: Pick<BookingRequest, "copies">,
  { prices, planned }: { readonly prices: Terms; readonly planned: readonly PlannedTime[] },
  slots: readonly Pick<PlannedSlot, "cost">[],
): string {
  if (isSeparable(prices.book) || planned.length * copies === 1) {
    const total = slots.reduce((sum, { cost }) => sum.plus(cost), new Decimal(0));
    return decimalText(total);
  }
  const times = planned.flatMap(({ design, times: { window }, slot }) =>
    Array.from({ length: copies }, (_, copy) => ({
      design,
      window,
      key: `${slot.key} #${copy + 1}`,
    })),
  );
  const context = { ...NOBODY, account: prices.contract.account };
  const { totals } = rateTimes({ times, catalogue, terms: prices, context });
  return decimalText(new Decimal(totals.gross));
}
