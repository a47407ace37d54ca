import { closest, largestParameters } from "./closest.ts";
import { fewestOver } from "./fewest-over.ts";
import { HOST_PARTS, type HostPool } from "../hosts/host-pool.ts";
import type { Refusal } from "../placement.ts";
import type { MachineNeed, Requirements } from "../requirements.ts";
import { standingCount, type StandingNeed } from "../standing-needs.ts";
import { domainsAt } from "../hosts/standing-rules.ts";

/** Machines that can never stand apart, or together, as they are asked to: plain to see without trying. */
export function standingRefusals(pool: HostPool, needs: Requirements): readonly Refusal[] {
  return needs.standings.flatMap((standing) => {
    const members = needs.machines.filter((machine) => standingCount(standing, machine) > 0);
    if (members.length === 0) return [];
    return standing.apart
      ? tooFewPlaces(pool, standing, members)
      : tooSmall(pool, standing, members);
  });
}

function tooFewPlaces(
  pool: HostPool,
  { name, level }: StandingNeed,
  members: readonly MachineNeed[],
): readonly Refusal[] {
  const { domainOf } = domainsAt(pool, level);
  const places = new Set<number>();
  for (const { compute } of members)
    pool.suits(compute.architecture, compute.features).forEach((able, host) => {
      if (able === 1) places.add(domainOf[host] ?? 0);
    });
  const needed = members.reduce((sum, { instances }) => sum + instances.length, 0);
  if (needed <= places.size) return [];
  const shares = members.map((member) => ({
    node: member.node,
    name: member.name,
    amount: member.instances.length,
  }));
  const free = places.size;
  const parameters = { name, level, needed, free, ...fewestOver(shares, free) };
  return [
    { code: "not-enough-places-apart", elements: members.map(({ node }) => node), parameters },
  ];
}

/** No single place has in sum what they need. Tells what is free in the place that comes closest. */
function tooSmall(
  pool: HostPool,
  standing: StandingNeed,
  members: readonly MachineNeed[],
): readonly Refusal[] {
  const { name, level, confinedBy } = standing;
  const { domainOf, domains } = domainsAt(pool, level);
  const needed = HOST_PARTS.map((part) =>
    members.reduce((sum, one) => sum + one.compute[part] * standingCount(standing, one), 0),
  );
  const places = roomOfPlaces(pool, domainOf, domains, members).map((free) => ({ free }));
  const fits = (room: readonly number[]): boolean =>
    needed.every((amount, part) => amount <= (room[part] ?? 0) + 1e-6);
  if (places.some(({ free }) => fits(free))) return [];
  return [
    {
      code: "no-place-together",
      elements: [...members.map(({ node }) => node), ...(confinedBy ? [confinedBy.id] : [])],
      parameters: {
        // Nobody's name: of the cable or volume that its machines share.
        ...(confinedBy === undefined
          ? { name }
          : { confinedBy: confinedBy.sort, joint: name, fewest: members.length }),
        level,
        cores: needed[0] ?? 0,
        memoryMiB: needed[1] ?? 0,
        diskGiB: needed[2] ?? 0,
        ...largestParameters(closest(needed, places)?.free ?? []),
      },
    },
  ];
}

/** What is free in each place on hosts that suit any of the machines. */
function roomOfPlaces(
  pool: HostPool,
  domainOf: Int32Array,
  domains: number,
  members: readonly MachineNeed[],
): readonly number[][] {
  const sorts = members.map(({ compute }) => pool.suits(compute.architecture, compute.features));
  const { grid } = pool;
  const free = Array.from({ length: domains }, () => HOST_PARTS.map(() => 0));
  domainOf.forEach((domain, host) => {
    const room = free[domain];
    if (room === undefined || !sorts.some((able) => able[host] === 1)) return;
    for (let part = 0; part < grid.parts; part++)
      room[part] = (room[part] ?? 0) + (grid.free[host * grid.parts + part] ?? 0);
  });
  return free;
}
