import type { BookingPlan } from "../../shared/protocol/reservation.ts";
import type { BookingForm } from "./booking-form.ts";

/** Whether what is planned fits, in a line; `whenTaken`: what becomes of the times that do not. */
export function verdictWords(
  { slots, quota }: Pick<BookingPlan, "slots" | "quota">,
  whenTaken: BookingForm["whenTaken"],
): string {
  if (quota !== null) return "More than is allowed";
  const total = slots.length;
  const unfit = slots.filter(({ fits }) => !fits).length;
  const never = slots.filter((slot) => slot.never).length;
  const size = sizeWords(slots.map(({ machines }) => machines));
  if (unfit === 0) return total === 1 ? `It fits: ${size}` : `All ${total} times fit: ${size} each`;
  if (never > 0 && whenTaken !== "skip")
    return total === 1 ? "It never fits" : `${never} of ${total} times never fit`;
  if (whenTaken === "queue")
    return total === 1 ? "It waits in the queue" : `${unfit} of ${total} times wait in the queue`;
  if (whenTaken === "skip" && unfit < total) return `${unfit} of ${total} times are left out`;
  return total === 1 ? "It does not fit then" : `It does not fit at ${unfit} of ${total} times`;
}

/** `4 machines`, or `3 to 4 machines` where those who take turns are not of one size. */
function sizeWords(machines: readonly number[]): string {
  const most = Math.max(0, ...machines);
  const least = Math.min(most, ...machines);
  const count = least === most ? String(most) : `${least} to ${most}`;
  return `${count} ${most === 1 ? "machine" : "machines"}`;
}
