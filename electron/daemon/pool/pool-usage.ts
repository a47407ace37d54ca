import type { Instant } from "../../../shared/base/clock.ts";
import type { Holding } from "../../../shared/placement/placement.ts";
import type { ResourceCapacity } from "../../../shared/pool/pool.ts";
import type { Window } from "../../../shared/schedule/window.ts";

export interface ResourceUsage extends ResourceCapacity {
  /** The most that is held at any one instant of the window. */
  readonly held: number;
}

/** How full each resource gets within a window. */
export function poolUsage(
  capacities: readonly ResourceCapacity[],
  holdings: readonly Holding[],
  window: Window,
): readonly ResourceUsage[] {
  const byResource = Map.groupBy(holdings, ({ resource }) => resource);
  return capacities.map(({ resource, capacity }) => ({
    resource,
    capacity,
    held: peak(byResource.get(resource) ?? [], window.start),
  }));
}

/** Usage only rises where a holding begins, so the peak is at one of those instants or at the window's start. */
function peak(holdings: readonly Holding[], start: Instant): number {
  const begin = Date.parse(start);
  const spans = holdings.map(({ window, quantity }) => ({
    from: Math.max(begin, Date.parse(window.start)),
    to: Date.parse(window.end),
    quantity,
  }));
  return spans.reduce((most, { from }) => {
    const held = spans.reduce(
      (sum, span) => (span.from <= from && from < span.to ? sum + span.quantity : sum),
      0,
    );
    return Math.max(most, held);
  }, 0);
}
