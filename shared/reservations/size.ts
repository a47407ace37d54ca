import type { Placement } from "../placement/placement.ts";

/** What limits count of a placement. */
interface Size {
  readonly machines: number;
  readonly cores: number;
}

export function sizeOfPlacement({ hosts, claims }: Pick<Placement, "hosts" | "claims">): Size {
  const cores = claims.reduce(
    (sum, { resource, quantity }) => (resource.endsWith("/cores") ? sum + quantity : sum),
    0,
  );
  return { machines: Object.keys(hosts).length, cores };
}

/** What all copies at one time have together. */
export function machinesAtOnce(placements: readonly Placement[]): number {
  return placements.reduce((sum, placement) => sum + sizeOfPlacement(placement).machines, 0);
}
