import { anneal, type Schedule } from "./anneal.ts";
import { SwitchAnnealing } from "./anneal-switches.ts";
import { clustersOf } from "./clusters.ts";
import { improveSwitches } from "./improve-switches.ts";
import { leastCost } from "./least-cost.ts";
import { leastCrossings } from "./least-crossings.ts";
import { UNPLACED, type Mapping } from "../mapping/mapping.ts";
import { TOLERANCE } from "../problem.ts";
import { Random } from "./random.ts";

/** Steps for each item: links between two are quickly reckoned, larger networks are not. */
const STEPS_FOR_PAIRS = 1000;
const STEPS_FOR_LANS = 250;
const LEAST_FOR_PAIRS = 75_000;
const LEAST_FOR_LANS = 12_000;
/** A step over switches, beside one with hosts. */
const WORK_OVER_SWITCHES = 0.08;
/** What larger networks leave of the steps over switches: each is reckoned for longer. */
const SHARE_FOR_LANS = 0.3;
/** So few items need no more steps than larger networks do. */
const FEW = 16;
const MOST_STEPS = 400_000;

/** Phases with less hope than this are only for what is not sound yet. */
const LITTLE_HOPE = 0.01;

const LAST = { seed: 8, share: 1.2, hot: 0.7, cold: 0.2, lenient: 1.2, strict: 3, hope: 0.005 };
const LENIENT = { share: 0.27, hot: 0.8, cold: 0.2, lenient: 0.3, strict: 2.5 };
const HEAT_OF_STRICT = { hot: 0.6, cold: 0.15, lenient: 1.5, strict: 5 };
const STRICT = { share: 0.33, ...HEAT_OF_STRICT };

/**
 * Each goes on from the best of those before, and one of them is not trapped where the others are. A lenient one finds a
 * way round through unsound mappings to a cheap one. With more than the share `hope` of what is promised too much on
 * cables, a phase was never seen to end soundly (random graphs of 50 to 500 machines on trunks of 4 to 16 Gb/s), and is
 * not begun.
 */
const PATIENT = [
  { seed: 2, share: 0.2, hot: 1.5, cold: 0.2, lenient: 0.2, strict: 2, hope: Infinity },
  { seed: 3, share: 0.4, hot: 0.8, cold: 0.15, lenient: 0.6, strict: 5, hope: Infinity },
  { seed: 4, ...LENIENT, hope: Infinity },
  { seed: 5, ...STRICT, hope: 0.05 },
  { seed: 6, ...LENIENT, hope: 0.025 },
  { seed: 7, ...STRICT, hope: 0.025 },
  LAST,
];

/**
 * With more than the share `much` of what is promised too much on cables, a short search comes first: where it leaves as
 * much, none was ever seen to end soundly (machines in links on shared hosts: what ended soundly had 0.015 left, what did
 * not 0.07 and more).
 */
const PROBE = { seed: 1, share: 0.08, ...HEAT_OF_STRICT, much: 0.1 };

/** So many machines in links between two have few traps: half of the search finds as much. */
const MANY = 75;
const BRISK = [
  { seed: 3, share: 0.4, hot: 0.8, cold: 0.15, lenient: 0.6, strict: 5, hope: Infinity },
  { seed: 5, ...STRICT, hot: 0.8, hope: 0.05 },
  { seed: 7, ...STRICT, hot: 0.8, hope: 0.025 },
  { seed: 20, ...STRICT, hope: 0.005 },
  { seed: 21, ...STRICT, hope: 0.005 },
];

/** For who only asks whether there is a sound one. */
const STRICT_PHASES = [
  { seed: 2, ...STRICT, hope: Infinity },
  { ...LAST, seed: 3, share: 0.8, hope: 0.01 },
];

export interface Effort {
  readonly share: number;
  /** Ends with the first mapping that is sound, and is less patient. */
  readonly onlySound: boolean;
  /** The same where only switches matter, and how many of the longest searches for a sound one there are. */
  readonly overSwitches: { readonly share: number; readonly longer: number };
}

/**
 * Moves items about until nothing is overbooked or broken and the objective is low, as long as there is hope. Gives the
 * steps it made.
 */
