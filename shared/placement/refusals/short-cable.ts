import type { HostPool } from "../hosts/host-pool.ts";
import { Mapping } from "../solver/mapping/mapping.ts";
import { solve } from "../solver/solve.ts";

/** A cable or trunk that cannot carry what it would have to. */
export interface ShortCable {
  /** Between switches, of a host, or where no trunk leads from one part of the lab to another. */
  readonly sort: "trunk" | "host" | "gap";
  /** Of the trunk or the host. */
  readonly name: string;
  readonly needed: number;
  readonly free: number;
  /** Whether an item stands on the far side of it. */
  readonly isBeyond: (item: number) => boolean;
}

/** What conflicts, where machines may have to stand together or apart. */
export interface Shortage {
  /** The cable that lacks most after everything was tried; null where it is not bandwidth that lacks. */
  readonly cable: ShortCable | null;
  /** Whether it is part of the conflict how they are to stand. */
  readonly isByStanding: boolean;
}

/** `mapping`: as good as it got. Where that gives up how machines are to stand, what lacks when they stand so is told. */
export function shortageOf(pool: HostPool, mapping: Mapping): Shortage {
  const { problem } = mapping;
  const short = worstCable(pool, mapping);
  const wishes = problem.rules.filter(({ wish }) => wish !== null);
  if (wishes.length === problem.rules.length) return { cable: short, isByStanding: false };
  const anyhow = solve({ ...problem, rules: wishes }, { only: "soon" });
  if (!anyhow.found)
    return { cable: short ?? worstCable(pool, anyhow.mapping), isByStanding: false };
  return { cable: short ?? worstCable(pool, standing(mapping)), isByStanding: true };
}

/** The same machines standing as they are to, whatever they send. */
function standing({ problem, links }: Mapping): Mapping {
  const networks = problem.networks.map((network) => {
    return { ...network, mbps: network.mbps.map(() => 0) };
  });
  const silent = solve({ ...problem, networks }, { only: "soon" });
  const mapping = new Mapping(problem, links);
  if (silent.found) silent.mapping.hostOf.forEach((host, item) => mapping.put(item, host));
  return mapping;
}

function worstCable(
  { grid, hosts, tree }: HostPool,
  { cables, hostOf }: Mapping,
): ShortCable | null {
  let [worst, most] = [null as ShortCable | null, 0];
  for (let at = 0; at < grid.parent.length; at++) {
    if (cables.overloadOfTrunk(at) <= most) continue;
    most = cables.overloadOfTrunk(at);
    worst = {
      sort: tree.trunks[at] ? "trunk" : "gap",
      name: tree.trunks[at]?.id ?? "",
      needed: Math.ceil(cables.trunk(at) - 1e-6),
      free: grid.trunkFree[at] ?? 0,
      isBeyond: (item) => isBelow(grid.parent, grid.switchOf[hostOf[item] ?? 0] ?? 0, at),
    };
  }
  for (let cable = 0; cable < grid.uplinkFree.length; cable++) {
    if (cables.overloadOfUplink(cable) <= most) continue;
    most = cables.overloadOfUplink(cable);
    const host = grid.homes?.hostOf[cable] ?? cable;
    worst = {
      sort: "host",
      name: hosts[host]?.name ?? "",
      needed: Math.ceil(cables.uplink(cable) - 1e-6),
      free: grid.uplinkFree[cable] ?? 0,
      isBeyond: (item) => hostOf[item] === host,
    };
  }
  return worst;
}

function isBelow(parent: Int32Array, from: number, above: number): boolean {
  for (let at = from; at >= 0; at = parent[at] ?? -1) if (at === above) return true;
  return false;
}
