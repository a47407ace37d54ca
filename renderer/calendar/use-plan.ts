import { useEffect, useMemo, useState } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import type { Design } from "../../shared/design/design.ts";
import type { BookingPlan } from "../../shared/protocol/reservation.ts";
import { ask } from "../live/actions.ts";
import { useOnline } from "../live/state.ts";
import { chosenOf, requestOf, type BookingForm } from "./booking-form.ts";

/** A year of mornings takes the lab a while: nobody is asked while the user still types. */
const PAUSE_MS = 250;

export type Planned =
  | { readonly type: "incomplete" }
  | { readonly type: "asking" }
  | { readonly type: "fault"; readonly fault: Fault }
  | { readonly type: "plan"; readonly plan: BookingPlan };

/** What would come of the form as it stands, asked anew whenever it changes. */
export function usePlan(form: BookingForm, choices: readonly Design[]): Planned {
  const online = useOnline();
  const [answer, setAnswer] = useState<{ key: string; plan: Result<BookingPlan> } | null>(null);
  // Its name changes nothing about what fits.
  const request = useMemo(() => requestOf({ ...form, name: "Booking" }, choices), [form, choices]);
  const key = request === null ? null : JSON.stringify({ ...request, designs: chosenOf(form) });
  useEffect(() => {
    if (request === null || key === null || !online) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void ask((client) => client.reservations.plan(request)).then((plan) => {
        if (current) setAnswer({ key, plan });
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // The key says all that the request does.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, online]);
  if (key === null) return { type: "incomplete" };
  // An answer about another time is no answer.
  if (answer?.key !== key) return { type: "asking" };
  return answer.plan.ok
    ? { type: "plan", plan: answer.plan.value }
    : { type: "fault", fault: answer.plan.error };
}
