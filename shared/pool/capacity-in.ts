import { capacities, type Pool, type ResourceId } from "./pool.ts";

/** How much there is of each resource of a pool; nothing of what it does not have. */
export function capacityIn(pool: Pool): (resource: ResourceId) => number {
  const total = new Map(capacities(pool).map(({ resource, capacity }) => [resource, capacity]));
  return (resource) => total.get(resource) ?? 0;
}
