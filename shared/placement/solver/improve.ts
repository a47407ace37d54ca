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

/** For who only asks whether there is a sound one. */
const STRICT_PHASES = PHASES.slice(-2);

export interface Effort {
  readonly share: number;
  /** Ends with the first mapping that is sound, and is less patient. */
  readonly onlySound: boolean;
}

/**
 * Moves items about until nothing is overbooked or broken and the objective is low, as long as there is hope. Gives the
 * steps it made.
 */
export function improve(mapping: Mapping, { share: effort, onlySound }: Effort): number {
  if (onlySound && mapping.isSound) return 0;
  const active = activeItems(mapping);
  if (active.length === 0) return 0;
  const isPlain = mapping.links.lans.length === 0 && !mapping.problem.isPriced;
  const each = mapping.links.lans.length === 0 ? STEPS_FOR_PAIRS : STEPS_FOR_LANS;
  const least = isPlain && active.length > FEW ? LEAST_FOR_PAIRS : LEAST_FOR_LANS;
  const steps = effort * Math.min(MOST_STEPS, Math.max(least, each * active.length));
  const promised = promisesOf(mapping);
  const unit = promised.reduce((sum, one) => sum + one, 0) / Math.max(1, promised.length) || 1;
  const bearable = unit * (1 + HOPELESS * promised.length);
  const phases = onlySound ? STRICT_PHASES : PHASES;
  let made = 0;
  for (const [index, { share, ...phase }] of phases.entries()) {
    const isLast = index === phases.length - 1;
    if (mapping.isSound && (onlySound || mapping.cost === 0 || isLast)) break;
    if ((isLast || index >= PHASES_AT_LEAST) && mapping.cables.over > bearable) break;
    const schedule: Schedule = { ...phase, steps: steps * share, unit, untilSound: onlySound };
    made += anneal(mapping, active, schedule, new Random(index + 2));
    mapping.reroute(0);
  }
  return made;
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
