import { toInstant } from "../../../shared/base/clock.ts";
import { Decimal, decimalText } from "../../../shared/base/money.ts";
import { NOBODY } from "../../../shared/pricing/project/node-usage.ts";
import { rateTimes } from "../../../shared/pricing/project/session.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import { costsAddUp, windowCosts } from "../../../shared/pricing/window-cost.ts";
import type {
  BookingPlan,
  BookingRequest,
  PlannedSlot,
} from "../../../shared/protocol/reservation.ts";
import { taskMinutes } from "../../../shared/schedule/session.ts";
import { QOS_CLASSES } from "../../../shared/reservations/qos-class.ts";
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
  const booked = await store.booking(booking);
  const design = booked?.designs[variant];
  const terms = await tenantTerms({ store, clock }, tenant);
  if (design === undefined || !terms.ok) return "0";
  return windowCosts(design, catalogue, terms.value, { qosClass: booked?.request.qosClass })(
    window,
  );
}

interface Planned {
  readonly prices: Terms;
  readonly planned: readonly PlannedTime[];
}

/** What a task would cost that takes the least time, or as long as mostly; null where it is always the same. */
export function taskCases(
  context: Pick<ReservationsContext, "catalogue">,
  request: Pick<BookingRequest, "copies" | "session" | "qosClass">,
  { prices, planned }: Planned,
): BookingPlan["cases"] {
  const { copies, session, qosClass } = request;
  if (session.type !== "until-task") return null;
  const { low, expected, high } = taskMinutes(session);
  if (low === high) return null;
  const lasting = (minutes: number): string => {
    const shorter = planned.map((time) => {
      const { start } = time.times.window;
      const end = toInstant(Date.parse(start) + minutes * 60_000);
      return { ...time, times: { ...time.times, window: { start, end } } };
    });
    const slots = shorter.map(({ design, times }) => {
      const cost = windowCosts(design, context.catalogue, prices, { qosClass })(times.window);
      return { cost: decimalText(new Decimal(cost).times(copies)) };
    });
    return costTogether(context, request, { prices, planned: shorter }, slots);
  };
  return { low: lasting(low), expected: lasting(expected) };
}

/** What all times of a booking cost together. Where prices allow it, that is what each of them does. */
export function costTogether(
  { catalogue }: Pick<ReservationsContext, "catalogue">,
  { copies, qosClass }: Pick<BookingRequest, "copies" | "qosClass">,
  { prices, planned }: Planned,
  slots: readonly Pick<PlannedSlot, "cost">[],
): string {
  const windows = planned.map(({ design, times }) => ({ design, window: times.window, copies }));
  if (planned.length * copies === 1 || costsAddUp(windows, catalogue, prices, qosClass)) {
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
  const context = { ...NOBODY, account: prices.contract.account, qosClass: qosClass ?? "" };
  const { totals } = rateTimes({ times, catalogue, terms: prices, context });
  return decimalText(new Decimal(totals.gross));
}

/** What a booking would cost in all by each class, so that one can be weighed against the other. */
export function costByClass(
  context: Pick<ReservationsContext, "catalogue">,
  { copies }: Pick<BookingRequest, "copies">,
  { prices, planned }: Planned,
  total: string,
): BookingPlan["classes"] {
  const { rules, discounts } = prices.book;
  const differs = [...rules, ...discounts].some(({ match }) => match.qosClass !== undefined);
  if (!differs) return QOS_CLASSES.map((qosClass) => ({ qosClass, total }));
  return QOS_CLASSES.map((qosClass) => {
    const slots = planned.map(({ design, times }) => {
      const cost = windowCosts(design, context.catalogue, prices, { qosClass })(times.window);
      return { cost: decimalText(new Decimal(cost).times(copies)) };
    });
    return {
      qosClass,
      total: costTogether(context, { copies, qosClass }, { prices, planned }, slots),
    };
  });
}
