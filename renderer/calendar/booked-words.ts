import type { ReservationState } from "../../shared/protocol/reservation.ts";

const WAITS = {
  asked: { one: "waits for a lab admin’s approval", among: "waiting for approval" },
  queued: { one: "waits in the queue", among: "in the queue" },
} as const;

type Waiting = keyof typeof WAITS;

/** What came of a booking, by what became of each of its times: what only waits is not said to be booked. */
export function bookedWords(name: string, states: readonly ReservationState[]): string {
  const waiting = states.filter((state): state is Waiting => Object.hasOwn(WAITS, state));
  const counts = Map.groupBy(waiting, (state) => state);
  const booked = states.length - waiting.length;
  const times = states.length === 1 ? "" : `${states.length} times`;
  if (waiting.length === 0)
    return times === "" ? `${name} is booked.` : `${name} is booked ${times}.`;
  const [only] = waiting;
  if (booked === 0 && counts.size === 1 && only !== undefined)
    return `${name} ${WAITS[only].one}${times === "" ? "" : `, ${times}`}.`;
  const parts = [...counts].map(([state, all]) => `${all.length} ${WAITS[state].among}`);
  return `${name}: ${[...(booked === 0 ? [] : [`${booked} booked`]), ...parts].join(", ")}.`;
}
