import { setImmediate } from "node:timers/promises";
import { toInstant } from "../../../shared/base/clock.ts";
import { fault, type Fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Steps } from "../../../shared/base/steps.ts";
import type { Design } from "../../../shared/design/design.ts";
import { refusalsOfCopies } from "../../../shared/placement/place.ts";
import type { Placement, Refusal } from "../../../shared/placement/placement.ts";
import { isProven } from "../../../shared/placement/refusals/proven.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import type { BookingRequest } from "../../../shared/protocol/reservation.ts";
import { claimsFor, ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { machinesAtOnce } from "../../../shared/reservations/size.ts";
import type { Span } from "../../../shared/pricing/engine/calendar.ts";
import { timesOf, type Times } from "../../../shared/schedule/hold.ts";
import { ends } from "../../../shared/schedule/repetition.ts";
import { slotsOf, type Expansion, type Slot } from "../../../shared/schedule/slots.ts";
import { whyEmpty } from "../../../shared/schedule/why-empty.ts";
import { inTurns } from "../in-turns.ts";
import { cheapestTime, earliestTime } from "./find-time.ts";
import { emptied, onlyHosts, placeCopies, type FitRequest } from "./fit-slot.ts";
import type { ReservationsContext } from "./context.ts";

/** One time of a booking: where its copies go, or why they do not. */
export interface PlannedTime {
  readonly slot: Slot;
  readonly times: Times;
  readonly design: Design;
  readonly placements: readonly Placement[] | null;
  readonly refusals: readonly Refusal[];
  /** Where as many of its copies go as have room then. */
  readonly begun: readonly Placement[];
  /** Where waiting is provably in vain: so many of the copies go into an empty lab; null where it may help, or need not. */
  readonly most: number | null;
}

/** What goes on for ever is booked so far ahead. */
export const AHEAD = 60 * 86_400_000;
/** More reservations than this in one booking are refused. */
export const MOST = 1000;

export interface SlotsRequest {
  readonly request: BookingRequest;
  readonly now: number;
  /** Only what begins from here on. */
  readonly after?: number;
}

/** The times of a request that are still to come. */
export function slotsToBook({ request, now, after }: SlotsRequest): Result<readonly Slot[]> {
  const expansion = {
    now,
    ...(after !== undefined && { after }),
    designs: request.designs.length,
    before: now + AHEAD,
    limit: MOST + 1,
  };
  const slots = slotsOf(request.session, expansion).filter(
    (slot) => timesOf(slot, request.margins, now) !== null,
  );
  if (slots.length === 0) return err(emptyFault(request, expansion));
  const count = slots.length * request.copies;
  return count > MOST ? err(fault("session-too-long", { count, limit: MOST })) : ok(slots);
}

/** Why it comes to nothing: what goes on for ever may only begin after all that is booked ahead. */
function emptyFault({ session, margins }: BookingRequest, expansion: Expansion): Fault {
  const { now } = expansion;
  const repeated = session.type === "turns" ? session.within : session;
  const isLate =
    repeated.type === "repeated" &&
    !ends(repeated) &&
    repeated.firstDay > toInstant(now + AHEAD).slice(0, 10);
  return isLate
    ? fault("session-begins-late", { days: AHEAD / 86_400_000 })
    : whyEmpty(session, expansion, margins);
}

interface PlanContext extends Pick<ReservationsContext, "catalogue"> {
  readonly index: ClaimIndex;
  readonly pool: Pool;
  readonly now: number;
  readonly priceOf: (design: Design) => (window: PlannedTime["times"]["window"]) => number;
  /** Where prices change; left out where none are asked for. */
  readonly edgesIn?: (range: Span) => readonly number[];
}

/**
 * Places each time of a request, in order, each beside the ones before it. Lets other work in between, because
 * a year of mornings takes a while.
 */
export async function planSlots(
  context: PlanContext,
  request: BookingRequest,
  slots: readonly Slot[],
): Promise<readonly PlannedTime[]> {
  const { index } = context;
  const names: string[] = [];
  const ofEmpty = whatWaitsInVain(context, request);
  const pool = await poolOfTurns(context, request, slots);
  try {
    const planned: PlannedTime[] = [];
    for (const slot of slots) {
      const placed = await inTurns(planSlot({ ...context, pool }, request, slot));
      if (placed === null) continue;
      const time =
        placed.placements === null ? { ...placed, ...(await inTurns(ofEmpty(placed))) } : placed;
      for (const placement of time.placements ?? []) {
        const name = `time ${slot.key} being planned, ${names.length}`;
        names.push(name);
        index.set(name, claimsFor(placement.claims, time.times.hold));
      }
      planned.push(time);
      await setImmediate();
    }
    return planned;
  } finally {
    for (const name of names) index.set(name, []);
  }
}

/**
 * Of a time without a place: why an empty lab provably has none for it either. The same at every time, so asked once.
 */
function whatWaitsInVain(
  { catalogue, pool, now }: PlanContext,
  { copies }: BookingRequest,
): (time: PlannedTime) => Steps<InVain> {
  const known = new Map<number, InVain>();
  return function* ({ slot, design, times: { hold } }) {
    // Copies that may move wait each for a time of its own.
    const atOnce = slot.movableUntil === null ? copies : 1;
    const place = { index: new ClaimIndex(), catalogue, pool, design, hold, now };
    const request = { ...place, copies: atOnce };
    const found = known.get(slot.variant) ?? (yield* inVain(emptied(request)));
    known.set(slot.variant, found);
    return found;
  };
}

type InVain = Partial<Pick<PlannedTime, "refusals" | "most">>;

function* inVain(empty: FitRequest): Steps<InVain> {
  const alone = yield* placeCopies(empty);
  if (alone.refusals === null) return {};
  const { hold: window, copies } = empty;
  const refusals =
    copies === 1 ? alone.refusals : refusalsOfCopies({ ...empty, window, held: [] }, copies);
  return refusals.some(isProven) ? { refusals, most: alone.placements.length } : {};
}

function spanOf({ start, end }: PlannedTime["times"]["window"]): Span {
  return { start: Date.parse(start), end: Date.parse(end) };
}

function* planSlot(
  context: PlanContext,
  request: BookingRequest,
  slot: Slot,
): Steps<PlannedTime | null> {
  const { index, catalogue, pool, now } = context;
  const { copies, margins, session } = request;
  const times = timesOf(slot, margins, now);
  const design = designOf(request, slot);
  if (times === null || design === undefined) return null;
  const common = { index, catalogue, pool, design, now, copies };
  if (slot.movableUntil !== null && session.type === "within") {
    const length = session.minutes * 60_000;
    const range = { start: slot.window.start, end: slot.movableUntil };
    const search = { ...common, margins, range, length };
    const found =
      session.prefer === "cheapest"
        ? yield* cheapestTime(search, context.priceOf(design), context.edgesIn?.(spanOf(range)))
        : yield* earliestTime(search);
    if (found !== null)
      return { slot, design, ...found, refusals: [], begun: found.placements, most: null };
  }
  const { placements, refusals } = yield* placeCopies({ ...common, hold: times.hold });
  const time = { slot, design, times, begun: placements, most: null };
  return refusals === null
    ? { ...time, placements, refusals: [] }
    : { ...time, placements: null, refusals };
}

/** Designs that take turns do so on the machines of the largest of them. */
async function poolOfTurns(
  context: PlanContext,
  request: BookingRequest,
  slots: readonly Slot[],
): Promise<Pool> {
  if (request.session.type !== "turns") return context.pool;
  const firsts = [...new Map(slots.toReversed().map((slot) => [slot.variant, slot])).values()];
  let largest: readonly Placement[] = [];
  for (const slot of firsts) {
    const placements = (await inTurns(planSlot(context, request, slot)))?.placements ?? [];
    if (machinesAtOnce(placements) > machinesAtOnce(largest)) largest = placements;
    await setImmediate();
  }
  const hosts = new Set(largest.flatMap((placement) => Object.values(placement.hosts)));
  return hosts.size === 0 ? context.pool : onlyHosts(context.pool, hosts);
}

function designOf({ designs }: BookingRequest, { variant }: Slot): Design | undefined {
  return designs[variant];
}
