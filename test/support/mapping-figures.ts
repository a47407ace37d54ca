import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import type { Placement, PlacementRequest } from "../../shared/placement/placement.ts";

/** A placement as the independent checker sees it, and how spread out it is. */
export interface MappingFigures {
  readonly violations: number;
  /** Links of the design whose ends stand under different switches; of a subnet, those away from most of it. */
  readonly interSwitchLinks: number;
  readonly switches: number;
  readonly machines: number;
  /** Mb/s on the busiest trunk. */
  readonly peakTrunkMbps: number;
}

/** Counts from the design and the pool alone; nothing of the placer's is used. */
export function mappingFigures(request: PlacementRequest, placement: Placement): MappingFigures {
  const switchOf = new Map(request.pool.resources.hosts.map((host) => [host.id, host.switch]));
  const under = Map.groupBy(Object.keys(placement.hosts), (instance) =>
    instance.slice(0, instance.lastIndexOf(".")),
  );
  const switchesOf = (node: string): readonly string[] =>
    (under.get(node) ?? []).map(
      (instance) => switchOf.get(placement.hosts[instance] ?? "") ?? "nowhere",
    );
  const subnets = new Map<string, string[]>();
  let interSwitchLinks = 0;
  for (const { from, to } of Object.values(request.design.links)) {
    const [near, far] = [switchesOf(from.node), switchesOf(to.node)];
    if (near.length > 0 && far.length > 0) {
      for (let cable = 0; cable < Math.max(near.length, far.length); cable++)
        if (near[cable % near.length] !== far[cable % far.length]) interSwitchLinks += 1;
      continue;
    }
    const subnet = near.length > 0 ? to.node : from.node;
    subnets.set(subnet, [...(subnets.get(subnet) ?? []), ...near, ...far]);
  }
  for (const places of subnets.values()) {
    const groups = [...Map.groupBy(places, (place) => place).values()];
    interSwitchLinks += places.length - Math.max(0, ...groups.map((group) => group.length));
  }
  const used = new Set(Object.values(placement.hosts));
  const trunks = placement.claims.filter(({ resource }) => resource.includes("/trunk/"));
  return {
    violations: checkPlacement(request, placement).length,
    interSwitchLinks,
    switches: new Set([...used].map((host) => switchOf.get(host))).size,
    machines: used.size,
    peakTrunkMbps: Math.max(0, ...trunks.map(({ quantity }) => quantity)),
  };
}
