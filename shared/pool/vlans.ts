import type { PoolResources } from "./pool.ts";

/** Every VLAN of a lab, one by one; none where it needs none. */
export function vlansIn(vlans: PoolResources["vlans"]): readonly number[] {
  if (vlans === null) return [];
  const { first, last } = vlans;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
