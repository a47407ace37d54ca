import { fromInstant, toInstant, type Instant } from "../../../shared/base/clock.ts";
import type { Steps } from "../../../shared/base/steps.ts";
import { occupancyLines, occupancyOf } from "../../../shared/pool/occupancy.ts";
import { thingOf } from "../../../shared/pool/out-of-use.ts";
import { capacities } from "../../../shared/pool/pool.ts";
import { heldOverTime, type PoolTimeline } from "../../../shared/pool/timeline.ts";
import type { ClaimIndex, HeldClaim } from "../../../shared/reservations/claim-index.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { inTurns } from "../in-turns.ts";
import type { ReservationsContext } from "../reservations/context.ts";
import { chunks } from "../store/operations/rows.ts";
import type { PoolRecord } from "../store/store.ts";
import { poolView } from "./pool-view.ts";

type TimesContext = Pick<ReservationsContext, "held" | "clock">;

/** So many resources are looked at in one turn. */
const IN_A_TURN = 1000;

interface TimelineAsked {
  readonly pool: string;
  readonly window: Window;
  readonly most: number | undefined;
  readonly least: string | undefined;
}

/**
 * What is held of a pool over time. Where that is more than `most` claims, of a shorter time from its start on, but
 * not shorter than to `least`. In turns: of a large lab it is much.
 */
export async function poolTimeline(
  { held, clock }: TimesContext,
  asked: TimelineAsked,
): Promise<PoolTimeline> {
  return held.use(asked.pool, (index) => inTurns(timelineOf(index, asked, clock.now())));
}

function* timelineOf(
  index: ClaimIndex,
  { pool, window: asked, most, least }: TimelineAsked,
  now: number,
): Steps<PoolTimeline> {
  const whole = { start: fromInstant(asked.start), end: fromInstant(asked.end) };
  const until = most === undefined ? null : yield* cutOf(index, whole, most);
  const shorter = Math.max(until ?? whole.end, fromInstant(least ?? asked.start));
  const end = until === null ? whole.end : Math.min(shorter, whole.end);
  const span = { start: whole.start, end };
  const told: PoolTimeline["held"] = [];
  const since = new Map<string, number>();
  for (const some of chunks([...index.resources()].toSorted(), IN_A_TURN)) {
    const claims = some.flatMap((resource) => heldIn(index, resource, span, now));
    for (const held of heldOverTime(claims, span)) told.push(held);
    noteSince(since, claims, span.start);
    yield;
  }
  const at = toInstant(now);
  const window = { start: asked.start, end: end === whole.end ? asked.end : toInstant(end) };
  const known = { pool, at, window, held: told, since: asInstants(since) };
  if (end === whole.end) return known;
  return { ...known, later: asInstants(yield* beginsOf(index, { start: end, end: whole.end })) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What was not given back at its end is held until just after now. */
function heldIn(
  index: ClaimIndex,
  resource: string,
  { start, end }: Span,
  now: number,
): readonly HeldClaim[] {
  return index
    .holdersOf(resource, { from: start <= now ? -Infinity : start, to: end })
    .map(([, claim]) => (claim.end > now ? claim : Object.assign({}, claim, { end: now + 1 })));
}

/** Since when something of each thing has been held that is held still at an instant. */
function noteSince(since: Map<string, number>, claims: readonly HeldClaim[], at: number): void {
  for (const { resource, start, end } of claims) {
    if (start >= at || end <= at) continue;
    const thing = thingOf(resource);
    since.set(thing, Math.min(since.get(thing) ?? Infinity, start));
  }
}

/** When something of each thing is held first in a time, by the beginning of the resources' ids. */
function* beginsOf(index: ClaimIndex, { start: from, end: to }: Span): Steps<Map<string, number>> {
  const begins = new Map<string, number>();
  for (const some of chunks([...index.resources()], IN_A_TURN)) {
    for (const resource of some)
      for (const [, { start }] of index.holdersOf(resource, { from, to })) {
        const thing = thingOf(resource);
        begins.set(thing, Math.min(begins.get(thing) ?? Infinity, Math.max(start, from)));
      }
    yield;
  }
  return begins;
}

/** When the claim begins that would be one too many; null when there are no more than `most`. */
function* cutOf(index: ClaimIndex, { start, end }: Span, most: number): Steps<number | null> {
  const begins: number[] = [];
  for (const some of chunks([...index.resources()], IN_A_TURN)) {
    for (const resource of some)
      for (const [, claim] of index.holdersOf(resource, { from: start, to: end }))
        begins.push(claim.start);
    yield;
  }
  if (begins.length <= most) return null;
  const cut = Float64Array.from(begins).sort()[most] ?? start;
  // What is held at the very start is told whole, however much it is.
  return Math.max(cut, start + 1);
}

function asInstants(times: ReadonlyMap<string, number>): Record<string, Instant> {
  return Object.fromEntries([...times].map(([thing, at]) => [thing, toInstant(at)]));
}

/** How full the lines of a pool are over time, as many of them as are asked for. */
export async function poolOccupancy(
  { held, clock }: TimesContext,
  { id, resources }: PoolRecord,
  asked: Window & {
    readonly by: "rack" | "host";
    readonly steps: number;
    readonly from: number;
    readonly count: number;
  },
) {
  const { by, steps, from, count } = asked;
  const [start, end] = [fromInstant(asked.start), fromInstant(asked.end)];
  const lines = occupancyLines(resources.hosts, by);
  const shown = lines.slice(from, from + count);
  const now = clock.now();
  const percent = await held.use(id, (index) => {
    // What was not given back at its end is held on.
    const claims = shown
      .flatMap(({ hosts }) => hosts)
      .flatMap((host) => index.holdersOf(`${id}/host/${host.id}/cores`, { from: start, to: end }))
      .map(([, { resource, quantity, ...claim }]) => {
        return { resource, quantity, start: claim.start, end: Math.max(claim.end, now) };
      });
    return occupancyOf(id, shown, claims, { from: start, step: (end - start) / steps, steps });
  });
  const rows = shown.map(({ key, title }, line) => ({ key, title, percent: percent[line] ?? [] }));
  return { total: lines.length, rows };
}

/** How full each resource gets within a window. */
export async function poolUsage(
  { held, clock }: TimesContext,
  pool: PoolRecord,
  { start, end }: Window,
) {
  const time = { from: fromInstant(start), to: fromInstant(end) };
  const now = clock.now();
  return held.use(pool.id, (index) =>
    capacities(poolView(pool)).map(({ resource, capacity }) => ({
      resource,
      capacity,
      held: index.peak(resource, time, now),
    })),
  );
}