export function improve(mapping: Mapping, effort: Effort): number {
  const { onlySound } = effort;
  if (onlySound && mapping.isSound) return 0;
  const active = activeItems(mapping);
  if (active.length === 0) return 0;
  const promised = promisesOf(mapping);
  const unit = promised.reduce((sum, one) => sum + one, 0) / Math.max(1, promised.length) || 1;
  const enough = onlySound ? Infinity : leastOf(mapping);
  if (mapping.isSound && mapping.cost <= enough) return 0;
  const { trunkWeight } = mapping.problem;
  // Nothing else of the cost changes where switches are all that matters.
  const beside = mapping.cost - mapping.crossings * trunkWeight;
  const overSwitches = SwitchAnnealing.of(mapping, active, unit);
  if (overSwitches === null)
    return improveOverHosts(mapping, active, effort.share, { onlySound, enough, promised, unit });
  improveSwitches(overSwitches, {
    items: active.length,
    links: promised.length / 2,
    share: effort.overSwitches.share * (mapping.links.lans.length === 0 ? 1 : SHARE_FOR_LANS),
    longer: effort.overSwitches.longer,
    onlySound,
    enough: trunkWeight === 0 ? Infinity : (enough - beside) / trunkWeight,
  });
  overSwitches.finish();
  return overSwitches.steps * WORK_OVER_SWITCHES;
}

interface Limits {
  readonly onlySound: boolean;
  readonly enough: number;
  readonly promised: readonly number[];
  readonly unit: number;
}

/** The general search: every move is made on the mapping, and taken back where it is not worth it. */
function improveOverHosts(
  mapping: Mapping,
  active: Int32Array,
  effort: number,
  { onlySound, enough, promised, unit }: Limits,
): number {
  const isPlain = mapping.links.lans.length === 0 && !mapping.problem.isPriced;
  const each = mapping.links.lans.length === 0 ? STEPS_FOR_PAIRS : STEPS_FOR_LANS;
  const least = isPlain && active.length > FEW ? LEAST_FOR_PAIRS : LEAST_FOR_LANS;
  const steps = effort * Math.min(MOST_STEPS, Math.max(least, each * active.length));
  const thorough = isPlain && active.length >= MANY ? BRISK : PATIENT;
  const phases = onlySound ? STRICT_PHASES : thorough;
  const scale = scaleOf(mapping);
  const run = (seed: number, share: number, heat: Heat): number => {
    const schedule = { ...scaled(heat, scale), steps: steps * share, unit, enough };
    const made = anneal(mapping, active, schedule, new Random(seed));
    mapping.reroute(0);
    return made;
  };
  const isOver = (hope: number): boolean =>
    mapping.cables.over > unit * (1 + hope * promised.length);
  let made = 0;
  if (!onlySound && isOver(PROBE.much)) {
    made += run(PROBE.seed, PROBE.share, PROBE);
    if (isOver(PROBE.much)) return made;
  }
  for (const { seed, share, hope, ...heat } of phases) {
    const isForSoundness = onlySound || hope < LITTLE_HOPE;
    if (mapping.isSound && (mapping.cost <= enough || isForSoundness)) break;
    if (isOver(hope)) break;
    made += run(seed, share, heat);
  }
  return made;
}

/** No sound mapping costs less. */
function leastOf({ problem, links }: Mapping): number {
  return leastCost(problem) + leastCrossings(problem, links) * problem.trunkWeight + TOLERANCE;
}

/** The most that one choice weighs in the objective: what is hot or strict beside one link is so beside that. */
function scaleOf({ problem: { trunkWeight, grid, rules } }: Mapping): number {
  const dearest = grid.price.reduce((most, price) => Math.max(most, price), trunkWeight);
  return rules.reduce((most, { wish }) => Math.max(most, wish ?? 0), dearest) || 1;
}

type Heat = Pick<Schedule, "hot" | "cold" | "lenient" | "strict">;

function scaled({ hot, cold, lenient, strict }: Heat, by: number): Heat {
  return { hot: hot * by, cold: cold * by, lenient: lenient * by, strict: strict * by };
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
