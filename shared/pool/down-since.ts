import type { Instant } from "../base/clock.ts";
import type { PoolResources } from "./pool.ts";

/** What was found at an instant, with since when those hosts are down that are: as before, or from that instant on. */
export function withDownSince(
  found: PoolResources,
  before: Pick<PoolResources, "downSince">,
  at: Instant,
): PoolResources {
  const down = found.hosts.filter(({ state }) => state !== "up");
  const downSince = down.map(({ id }) => [id, before.downSince[id] ?? at]);
  return { ...found, downSince: Object.fromEntries(downSince) };
}
