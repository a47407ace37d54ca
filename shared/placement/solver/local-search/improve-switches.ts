import type { Cooling, SwitchAnnealing } from "./anneal-switches.ts";
import { Random } from "./random.ts";

/** What is asked of a search. */
export interface Aim {
  readonly items: number;
  /** Links with a promise. */
  readonly links: number;
  /** How much of the usual search there is. */
  readonly share: number;
  /** How many of the longer searches for a sound mapping there are. */
  readonly longer: number;
  /** Ends with the first mapping that is sound. */
  readonly onlySound: boolean;
  /** Ends with no more links between switches than these. */
  readonly enough: number;
}

interface Phase extends Omit<Cooling, "steps"> {
  readonly seed: number;
  readonly stepsOfItem: number;
  /**
   * With more than this share of the links too much on trunks, as flaws count, what began with such a phase was never
   * seen to end soundly (random graphs of 50 to 500 machines on trunks of 2 to 16 Gb/s), and it is not begun.
   */
  readonly hope: number;
}

/** Finds a sound and cheap way at once where there is some slack, and that there is none where much is missing. */
const FIRST: readonly Phase[] = [
  { seed: 2, stepsOfItem: 140, hot: 2.5, cold: 1.64, lenient: 1, strict: 1.38, hope: Infinity },
  { seed: 3, stepsOfItem: 140, hot: 1.64, cold: 1.07, lenient: 1.38, strict: 1.9, hope: 0.12 },
  { seed: 4, stepsOfItem: 140, hot: 1.07, cold: 0.7, lenient: 1.9, strict: 2.63, hope: 0.08 },
];

/**
 * The same again from other beginnings where items share hosts: with some slack the first seldom fails there, and hardly
 * ever both. Others have as much of the longer ones alone.
 */
const SECOND: readonly Phase[] = FIRST.map((phase) => {
  return { ...phase, seed: phase.seed + 12, hope: Math.min(phase.hope, 0.03) };
});

/**
 * For where hardly any mapping is sound, with all trunks full to the brim. Of 440 random graphs of 50 to 500 machines
 * there the second finds a way for 3 more with twice this hope, and takes all that have none a tenth longer. Where items
 * share hosts a step takes two to three times as long.
 */
const BRIM = { stepsOfItem: 3500, hot: 2.7, cold: 1, lenient: 4, strict: 6.7 };
const SHARE_OF_SHARED = 0.4;
const LONGER: readonly Phase[] = [
  { seed: 5, ...BRIM, hope: 0.03 },
  { seed: 6, ...BRIM, hope: 0.004 },
];

/** Fewer links between switches, each from the best so far: lenient ones find ways round through unsound mappings. */
const LENIENT = { stepsOfItem: 1000, hot: 1, cold: 0.2, lenient: 0.05, strict: 2, hope: 0 };
const CHEAPER: readonly Phase[] = [
  { ...LENIENT, seed: 9 },
  { ...LENIENT, seed: 10 },
  { seed: 11, stepsOfItem: 400, hot: 1.5, cold: 0.2, lenient: 0.2, strict: 2, hope: 0 },
  { seed: 12, stepsOfItem: 800, hot: 0.8, cold: 0.15, lenient: 0.6, strict: 5, hope: 0 },
  { seed: 13, stepsOfItem: 500, hot: 0.6, cold: 0.15, lenient: 1.5, strict: 5, hope: 0 },
];

/** Small problems have traps too, unless they are so small that every way is tried in the end; large ones are not worth more. */
const LEAST_ITEMS = 50;
const FEW = 16;
const LEAST_OF_FEW = 12;
const MOST_STEPS = 800_000;
/** After so many steps it is not worth it to begin one more that only makes it cheaper. */
const MOST_FOR_CHEAPER = 600_000;

/** Anneals over switches until all is sound and few links cross, as long as there is hope. */
export function improveSwitches(search: SwitchAnnealing, aim: Aim): void {
  const forSoundness = { ...aim, onlySound: true };
  // The first go through with the heat of one, the others begin anew from the best.
  for (const phase of FIRST)
    if (!isDone(search, aim) && isHopeful(search, aim, phase)) run(search, phase, aim);
  for (const phase of search.areShared && aim.longer > 0 ? SECOND : [])
    if (search.bestFlaw > 0 && isHopeful(search, aim, phase)) run(search, phase, forSoundness);
  const share = aim.share * (search.areShared ? SHARE_OF_SHARED : 1);
  const longer = { ...forSoundness, share };
  for (const phase of LONGER.slice(0, aim.longer)) {
    if (search.bestFlaw === 0 || !isHopeful(search, aim, phase)) break;
    search.restart();
    run(search, phase, longer);
  }
  for (const phase of CHEAPER) {
    if (isDone(search, aim) || search.bestFlaw > 0 || search.steps > MOST_FOR_CHEAPER) return;
    search.restart();
    run(search, phase, aim);
  }
}

function isDone({ bestFlaw, bestCrossings }: SwitchAnnealing, aim: Aim): boolean {
  return bestFlaw === 0 && (aim.onlySound || bestCrossings <= aim.enough);
}

/** A flaw is always worth a try when it is of one link. */
function isHopeful({ bestFlaw }: SwitchAnnealing, { links }: Aim, { hope }: Phase): boolean {
  return bestFlaw <= 1 + hope * links;
}

function run(search: SwitchAnnealing, { seed, stepsOfItem, ...cooling }: Phase, aim: Aim): void {
  const least = aim.items > FEW ? LEAST_ITEMS : LEAST_OF_FEW;
  const steps = Math.min(MOST_STEPS, stepsOfItem * Math.max(least, aim.items));
  const enough = aim.onlySound ? Infinity : aim.enough;
  search.run({ ...cooling, steps: steps * aim.share }, enough, new Random(seed));
}
