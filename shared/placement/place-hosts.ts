import { err, ok, type Result } from "../base/result.ts";
import type { InstanceId } from "../design/instances.ts";
import { resourceIds, type Pool, type ResourceId } from "../pool/pool.ts";
import type { Available } from "./available.ts";
import { HOST_PARTS, hostPool, type HostPool } from "./hosts/host-pool.ts";
import { cableRefusals } from "./refusals/cable-refusals.ts";
import type { Conflict } from "./conflicts/conflict-search.ts";
import { aloneRefusals, sumRefusals } from "./refusals/host-refusals.ts";
import { designProblem, hostNumbers, type DesignProblem } from "./hosts/mapping-problem.ts";
import type { Kept, Placement, Refusal } from "./placement.ts";
import type { Requirements } from "./requirements.ts";
import { fewestInFew, smallestConflict } from "./conflicts/smallest-conflict.ts";
import { standingRefusals } from "./refusals/standing-refusals.ts";
import { areFew } from "./solver/exhaustive/few.ts";
import { UNPLACED, type Mapping } from "./solver/mapping/mapping.ts";
import { TOLERANCE } from "./solver/problem.ts";
import { solve } from "./solver/solve.ts";
import { standingAmong } from "./standing-needs.ts";
import { whyUnmapped } from "./refusals/why-unmapped.ts";

/** Where the machines stand, and what of hosts and trunks they take. */
export interface PlacedHosts {
  readonly hosts: Readonly<Record<InstanceId, string>>;
  readonly taken: readonly (readonly [ResourceId, number])[];
  /** By which switch networks leave hosts that are cabled to several. */
  readonly uplinks: Placement["uplinks"];
}

/** Machines as they came to stand, not all of them soundly where there is no way. */
export interface Mapped {
  readonly hosts: HostPool;
  readonly all: Conflict;
}

/**
 * Puts every machine on a host, within capacity and promised bandwidth. What is `kept` is not moved; what is
 * `previous` stays where it was if all the rest finds a place beside it.
 */
export function placeHosts(
  pool: Pool,
  available: Available,
  needs: Requirements,
  kept: Kept["hosts"],
  previous?: Kept["hosts"],
): Result<PlacedHosts, readonly Refusal[]> {
  const mapped = mapHosts(pool, available, needs, kept, previous);
  if (!mapped.ok) return mapped;
  const { hosts, all } = mapped.value;
  const { asked, solution } = all;
  if (!solution.found) return err([whyUnmapped(hosts, smallestConflict(hosts, all))]);
  const { mapping } = solution;
  return ok({
    hosts: Object.fromEntries(
      asked.instances.map((instance, item) => [
        instance,
        hosts.hosts[mapping.hostOf[item] ?? UNPLACED]?.id ?? "",
      ]),
    ),
    uplinks: uplinksOf(hosts, needs, mapping),
    taken: [...takenOfHosts(pool, hosts, asked, mapping), ...takenOfTrunks(pool, hosts, mapping)],
  });
}

/** The same as the solver left it; refusals where it is plain to see, without searching, that there is no way. */
export function mapHosts(
  pool: Pool,
  available: Available,
  needs: Requirements,
  kept: Kept["hosts"],
  previous?: Kept["hosts"],
): Result<Mapped, readonly Refusal[]> {
  const hosts = hostPool(pool, available);
  const asked = designProblem(hosts, needs, kept);
  const plain = plainRefusals(pool, hosts, asked, needs);
  const fewer = Math.min(...plain.map(demandsOf)) - 1;
  const isLooked = plain.length === 0 || (fewer > 0 && areFew(asked.problem));
  if (!isLooked) return err(plain);
  const solution = solve(asked.problem, {
    ...(previous !== undefined && { previous: hostNumbers(hosts, asked.instances, previous) }),
  });
  const mapped = { hosts, all: { needs, asked, solution } };
  if (plain.length === 0) return ok(mapped);
  const least = fewestInFew(hosts, mapped.all, fewer);
  return err(least === null ? plain : [besideOthers(whyUnmapped(hosts, least)), ...plain]);
}

