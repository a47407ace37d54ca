import type { HostPool } from "./host-pool.ts";
import { freeAround } from "./homes.ts";
import type { Requirements } from "../requirements.ts";

/** What each machine of a node asks of the cables of its host, in Mb/s. */
export interface CableNeed {
  /** What leaves the host when the machine has that for itself. */
  readonly leaving: number;
  /** The most that it asks for on one link, which goes through one port. */
  readonly widest: number;
}

export const NO_CABLE: CableNeed = { leaving: 0, widest: 0 };

/** By machines in their order. */
export function cableNeeds({
  machines,
  networks,
}: Pick<Requirements, "machines" | "networks">): readonly CableNeed[] {
  const needs = new Map(machines.map(({ node }) => [node, { leaving: 0, widest: 0 }]));
  const counts = new Map(machines.map(({ node, instances }) => [node, instances.length]));
  for (const { members, widest } of networks) {
    let total = 0;
    for (const [node, mbps] of members) total += mbps * (counts.get(node) ?? 0);
    for (const [node, mbps] of members) {
      const need = needs.get(node);
      if (need === undefined || mbps <= 0) continue;
      need.leaving += Math.max(0, Math.min(mbps, total - mbps));
      need.widest = Math.max(need.widest, widest.get(node) ?? 0);
    }
  }
  return machines.map(({ node }) => needs.get(node) ?? NO_CABLE);
}

/** Whether one port of a host is wide enough, and what is free on its cables for who has it for itself. */
export function carries(
  { grid, ports }: HostPool,
  host: number,
  { leaving, widest }: CableNeed,
  isAlone: boolean,
): boolean {
  if (widest > (ports[host] ?? 0)) return false;
  // What a cable carries that is shared the solver watches itself.
  return !isAlone || leaving === 0 || leaving <= freeAround(grid, host);
}
