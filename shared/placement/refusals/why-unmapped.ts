import { namesOf } from "./fewest-over.ts";
import { HOST_PARTS, type HostPool } from "../hosts/host-pool.ts";
import type { DesignProblem } from "../hosts/mapping-problem.ts";
import type { Refusal } from "../placement.ts";
import type { Requirements } from "../requirements.ts";
import { crowdedOut } from "../solver/proofs/crowded-out.ts";
import { SHORT_OF } from "./host-refusals.ts";
import { shortageOf, type Shortage, type ShortCable } from "./short-cable.ts";
import { standingCount } from "../standing-needs.ts";
import type { SmallestConflict } from "../conflicts/smallest-conflict.ts";

/** Where not even all hosts are enough. */
const NO_ROOM: Shortage = { cable: null, isByStanding: false };

/** Why machines found no place though each of them alone, and all of them in sum, would: the fewest that conflict. */
export function whyUnmapped(
  pool: HostPool,
  { needs, asked, solution, proof }: SmallestConflict,
): Refusal {
  const { mapping, left } = solution;
  const { cable, isByStanding } = left.length === 0 ? shortageOf(pool, mapping) : NO_ROOM;
  const refusal =
    cable === null
      ? (outgrown(pool, asked, needs) ?? fragmented(pool, asked, needs))
      : overbooked(asked, needs, cable);
  const conflict = {
    parts: needs.machines.length,
    single: needs.machines.every(({ instances }) => instances.length === 1) ? 1 : 0,
    proof,
    ...(isByStanding && standingOf(needs)),
    ...(needs.machines.length > 1 && { names: namesOf(needs.machines.map(({ name }) => name)) }),
  };
  return { ...refusal, parameters: { ...refusal.parameters, ...conflict } };
}

function overbooked(
  { problem }: DesignProblem,
  { networks, machines }: Requirements,
  { sort, name, needed, free, isBeyond }: ShortCable,
): Refusal {
  const loading = networks.filter((_, index) => {
    const { members, mbps } = problem.networks[index] ?? { members: [], mbps: [] };
    const beyond = [...members].filter((item) => isBeyond(item)).length;
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

/** What the one host lacks where all of them stand already and stay; null where they do not, or it lacks nothing. */
function outgrown(
  { grid, hosts }: HostPool,
  { problem }: DesignProblem,
  { machines }: Requirements,
): Refusal | null {
  const [at, ...others] = new Set(problem.stays);
  const host = at === undefined || others.length > 0 ? undefined : hosts[at];
  if (at === undefined || host === undefined) return null;
  for (const [part, name] of HOST_PARTS.entries()) {
    const needed = machines.reduce(
      (sum, { compute, instances }) => sum + compute[name] * instances.length,
      0,
    );
    const free = grid.free[at * grid.parts + part] ?? 0;
    if (needed <= free) continue;
    const { architecture } = host;
    const parameters = { architecture, needed, free, on: host.name };
    return { code: SHORT_OF[name], elements: machines.map(({ node }) => node), parameters };
  }
  return null;
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

/** Who is to stand how, by `apart-rack`, `together-host`, `confined-cable` and so on: of those that are not alone. */
function standingOf({ standings, machines }: Requirements): Readonly<Record<string, string>> {
  const names = new Map<string, string[]>();
  for (const standing of standings) {
    const { name, level, apart, confinedBy } = standing;
    if (machines.reduce((sum, one) => sum + standingCount(standing, one), 0) < 2) continue;
    const asked = `${apart ? "apart" : "together"}-${level}`;
    const key = confinedBy === undefined ? asked : `confined-${confinedBy.sort}`;
    const known = names.get(key) ?? [];
    // Several volumes of one node have its name.
    names.set(key, known.includes(name) && confinedBy !== undefined ? known : [...known, name]);
  }
  return Object.fromEntries([...names].map(([key, own]) => [key, namesOf(own)]));
}
