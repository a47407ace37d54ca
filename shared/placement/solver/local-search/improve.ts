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
/** A step over switches, beside one with hosts; and where items share these. */
const WORK_OVER_SWITCHES = 0.08;
const WORK_WITH_SHARED = 0.2;
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

/** What leaves all where it is but for what hosts' cables cannot carry. */
const MENDING = { seed: 1, share: 0.1, hot: 0.3, cold: 0.1, lenient: 5, strict: 5 };

/**
 * So many machines in links between two have few traps: half of the search finds as much. With more than `most` links too
 * much none was seen to end soundly (100 to 400 machines in links on shared hosts: after the first what ended soundly had
 * 6 at most, after the second 3, and after the third a part of one).
 */
const MANY = 75;
const BRISK = [
  { seed: 3, share: 0.4, hot: 0.8, cold: 0.15, lenient: 0.6, strict: 5, hope: Infinity },
  { seed: 5, ...STRICT, hot: 0.8, hope: 0.05, most: 8 },
  { seed: 7, ...STRICT, hot: 0.8, hope: 0.025, most: 4 },
  { seed: 20, ...STRICT, hope: 0.005, most: 1.1 },
  { seed: 21, ...STRICT, hope: 0.005, most: 1.1 },
];

/** For who only asks whether there is a sound one. */
const STRICT_PHASES = [
  { seed: 2, ...STRICT, hope: Infinity },
  { ...LAST, seed: 3, share: 0.8, hope: 0.01 },
];

interface Phase extends Heat {
  readonly seed: number;
  readonly share: number;
  readonly hope: number;
  /** In links of the usual size: with more too much it is not begun either. */
  readonly most?: number;
}

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
  const limits = { onlySound, enough, promised, unit };
  const before = mapping.isSound ? mapping.hostOf.slice() : null;
  const overSwitches = SwitchAnnealing.of(mapping, active, unit);
  if (overSwitches === null) return improveOverHosts(mapping, active, effort.share, limits);
  improveSwitches(overSwitches, {
    items: active.length,
    links: promised.length / 2,
    share: effort.overSwitches.share * (mapping.links.lans.length === 0 ? 1 : SHARE_FOR_LANS),
    longer: effort.overSwitches.longer,
    onlySound,
    enough: trunkWeight === 0 ? Infinity : (enough - beside) / trunkWeight,
  });
  overSwitches.finish();
  const each = overSwitches.areShared ? WORK_WITH_SHARED : WORK_OVER_SWITCHES;
  const steps = overSwitches.steps * each;
  // Without room on trunks there is none on hosts. What only their cables cannot carry a little moving about may mend.
  if (mapping.isSound || overSwitches.bestFlaw > 0) return steps;
  const mending = run(mapping, active, {
    ...MENDING,
    steps: stepsOf(mapping, active) * MENDING.share * effort.share,
    unit,
    enough: Infinity,
  });
  if (mapping.isSound) return steps + mending;
  if (before !== null) putBack(mapping, active, before);
  return steps + mending + improveOverHosts(mapping, active, effort.share, limits);
}

function putBack(mapping: Mapping, items: Int32Array, hosts: Int32Array): void {
  for (const item of items) mapping.lift(item);
  for (const item of items) mapping.put(item, hosts[item] ?? 0);
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
  const steps = effort * stepsOf(mapping, active);
  const thorough = isPlain(mapping) && active.length >= MANY ? BRISK : PATIENT;
  const phases: readonly Phase[] = onlySound ? STRICT_PHASES : thorough;
  const search = (seed: number, share: number, heat: Heat): number =>
    run(mapping, active, { ...heat, seed, steps: steps * share, unit, enough });
  const isOver = (hope: number, most = Infinity): boolean =>
    mapping.cables.over > unit * Math.min(1 + hope * promised.length, most);
  let made = 0;
  if (!onlySound && isOver(PROBE.much)) {
    made += search(PROBE.seed, PROBE.share, PROBE);
    if (isOver(PROBE.much)) return made;
  }
  for (const { seed, share, hope, most, ...heat } of phases) {
    const isForSoundness = onlySound || hope < LITTLE_HOPE;
    if (mapping.isSound && (mapping.cost <= enough || isForSoundness)) break;
    if (isOver(hope, most)) break;
    made += search(seed, share, heat);
  }
  return made;
}

function isPlain({ links, problem }: Mapping): boolean {
  return links.lans.length === 0 && !problem.isPriced;
}

function stepsOf(mapping: Mapping, { length }: Int32Array): number {
  const each = mapping.links.lans.length === 0 ? STEPS_FOR_PAIRS : STEPS_FOR_LANS;
  const least = isPlain(mapping) && length > FEW ? LEAST_FOR_PAIRS : LEAST_FOR_LANS;
  return Math.min(MOST_STEPS, Math.max(least, each * length));
}

interface Search extends Schedule {
  readonly seed: number;
}

function run(mapping: Mapping, active: Int32Array, { seed, ...schedule }: Search): number {
  const heat = scaled(schedule, scaleOf(mapping));
  const made = anneal(mapping, active, { ...schedule, ...heat }, new Random(seed));
  mapping.reroute(0);
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
