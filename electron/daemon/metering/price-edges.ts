import { toInstant } from "../../../shared/base/clock.ts";
import type { Span } from "../../../shared/pricing/engine/calendar.ts";
import { DAY, dayAt, localDays } from "../../../shared/pricing/engine/local-days.ts";
import { windowSpans } from "../../../shared/pricing/engine/window-spans.ts";
import type { Store } from "../store/store.ts";

/**
 * The instants within a time at which another price may begin for a tenant, rising: midnights of its bills' zone and
 * of the tariff's, and where another rate window begins. Between two of them it does not matter when something was used.
 */
export async function priceEdges(
  store: Pick<Store, "currentPriceBooks" | "contracts">,
  tenant: string,
  { start, end }: Span,
): Promise<readonly number[]> {
  const [books, contracts] = await Promise.all([
    store.currentPriceBooks(toInstant(end)),
    store.contracts(tenant),
  ]);
  // A day more on either side, for zones that are ahead or behind.
  const span = { start: start - 2 * DAY, end: end + 2 * DAY };
  const zones = new Set(["UTC", ...contracts.map(({ contract }) => contract.billingZone)]);
  const edges = new Set<number>();
  for (const { tariffZone, windowSets, effectiveFrom, effectiveTo } of books) {
    zones.add(tariffZone);
    for (const at of [effectiveFrom, effectiveTo]) if (at !== undefined) edges.add(Date.parse(at));
    for (const set of windowSets)
      for (const window of windowSpans(set, set.zone ?? tariffZone, span)) edges.add(window.start);
  }
  for (const zone of zones)
    for (const day of localDays(dayAt(span.start, zone), dayAt(span.end, zone), zone))
      edges.add(day.start);
  return [...edges].toSorted((a, b) => a - b);
}
