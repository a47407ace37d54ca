import { anneal, type Schedule } from "./anneal.ts";
import { clustersOf } from "./clusters.ts";
import { UNPLACED, type Mapping } from "./mapping.ts";
import { Random } from "./random.ts";

/** Steps for each item: links between two are quickly reckoned, larger networks are not. */
const STEPS_FOR_PAIRS = 1000;
const STEPS_FOR_LANS = 250;
const LEAST_FOR_PAIRS = 75_000;
const LEAST_FOR_LANS = 12_000;
/** So few items need no more steps than larger networks do. */
const FEW = 16;
const MOST_STEPS = 400_000;

/**
 * First from far off, then twice lenient with cables at the beginning, which finds a way round through unsound
 * mappings to a cheap one; each goes on from the best of those before, and one of them is not trapped where the
 * others are. The last is only for what is not sound by then.
 */
const PHASES = [
  { share: 0.2, hot: 1.5, cold: 0.2, lenient: 0.2, strict: 2 },
  { share: 0.4, hot: 0.8, cold: 0.15, lenient: 0.6, strict: 5 },
  { share: 0.27, hot: 0.8, cold: 0.2, lenient: 0.3, strict: 2.5 },
  { share: 0.33, hot: 0.6, cold: 0.15, lenient: 1.5, strict: 5 },
  { share: 0.27, hot: 0.8, cold: 0.2, lenient: 0.3, strict: 2.5 },
  { share: 0.33, hot: 0.6, cold: 0.15, lenient: 1.5, strict: 5 },
  { share: 1.2, hot: 0.7, cold: 0.2, lenient: 1.2, strict: 3 },
] as const;

/** Of what is promised, the share that may be too much on cables for the search to go on after its first phases. */
const HOPELESS = 0.05;
const PHASES_AT_LEAST = 3;

/** Moves items about until nothing is overbooked or broken and the objective is low, as long as there is hope. */
export function improve(mapping: Mapping, effort: number): void {
  const active = activeItems(mapping);
  if (active.length === 0) return;
  const isPlain = mapping.links.lans.length === 0 && !mapping.problem.isPriced;
  const each = mapping.links.lans.length === 0 ? STEPS_FOR_PAIRS : STEPS_FOR_LANS;
  const least = isPlain && active.length > FEW ? LEAST_FOR_PAIRS : LEAST_FOR_LANS;
  const steps = effort * Math.min(MOST_STEPS, Math.max(least, each * active.length));
  const promised = promisesOf(mapping);
  const unit = promised.reduce((sum, one) => sum + one, 0) / Math.max(1, promised.length) || 1;
  PHASES.forEach(({ share, ...phase }, index) => {
    if (mapping.isSound && (mapping.cost === 0 || index === PHASES.length - 1)) return;
    const bearable = unit * (1 + HOPELESS * promised.length);
    if (index >= PHASES_AT_LEAST && mapping.cables.over > bearable) return;
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

/** Mb/s that are promised, one by one; their mean makes a penalty mean the same on slow cables and on fast ones. */
function promisesOf({ problem }: Mapping): readonly number[] {
  return problem.networks.flatMap(({ mbps }) => [...mbps].filter((one) => one > 0));
}
