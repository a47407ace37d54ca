import type { BookingRequest } from "../../../shared/protocol/reservation.ts";
import { inTurns } from "../in-turns.ts";
import { poolView } from "../pool/pool-view.ts";
import type { DueReservation, ReservationChange } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";
import { costIn } from "./cost.ts";
import { displacement, makeRoom } from "./give-way.ts";
import type { Prepared } from "./plan-booking.ts";
import type { PlannedTime } from "./plan-slots.ts";

/** One time of a booking, and who would give way for it. */
interface RoomyTime extends PlannedTime {
  readonly givesWay: readonly DueReservation[];
}

interface RoomMade {
  readonly planned: readonly RoomyTime[];
  /** What becomes of all that give way. */
  readonly displaced: readonly ReservationChange[];
}

/** Where there was no room, less urgent ones that were booked on that condition give way. Changes nothing yet. */
export async function withRoomMade(
  context: ReservationsContext,
  request: BookingRequest,
  { planned, index, pool, now }: Prepared,
): Promise<RoomMade> {
  const candidates = await preemptible(context, pool.id, planned);
  const displaced: ReservationChange[] = [];
  const changed: RoomyTime[] = [];
  for (const time of planned) {
    const { times, design } = time;
    const fit = { catalogue: context.catalogue, pool: poolView(pool), copies: request.copies };
    const room =
      time.placements === null
        ? await inTurns(
            makeRoom(
              { ...fit, index, design, hold: times.hold, now },
              request.priority,
              candidates.filter(({ reservation }) =>
                displaced.every(({ id }) => id !== reservation.id),
              ),
            ),
          )
        : null;
    const givesWay = room?.displaced ?? [];
    const made = room === null ? {} : { placements: room.placements, refusals: [] };
    changed.push({ ...time, ...made, givesWay });
    for (const one of givesWay) {
      const change = displacement(one, Date.parse(times.hold.start), now);
      const { window } = change;
      const cost = window && (await costIn(context, one.reservation, window));
      displaced.push({ ...change, ...(cost !== undefined && { cost }) });
    }
  }
  return { planned: changed, displaced: withClaims(displaced, index) };
}

/** Those that could give way where there was no room. */
async function preemptible(
  { store }: ReservationsContext,
  pool: string,
  planned: readonly PlannedTime[],
): Promise<readonly DueReservation[]> {
  const holds = planned.flatMap(({ placements, times }) => (placements === null ? times.hold : []));
  if (holds.length === 0) return [];
  const window = {
    start: holds.map(({ start }) => start).toSorted()[0] ?? "",
    end:
      holds
        .map(({ end }) => end)
        .toSorted()
        .at(-1) ?? "",
  };
  const states = ["asked", "booked", "running"] as const;
  const records = await store.reservations({ pool, states, window, preemptible: true });
  const list: DueReservation[] = [];
  for (const { id } of records) {
    const due = await store.reservation(id);
    if (due !== null) list.push(due);
  }
  return list;
}

/** One that is only shortened holds the same as before, for less long. */
function withClaims(
  changes: readonly ReservationChange[],
  index: Prepared["index"],
): readonly ReservationChange[] {
  return changes.map((change) =>
    change.hold === undefined
      ? change
      : Object.assign(change, {
          claims: index
            .claimsOf(change.id)
            .map(({ resource, quantity }) => ({ resource, quantity })),
        }),
  );
}
