import { namesOf } from "./fewest-over.ts";
import type { HostPool } from "./host-pool.ts";
import type { DesignProblem } from "./mapping-problem.ts";
import type { Refusal } from "./placement.ts";
import type { Requirements } from "./requirements.ts";
import { crowdedOut } from "./solver/crowded-out.ts";
import type { Mapping } from "./solver/mapping.ts";
import type { SmallestConflict } from "./smallest-conflict.ts";

/** Why machines found no place though each of them alone, and all of them in sum, would: the fewest that conflict. */
export function whyUnmapped(
  pool: HostPool,
  { needs, asked, solution, proof }: SmallestConflict,
): Refusal {
  const { mapping, left } = solution;
  const cable = left.length === 0 ? worstCable(pool, mapping) : null;
  const refusal =
    cable === null ? fragmented(pool, asked, needs) : overbooked(asked, needs, mapping, cable);
  const conflict = {
    parts: needs.machines.length,
    single: needs.machines.every(({ instances }) => instances.length === 1) ? 1 : 0,
    proof,
    ...(needs.machines.length > 1 && { names: namesOf(needs.machines.map(({ name }) => name)) }),
  };
  return { ...refusal, parameters: { ...refusal.parameters, ...conflict } };
}

interface Cable {
  /** Between switches, of a host, or where no trunk leads from one part of the lab to another. */
  readonly sort: "trunk" | "host" | "gap";
  /** Of the trunk or the host. */
  readonly name: string;
  readonly needed: number;
  readonly free: number;
  /** Whether a host is on the far side of it. */
  readonly isBeyond: (host: number) => boolean;
}

/** The one that lacks most after everything was tried. */
function worstCable({ grid, hosts, tree }: HostPool, { cables }: Mapping): Cable | null {
  let [worst, most] = [null as Cable | null, 0];
  for (let at = 0; at < grid.parent.length; at++) {
    if (cables.overloadOfTrunk(at) <= most) continue;
    most = cables.overloadOfTrunk(at);
    worst = {
      sort: tree.trunks[at] ? "trunk" : "gap",
      name: tree.trunks[at]?.id ?? "",
      needed: Math.ceil(cables.trunk(at) - 1e-6),
      free: grid.trunkFree[at] ?? 0,
      isBeyond: (host) => isBelow(grid.parent, grid.switchOf[host] ?? 0, at),
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
      isBeyond: (other) => other === host,
    };
  }
  return worst;
}

function isBelow(parent: Int32Array, from: number, above: number): boolean {
  for (let at = from; at >= 0; at = parent[at] ?? -1) if (at === above) return true;
  return false;
}

function overbooked(
  { problem }: DesignProblem,
  { networks, machines }: Requirements,
  { hostOf }: Mapping,
  { sort, name, needed, free, isBeyond }: Cable,
): Refusal {
  const loading = networks.filter((_, index) => {
    const { members, mbps } = problem.networks[index] ?? { members: [], mbps: [] };
    const beyond = [...members].filter((item) => isBeyond(hostOf[item] ?? 0)).length;
    return beyond > 0 && beyond < members.length && mbps.some((promised) => promised > 0);
  });
  const crowd = crowdedOut(problem);
  return {
    code: "not-enough-bandwidth",
    elements: loading.map(({ id }) => id),
    machines: machines.map(({ node }) => node),
    parameters: {
      sort,
      cable: name,
      needed,
      free,
      ...(crowd !== null && { members: crowd.members.length, most: crowd.most }),
    },
  };
}

/** There is enough in sum, and yet the machines do not go into the gaps. */
function fragmented(
  { grid, hosts }: HostPool,
  { instances }: DesignProblem,
  { machines }: Requirements,
): Refusal {
  const free = hosts.map((_, host) =>
    grid.free.subarray(host * grid.parts, (host + 1) * grid.parts),
  );
  const open = free.filter((amounts) => amounts.some((amount) => amount > 0)).length;
  let largest = 0;
  free.forEach((amounts, host) => {
    if ((amounts[0] ?? 0) > (free[largest]?.[0] ?? 0)) largest = host;
  });
  return {
    code: "hosts-fragmented",
    elements: machines.map(({ node }) => node),
    parameters: {
      machines: instances.length,
      hosts: open,
      largestHost: hosts[largest]?.name ?? "",
      largestCores: free[largest]?.[0] ?? 0,
      largestMemoryMiB: free[largest]?.[1] ?? 0,
      largestDiskGiB: free[largest]?.[2] ?? 0,
    },
  };
}
