import { fromInstant, toInstant, type Instant } from "../../../shared/base/clock.ts";
import type { Holding } from "../../../shared/placement/placement.ts";
import { occupancyLines, occupancyOf } from "../../../shared/pool/occupancy.ts";
import { thingOf } from "../../../shared/pool/out-of-use.ts";
import { heldOverTime, type PoolTimeline } from "../../../shared/pool/timeline.ts";
import type { ClaimIndex, HeldClaim, Time } from "../../../shared/reservations/claim-index.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { ReservationsContext } from "../reservations/context.ts";
import type { PoolRecord } from "../store/store.ts";

type TimesContext = Pick<ReservationsContext, "store" | "held" | "clock">;

/**
 * What is held of a pool over time. Where that is more than `most` claims, of a shorter time from its start on, but
 * not shorter than to `least`.
 */
export async function poolTimeline(
  { store, held, clock }: TimesContext,
  pool: string,
  asked: Window,
  { most, least }: { readonly most: number | undefined; readonly least: string | undefined },
): Promise<PoolTimeline> {
  const until =
    most === undefined ? null : await held.use(pool, (index) => cutOf(index, asked, most));
  const end =
    until === null ? asked.end : toInstant(Math.max(until, fromInstant(least ?? asked.start)));
  const window = { start: asked.start, end: end < asked.end ? end : asked.end };
  const at = toInstant(clock.now());
  const holdings = await store.holdings(pool, window, at);
  const told = heldOverTime(holdings, window);
  const since = sinceOf(holdings, window.start);
  if (window.end === asked.end) return { pool, at, window, held: told, since };
  const span = { from: fromInstant(window.end), to: fromInstant(asked.end) };
  const later = await held.use(pool, (index) => beginsOf(index, span));
  return { pool, at, window, held: told, since, later };
}

/** Since when something of each thing has been held that is held still at an instant. */
function sinceOf(holdings: readonly Holding[], at: Instant): Record<string, Instant> {
  const since = new Map<string, Instant>();
  for (const { resource, window } of holdings) {
    if (window.start >= at || window.end <= at) continue;
    const thing = thingOf(resource);
    const known = since.get(thing);
    if (known === undefined || window.start < known) since.set(thing, window.start);
  }
  return Object.fromEntries(since);
}

/** When something of each thing is held first in a time, by the beginning of the resources' ids. */
function beginsOf(index: ClaimIndex, { from, to }: Time): Record<string, string> {
  const begins = new Map<string, number>();
  for (const { resource, start, end } of allClaims(index)) {
    if (end <= from || start >= to) continue;
    const thing = thingOf(resource);
    begins.set(thing, Math.min(begins.get(thing) ?? Infinity, Math.max(start, from)));
  }
  return Object.fromEntries([...begins].map(([thing, start]) => [thing, toInstant(start)]));
}

/** When the claim begins that would be one too many; null when there are no more than `most`. */
function cutOf(index: ClaimIndex, window: Window, most: number): number | null {
  const [start, end] = [fromInstant(window.start), fromInstant(window.end)];
  const begins: number[] = [];
  for (const claim of allClaims(index))
    if (claim.end > start && claim.start < end) begins.push(claim.start);
  if (begins.length <= most) return null;
  const cut = Float64Array.from(begins).sort()[most] ?? start;
  // What is held at the very start is told whole, however much it is.
  return Math.max(cut, start + 1);
}

function* allClaims(index: ClaimIndex): Generator<HeldClaim> {
  for (const holder of index.holders()) yield* index.claimsOf(holder);
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
