import { anneal, type Schedule } from "./anneal.ts";
import { clustersOf } from "./clusters.ts";
import { searchAll } from "./exact.ts";
import { grow } from "./grow.ts";
import { linksOf } from "./links.ts";
import { Mapping, UNPLACED } from "./mapping.ts";
import { hostAnywhere, putNear } from "./put-near.ts";
import type { MappingProblem } from "./problem.ts";
import { Random } from "./random.ts";

export interface SolveOptions {
  /** Per item: the host it stood on, UNPLACED for a new one. What still stands well there stays. */
  readonly previous?: Int32Array;
  /** A tenth of the search, and no complete one: for who asks about many problems that hardly differ. */
  readonly quick?: boolean;
}

export interface Solution {
  /** Where it came to; with items missing, or flaws, when it is not `found`. */
  readonly mapping: Mapping;
  readonly found: boolean;
  /** Items that no host was found for. */
  readonly left: readonly number[];
}

/** Steps for each item: links between two are quickly reckoned, larger networks are not. */
const STEPS_FOR_PAIRS = 1000;
const STEPS_FOR_LANS = 250;
const LEAST_FOR_PAIRS = 75_000;
const LEAST_FOR_LANS = 12_000;
const QUICK = 0.1;
/** So few items need no more steps than larger networks do. */
const FEW = 16;
const MOST_STEPS = 400_000;

/**
 * First lenient with cables, which finds a way round through unsound mappings to a cheap one; then strict, which
 * finds a sound one where there is hardly any. The last is only for what is not sound by then.
 */
const PHASES = [
  { share: 0.8, hot: 0.8, cold: 0.2, lenient: 0.3, strict: 2.5 },
  { share: 1, hot: 0.6, cold: 0.15, lenient: 1.5, strict: 5 },
  { share: 1.2, hot: 0.7, cold: 0.2, lenient: 1.2, strict: 3 },
] as const;

/** Puts every item on a host so that nothing is overbooked or broken and the objective is as low as it gets. */
export function solve(problem: MappingProblem, options: SolveOptions = {}): Solution {
  const mapping = new Mapping(problem, linksOf(problem.shapeOf.length, problem.networks));
  if (!mapping.putStaying()) return { mapping, found: false, left: mapping.unplaced() };
  if (options.previous !== undefined && continued(mapping, options.previous))
    return { mapping, found: true, left: [] };
  mapping.clear();
  let left = grow(mapping);
  if (left.length > 0) left = repack(mapping);
  if (left.length === 0) improve(mapping, options.quick === true ? QUICK : 1);
  if (left.length === 0 && mapping.isSound) return { mapping, found: true, left };
  if (options.quick === true) return { mapping, found: false, left };
  const second = new Mapping(problem, mapping.links);
  if (second.putStaying() && searchAll(second)) return { mapping: second, found: true, left: [] };
  return { mapping, found: false, left };
}

/** Leaves everything where it stood and adds what is new beside its mates; false when that is not sound. */
function continued(mapping: Mapping, previous: Int32Array): boolean {
  const fresh: number[] = [];
  previous.forEach((host, item) => {
    if (mapping.hostOf[item] !== UNPLACED) return;
    if (host !== UNPLACED && mapping.room.fits(mapping.shapeOf(item), host))
      mapping.put(item, host);
    else fresh.push(item);
  });
  return fresh.every((item) => putNear(mapping, item)) && mapping.isSound;
}

/** Largest first without regard to networks, by several ideas of large: finds room where keeping together does not. */
function repack(mapping: Mapping): readonly number[] {
  const { shapes, grid } = mapping.problem;
  const part = (item: number, index: number): number =>
    shapes[mapping.shapeOf(item)]?.amounts[index] ?? 0;
  const sizes = [
    (item: number) => mapping.room.size(mapping.shapeOf(item)),
    ...Array.from({ length: grid.parts }, (_, index) => (item: number) => part(item, index)),
  ];
  let fewest: readonly number[] = [];
  for (const [attempt, size] of sizes.entries()) {
    mapping.clear();
    const left = packBySize(mapping, size);
    if (left.length === 0) return left;
    if (attempt === 0 || left.length < fewest.length) fewest = left;
  }
  return fewest;
}

function packBySize(mapping: Mapping, size: (item: number) => number): readonly number[] {
  const items = mapping
    .unplaced()
    .toSorted(
      (a, b) => (mapping.alone[b] ?? 0) - (mapping.alone[a] ?? 0) || size(b) - size(a) || a - b,
    );
  return items.filter((item) => {
    const host = hostAnywhere(mapping, item);
    if (host !== UNPLACED) mapping.put(item, host);
    return host === UNPLACED;
  });
}

function improve(mapping: Mapping, effort: number): void {
  const active = activeItems(mapping);
  if (active.length === 0) return;
  const isPlain = mapping.links.lans.length === 0 && !mapping.problem.isPriced;
  const each = mapping.links.lans.length === 0 ? STEPS_FOR_PAIRS : STEPS_FOR_LANS;
  const least = isPlain && active.length > FEW ? LEAST_FOR_PAIRS : LEAST_FOR_LANS;
  const steps = effort * Math.min(MOST_STEPS, Math.max(least, each * active.length));
  const unit = usualBandwidth(mapping);
  PHASES.forEach(({ share, ...phase }, index) => {
    if (mapping.isSound && (mapping.cost === 0 || index === PHASES.length - 1)) return;
    const schedule: Schedule = { ...phase, steps: steps * share, unit };
    anneal(mapping, active, schedule, new Random(index + 2));
  });
}

/** What is worth moving: clusters that stand apart, and while something is wrong all that has to do with others. */
function activeItems(mapping: Mapping): Int32Array {
  const { problem } = mapping;
  const ruled = new Set(problem.rules.flatMap(({ members }) => [...members]));
  const items = clustersOf(problem).filter((cluster) => {
    const under = new Set(Array.from(cluster, (item) => mapping.switchUnder(item)));
    const isApart = under.size > 1 || (!mapping.isSound && cluster.length > 1);
    const isRuled = cluster.some((item) => ruled.has(item));
    return problem.isPriced || isApart || (isRuled && mapping.cost + mapping.rules.broken > 0);
  });
  return Int32Array.from(items.flatMap((cluster) => Array.from(cluster))).filter(
    (item) => problem.stays[item] === UNPLACED,
  );
}

/** Mean Mb/s of what is promised, so that a penalty means the same on slow cables and on fast ones. */
function usualBandwidth({ problem }: Mapping): number {
  const promised = problem.networks.flatMap(({ mbps }) => [...mbps].filter((one) => one > 0));
  return promised.reduce((sum, one) => sum + one, 0) / Math.max(1, promised.length) || 1;
}
