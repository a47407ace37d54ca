import { fault, type Fault } from "../base/fault.ts";
import type { Placement } from "../placement/placement.ts";
import { resourceIds } from "../pool/pool.ts";
import type { DesiredState } from "./desired.ts";

/** Machines that are to be parked and hold their host for themselves all the same: that would free nothing. */
export function parkedAlone(
  pool: string,
  { claims }: Pick<Placement, "claims">,
  { instances }: DesiredState,
): readonly Fault[] {
  const held = new Set(claims.map(({ resource }) => resource));
  const running = new Set(instances.flatMap(({ parked, host }) => (parked ? [] : [host])));
  return instances
    .filter(({ parked }) => parked === true)
    .filter(({ host }) => !running.has(host) && held.has(resourceIds.host(pool, host, "cores")))
    .map(({ hostname }) => {
      const detail = "It has its host for itself, which nobody else could use meanwhile.";
      return fault("part-cannot-change", { part: `The machine ${hostname}`, detail });
    });
}
