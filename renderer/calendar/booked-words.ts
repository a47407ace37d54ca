import type { Reservation } from "../../shared/protocol/reservation.ts";

const WAITS = {
  asked: { one: "waits for a lab admin’s approval", among: "waiting for approval" },
  queued: { one: "waits in the queue", among: "in the queue" },
} as const;

type Waiting = keyof typeof WAITS;

type Made = Pick<Reservation, "key" | "state">;

/** What came of a booking, by what became of each of its reservations: what only waits is not said to be booked. */
export function bookedWords(name: string, made: readonly Made[]): string {
  const waiting = made
    .map(({ state }) => state)
    .filter((state): state is Waiting => Object.hasOwn(WAITS, state));
  const counts = Map.groupBy(waiting, (state) => state);
  const booked = made.length - waiting.length;
  const size = sizeWords(made);
  if (waiting.length === 0) return `${name} is booked${size === "" ? "" : ` ${size}`}.`;
  const [only] = waiting;
  if (booked === 0 && counts.size === 1 && only !== undefined)
    return `${name} ${WAITS[only].one}${size === "" ? "" : `, ${size}`}.`;
  const parts = [...counts].map(([state, all]) => `${all.length} ${WAITS[state].among}`);
  return `${name}: ${[...(booked === 0 ? [] : [`${booked} booked`]), ...parts].join(", ")}.`;
}

/** `5 times in 4 copies`; each time has all copies. Empty for one of one. */
function sizeWords(made: readonly Made[]): string {
  const times = new Set(made.map(({ key }) => key)).size;
  const copies = made.length / times;
  return [
    ...(times > 1 ? [`${times} times`] : []),
    ...(copies > 1 ? [`in ${copies} copies`] : []),
  ].join(" ");
}