/** All that is plain to see. What finds no host by itself is left out of what is told of several together. */
function plainRefusals(
  pool: Pool,
  hosts: HostPool,
  asked: DesignProblem,
  needs: Requirements,
): readonly Refusal[] {
  const alone = aloneRefusals(pool, hosts, needs.machines);
  const homeless = new Set(alone.flatMap(({ elements }) => elements));
  const machines = needs.machines.filter(({ node }) => !homeless.has(node));
  const left = new Set(machines.map(({ node }) => node));
  const standings = needs.standings.map((standing) => standingAmong(standing, left));
  return [
    ...alone,
    ...sumRefusals(hosts, machines),
    ...standingRefusals(hosts, { ...needs, machines, standings }),
    ...cableRefusals(hosts, asked, needs, homeless),
  ];
}

/** How many nodes it takes for what is plain to see. */
function demandsOf({ elements, parameters }: Refusal): number {
  return Number(parameters["fewest"] ?? elements.length);
}

/** Of fewer machines than lack something in sum: these alone do not. */
function besideOthers(refusal: Refusal): Refusal {
  return { ...refusal, parameters: { ...refusal.parameters, beside: 1 } };
}

function* takenOfHosts(
  pool: Pool,
  { hosts, grid, tree }: HostPool,
  { problem, leaving }: DesignProblem,
  mapping: Mapping,
): Generator<[ResourceId, number]> {
  for (const [item, index] of mapping.hostOf.entries()) {
    const host = hosts[index];
    const shape = problem.shapes[mapping.shapeOf(item)];
    if (host === undefined || shape === undefined) continue;
    const takesAll = mapping.room.takesAll(mapping.shapeOf(item), index);
    for (const [part, name] of HOST_PARTS.entries()) {
      const all = grid.free[index * grid.parts + part] ?? 0;
      const amount = takesAll ? all : (shape.amounts[part] ?? 0);
      yield [resourceIds.host(pool.id, host.id, name), amount];
    }
    const isSolelyCabled = (grid.homes?.uplinks[index]?.length ?? 1) === 1;
    if (shape.exclusive && isSolelyCabled)
      yield [resourceIds.host(pool.id, host.id, "uplinkMbps"), leaving[item] ?? 0];
  }
  for (const index of new Set(mapping.hostOf))
    for (const cable of grid.homes?.uplinks[index] ?? [index]) {
      const host = hosts[index];
      const mbps = whole(mapping.cables.uplink(cable));
      if (host === undefined || mbps <= 0) continue;
      const to = tree.ids[grid.homes?.switchOf[cable] ?? 0] ?? "";
      const further = resourceIds.furtherUplink(pool.id, host.id, to);
      yield [cable === index ? resourceIds.host(pool.id, host.id, "uplinkMbps") : further, mbps];
    }
}

/** Network → host → switch, of networks on hosts that are cabled to several; undefined where there are none. */
function uplinksOf(
  { hosts, grid, tree }: HostPool,
  { networks }: Requirements,
  { hostOf, routes }: Mapping,
): Placement["uplinks"] {
  const { homes } = grid;
  if (homes === null || routes === null) return undefined;
  const found: Record<string, Record<string, string>> = {};
  routes.eachVia(hostOf, (network, item, cable) => {
    const host = hostOf[item] ?? UNPLACED;
    const [own, id] = [hosts[host], networks[network]?.id];
    if (own === undefined || id === undefined || (homes.uplinks[host]?.length ?? 1) === 1) return;
    found[id] = { ...found[id], [own.id]: tree.ids[homes.switchOf[cable] ?? 0] ?? "" };
  });
  return found;
}

function* takenOfTrunks(
  pool: Pool,
  { tree }: HostPool,
  mapping: Mapping,
): Generator<[ResourceId, number]> {
  for (const [at, trunk] of tree.trunks.entries()) {
    const mbps = whole(mapping.cables.trunk(at));
    if (trunk !== null && mbps > 0) yield [resourceIds.trunk(pool.id, trunk.id), mbps];
  }
}

/** What sums of decimals are off by is not claimed. */
function whole(mbps: number): number {
  return Math.ceil(mbps - TOLERANCE);
}
