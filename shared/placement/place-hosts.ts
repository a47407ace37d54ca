import { err, ok, type Result } from "../base/result.ts";
import type { Pool } from "../pool/pool.ts";
import type { Available } from "./available.ts";
import { placeByNetwork, placeBySize, type Care } from "./greedy.ts";
import { hostProblem } from "./host-problem.ts";
import { hostRefusals } from "./host-refusals.ts";
import { Layout, type HostProblem, type Machine } from "./layout.ts";
import type { Kept, Refusal } from "./placement.ts";
import { relieve, type Effort } from "./relieve.ts";
import type { Requirements } from "./requirements.ts";
import { searchAll } from "./search.ts";

/** Moves tried before a design is refused for want of bandwidth; well under a second. */
const TRIALS = 100_000;

/**
 * Puts every machine on a host, within capacity and promised bandwidth: quick ways first, a full search
 * where the design is small enough to end one. Machines that are there already stay on their hosts.
 */
export function placeHosts(
  pool: Pool,
  available: Available,
  requirements: Requirements,
  kept: Kept["hosts"],
): Result<Layout, readonly Refusal[]> {
  const refusals = hostRefusals(pool, available, requirements.machines);
  if (refusals.length > 0) return err(refusals);
  const problem = hostProblem(pool, available, requirements, kept);
  const layout = new Layout(problem);
  if (!layout.putKept()) return err([fragmented(pool, problem, requirements)]);
  const effort: Effort = { trials: TRIALS };
  let overbooked: Refusal | null = null;
  for (const attempt of attempts(layout)) {
    layout.liftAll();
    if (!attempt(layout)) continue;
    if (relieve(layout, effort)) return ok(layout);
    overbooked ??= overbookedCable(layout, requirements);
  }
  layout.liftAll();
  if (searchAll(layout)) return ok(layout);
  return err([overbooked ?? fragmented(pool, problem, requirements)]);
}

/** From the way that keeps networks together to those that only look for room. */
function attempts({ bins, problem }: Layout): readonly ((layout: Layout) => boolean)[] {
  const sizes = [
    ({ shape }: Machine) => bins.size(shape),
    ...[0, 1, 2].map(
      (part) =>
        ({ shape }: Machine) =>
          shape.amounts[part] ?? 0,
    ),
  ];
  const promised = problem.bandwidths.some((bandwidth) => bandwidth > 0);
  const cares: readonly Care[] = promised ? ["overbook", "spare"] : ["overbook"];
  return [
    ...cares.map((care) => (layout: Layout) => placeByNetwork(layout, care)),
    ...sizes.flatMap((size) =>
      cares.map((care) => (layout: Layout) => placeBySize(layout, care, size)),
    ),
  ];
}

/** The cable that lacks most after everything was tried. */
function overbookedCable({ problem, hose }: Layout, { networks }: Requirements): Refusal | null {
  const [worst] = problem.tree.nodes.toSorted(
    (a, b) => hose.overload(b.index) - hose.overload(a.index),
  );
  if (worst === undefined) return null;
  return {
    code: "not-enough-bandwidth",
    elements: hose.networksOn(worst.index).flatMap((network) => networks[network]?.id ?? []),
    parameters: {
      cable: worst.uplink?.name ?? "between parts of the lab without a trunk",
      needed: hose.claim(worst.index),
      free: worst.freeMbps,
    },
  };
}

/** There is enough in sum, and yet the machines do not go into the gaps. */
function fragmented(pool: Pool, problem: HostProblem, { machines }: Requirements): Refusal {
  const [largest] = problem.free
    .map((amounts, host) => ({ amounts, name: pool.resources.hosts[host]?.name ?? "" }))
    .toSorted((a, b) => (b.amounts[0] ?? 0) - (a.amounts[0] ?? 0));
  return {
    code: "hosts-fragmented",
    elements: machines.map(({ node }) => node),
    parameters: {
      machines: problem.machines.length,
      hosts: problem.free.filter((amounts) => amounts.some((amount) => amount > 0)).length,
      largestHost: largest?.name ?? "",
      largestCores: largest?.amounts[0] ?? 0,
      largestMemoryMiB: largest?.amounts[1] ?? 0,
      largestDiskGiB: largest?.amounts[2] ?? 0,
    },
  };
}
