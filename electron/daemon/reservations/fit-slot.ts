import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import { place } from "../../../shared/placement/place.ts";
import type { Placement, Refusal } from "../../../shared/placement/placement.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { claimsFor, type ClaimIndex } from "../../../shared/reservations/claim-index.ts";
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
export function fitCopies(request: FitRequest): Result<readonly Placement[], readonly Refusal[]> {
  const { index, catalogue, pool, design, hold, now, copies } = request;
  const placements: Placement[] = [];
  const names = Array.from({ length: copies }, (_, copy) => `copy ${copy + 1} being placed`);
  try {
    for (const name of names) {
      const placed = place({ design, catalogue, pool, window: hold, held: index.held(hold, now) });
      if (!placed.ok) return err(placed.error);
      placements.push(placed.value);
      index.set(name, claimsFor(placed.value.claims, hold));
    }
    return ok(placements);
  } finally {
    for (const name of names) index.set(name, []);
  }
}

/** The same pool with only some of its hosts to choose from. */
export function onlyHosts(pool: Pool, hosts: ReadonlySet<string>): Pool {
  const chosen = pool.resources.hosts.filter(({ id }) => hosts.has(id));
  return { ...pool, resources: { ...pool.resources, hosts: chosen } };
}
