import { faultSentence } from "../../../shared/base/fault.ts";
import { formatMoney, formatPrice } from "../../../shared/base/money.ts";
import { foldRefusals } from "../../../shared/placement/refusals/fold-refusals.ts";
import { refusalText } from "../../../shared/placement/refusals/refusal-text.ts";
import { differenceLines } from "../../../shared/plan/difference-text.ts";
import { STAYING_REMEDY, stayingText, type Staying } from "../../../shared/plan/staying.ts";
import type { ChangePlan } from "../../../shared/protocol/change.ts";
import { fromWireFault } from "../../../shared/protocol/errors.ts";

/** Whether nothing stands in the way of applying it. */
export function isPossible({ stops, refusals }: ChangePlan): boolean {
  return stops.length + refusals.length === 0;
}

/** What applying a changed design would do, what it costs, and what stands in its way. */
export function changePlanLines(plan: ChangePlan): readonly string[] {
  const { change, price, staying, stops, refusals } = plan;
  const { currency, hour, rest } = price;
  const money = (amount: string): string => formatMoney(amount, currency);
  return [
    ...(change === null ? [] : differenceLines(change)),
    ...(staying === null ? [] : stayingLines(staying)),
    `An hour costs ${formatPrice(hour.before, currency)} now, ${formatPrice(hour.after, currency)} then`,
    `The rest of the booking costs ${money(rest.before)} now, ${money(rest.after)} then`,
    ...stops.map((stop) => faultSentence(fromWireFault(stop))),
    ...foldRefusals(refusals).map((refusal) => `${refusalText(refusal)}.`),
  ];
}

function stayingLines(staying: Staying): readonly string[] {
  return [
    `Not moved: ${stayingText(staying)}`,
    ...foldRefusals(staying.refusals).map((refusal) => `${refusalText(refusal)}.`),
    STAYING_REMEDY,
  ];
}
