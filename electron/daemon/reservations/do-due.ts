import { toInstant } from "../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { nextDeed } from "../../../shared/reservations/lease.ts";
import type { DueReservation, ReservationChange } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { leaseOf, nextAt } from "./next-at.ts";
import { startReservation } from "./start.ts";

/** What could not be done is tried again so much later, so that it holds up nothing else. */
const POSTPONED = 30_000;

/**
 * Does everything that has become due, in the order in which it did, also what was missed while nobody was
 * there to do it. One at a time, because what one leads to may be due before the next. Gives how much it did.
 */
export async function doWhatIsDue(context: ReservationsContext): Promise<number> {
  const { store, clock } = context;
  let last = "";
  for (let done = 0; ; done++) {
    const now = clock.now();
    const [due] = await store.dueReservations(toInstant(now), 1);
    if (due === undefined) return done;
    const { id, state, warned, nextAt: at } = due.reservation;
    // Two deeds of one reservation may be due at the same instant, as a warning and its being given up.
    const current = `${id} ${state} ${warned} ${at}`;
    if (current === last) await postpone(context, due, now);
    else await doOrPostpone(context, due, now);
    last = current;
  }
}

async function doOrPostpone(
  context: ReservationsContext,
  due: DueReservation,
  now: number,
): Promise<void> {
  try {
    await doDeed(context, due, now);
  } catch (error) {
    if (!(error instanceof FaultError)) await postpone(context, due, now);
    throw error;
  }
}

async function postpone(
  { store }: ReservationsContext,
  { reservation: { id, state } }: DueReservation,
  now: number,
): Promise<void> {
  const [at, later] = [toInstant(now), toInstant(now + POSTPONED)];
  await store.changeReservations([{ id, at, expect: [state], nextAt: later, notice: null }]);
}

async function doDeed(
  context: ReservationsContext,
  due: DueReservation,
  now: number,
): Promise<void> {
  const { reservation, request } = due;
  const next = nextDeed(leaseOf(reservation, request));
  // One that was delayed is due later than its lease says.
  const at = next === null ? null : Math.max(next.at, Date.parse(reservation.nextAt ?? ""));
  if (next === null || at === null || at > now) return settle(context, due);
  switch (next.deed) {
    case "start":
      return startReservation(context, due);
    case "warn":
      return change(context, due, warning(due, now));
    case "grace":
      return change(context, due, { warned: reservation.warned + 1, notice: "in-grace" });
    case "end":
      return change(context, due, { state: "ending", releaseEnvironment: true, notice: null });
    case "no-show": {
      const reason =
        reservation.seenAt === null
          ? fault("nobody-came", { minutes: request.noShowMinutes ?? 0 })
          : fault("nobody-there", { minutes: request.heartbeatMinutes ?? 0 });
      return change(context, due, {
        state: "no-show",
        releaseEnvironment: true,
        reason,
        notice: "no-show",
      });
    }
    case "expire":
      return change(context, due, {
        state: "expired",
        claims: [],
        reason: fault("not-in-time"),
        notice: "expired",
      });
  }
}

/** Of several warnings that were missed only the last still helps, and none once its time is over. */
function warning(
  { reservation, request }: DueReservation,
  now: number,
): Pick<ReservationChange, "warned" | "notice"> {
  const notice = now < Date.parse(reservation.window.end) ? "ends-soon" : null;
  let warned = reservation.warned + 1;
  for (;;) {
    const next = nextDeed(leaseOf({ ...reservation, warned }, request));
    if (next?.deed !== "warn" || next.at > now) return { warned, notice };
    warned++;
  }
}

type Deed = Omit<ReservationChange, "id" | "at" | "expect">;

async function change(
  { store, clock, wake }: ReservationsContext,
  { reservation, request }: DueReservation,
  deed: Deed,
): Promise<void> {
  const { id, tenant, state } = reservation;
  const after = {
    ...reservation,
    state: deed.state ?? state,
    warned: deed.warned ?? reservation.warned,
  };
  await store.changeReservations([
    { id, at: toInstant(clock.now()), expect: [state], nextAt: nextAt(after, request), ...deed },
  ]);
  if (deed.releaseEnvironment === true) wake({ id, tenant });
}

/** It was named too early, or needs no naming any more. */
async function settle(
  { store, clock }: ReservationsContext,
  { reservation, request }: DueReservation,
): Promise<void> {
  const { id, state } = reservation;
  const at = toInstant(clock.now());
  await store.changeReservations([
    { id, at, expect: [state], nextAt: nextAt(reservation, request), notice: null },
  ]);
}
