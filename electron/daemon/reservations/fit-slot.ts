import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Steps } from "../../../shared/base/steps.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import { place } from "../../../shared/placement/place.ts";
import type { Placement, Refusal } from "../../../shared/placement/placement.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { claimsFor, ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import type { Window } from "../../../shared/schedule/window.ts";

export interface FitRequest {
  readonly index: ClaimIndex;
  readonly catalogue: Catalogue;
  readonly pool: Pool;
  readonly design: Design;
  readonly hold: Window;
  readonly now: number;
  readonly copies: number;
}

/** Where all copies of a design go at once, or why not all of them. Each sees the ones before it as taken. */
export function* fitCopies(
  request: FitRequest,
): Steps<Result<readonly Placement[], readonly Refusal[]>> {
  const { placements, refusals } = yield* placeCopies(request);
  return refusals === null ? ok(placements) : err(refusals);
}

interface PlacedCopies {
  readonly placements: readonly Placement[];
  readonly refusals: readonly Refusal[] | null;
}

/**
 * As many copies as find a place, one after the other, and why the next one does not; null: all of them do. A copy is
 * a step: in a large lab each takes a while.
 */
export function* placeCopies(request: FitRequest): Steps<PlacedCopies> {
  const { index, catalogue, pool, design, hold, now, copies } = request;
  const placements: Placement[] = [];
  const names = Array.from({ length: copies }, (_, copy) => `copy ${copy + 1} being placed`);
  try {
    for (const [copy, name] of names.entries()) {
      if (copy > 0) yield;
      const placed = place({ design, catalogue, pool, window: hold, held: index.held(hold, now) });
      if (!placed.ok) return { placements, refusals: placed.error };
      placements.push(placed.value);
      // Nobody is placed beside the last one.
      if (copy + 1 < copies) index.set(name, claimsFor(placed.value.claims, hold));
    }
    return { placements, refusals: null };
  } finally {
    for (const name of names) index.set(name, []);
  }
}

/** The same lab without anybody in it, and with nothing of it out of use. */
export function emptied<T extends Pick<FitRequest, "index" | "pool">>(request: T): T {
  return { ...request, index: new ClaimIndex(), pool: inUse(request.pool) };
}

/** What is away, failed, worked on or has run out may be there again one day. */
export function inUse(pool: Pool): Pool {
  const { hosts, seats } = pool.resources;
  const isSo = hosts.every(({ state }) => state === "up") && seats.every(({ until }) => !until);
  const resources = {
    ...pool.resources,
    hosts: hosts.map((host) => Object.assign({}, host, { state: "up" as const })),
    seats: seats.map(({ product, seats: count }) => ({ product, seats: count })),
  };
  // What is known of the same resources is remembered by them.
  return { ...pool, state: "online", conditions: [], ...(!isSo && { resources }) };
}

/** The same pool with only some of its hosts to choose from. */
export function onlyHosts(pool: Pool, hosts: ReadonlySet<string>): Pool {
  const chosen = pool.resources.hosts.filter(({ id }) => hosts.has(id));
  return { ...pool, resources: { ...pool.resources, hosts: chosen } };
}
