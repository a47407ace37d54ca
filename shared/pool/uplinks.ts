import type { PoolResources } from "./pool.ts";

/** Cables of a host to one switch beside its own. */
export interface FurtherUplink {
  readonly switch: string;
  /** What all of them carry together. */
  readonly mbps: number;
  /** What one link can have: no more than the fastest of them gives. */
  readonly widestMbps: number;
}

/**
 * The switches that hosts are cabled to beside their own, by host: every cable between a host and a pool switch
 * that says how fast it is. Those to a host's own switch are what its uplink is made of already.
 */
export function furtherUplinks({
  hosts,
  switches,
  cables,
}: Pick<PoolResources, "hosts" | "switches" | "cables">): ReadonlyMap<
  string,
  readonly FurtherUplink[]
> {
  const found = new Map<string, FurtherUplink[]>();
  const fast = cables.filter(({ speedMbps = 0 }) => speedMbps > 0);
  if (fast.length === 0) return found;
  const ownSwitch = new Map(hosts.map((host) => [host.id, host.switch]));
  const known = new Set(switches.map(({ id }) => id));
  for (const { from, to, speedMbps = 0 } of fast) {
    const [host, at] = ownSwitch.has(from.item) ? [from.item, to.item] : [to.item, from.item];
    if (!ownSwitch.has(host) || !known.has(at) || ownSwitch.get(host) === at) continue;
    const list = found.get(host) ?? [];
    found.set(host, list);
    const index = list.findIndex((one) => one.switch === at);
    const { mbps = 0, widestMbps = 0 } = list[index] ?? {};
    const sum = { mbps: mbps + speedMbps, widestMbps: Math.max(widestMbps, speedMbps) };
    list[index === -1 ? list.length : index] = { switch: at, ...sum };
  }
  return found;
}
