import { countedOut } from "./proofs/counted-out.ts";
import { crowdedOut } from "./proofs/crowded-out.ts";
import { searchAll } from "./exhaustive/exact.ts";
import { areFew, tryEveryWay } from "./exhaustive/few.ts";
import { grow } from "./local-search/grow.ts";
import { improve } from "./local-search/improve.ts";
import { linksOf } from "./mapping/links.ts";
import { Mapping, UNPLACED } from "./mapping/mapping.ts";
import { hostAnywhere, putNear } from "./local-search/put-near.ts";
import type { MappingProblem, Verdict } from "./problem.ts";

export interface SolveOptions {
  /** Per item: the host it stood on, UNPLACED for a new one. What still stands well there stays. */
  readonly previous?: Int32Array;
  /** Only whether a sound one is found, at once, soon or later: for who asks about many problems that hardly differ. */
  readonly only?: "at-once" | "soon" | "later";
}

export interface Solution {
  /** Where it came to; with items missing, or flaws, when it is not `found`. */
  readonly mapping: Mapping;
  readonly found: boolean;
  /** Whether there is no way, not only none that was found. */
  readonly isProven: boolean;
  /** Items that no host was found for. */
  readonly left: readonly number[];
  /** Steps of search that were made for it. */
  readonly steps: number;
}

/** So few that counting costs nothing beside the rest. */
const FEW_SHAPES = 16;

/** How much search there is, and how many hosts are looked at in a complete one. */
const EFFORTS = {
  all: { share: 1, onlySound: false, overSwitches: { share: 1, longer: 2 } },
  later: { share: 2, onlySound: true, overSwitches: { share: 1, longer: 2 } },
  soon: { share: 0.4, onlySound: true, overSwitches: { share: 0.4, longer: 1 } },
  "at-once": { share: 0.1, onlySound: true, overSwitches: { share: 0.3, longer: 0 } },
} as const;
const LOOKS = { all: 150_000, later: 15_000, soon: 15_000, "at-once": 0 } as const;
/** The same of few items, of which no way is followed that breaks something. */
const LOOKS_OF_FEW = { all: 40_000, later: 6000, soon: 6000, "at-once": 1000 } as const;

/** Puts every item on a host so that nothing is overbooked or broken and the objective is as low as it gets. */
export function solve(problem: MappingProblem, options: SolveOptions = {}): Solution {
  const { previous, only } = options;
  const mapping = new Mapping(problem, linksOf(problem.shapeOf.length, problem.networks));
  if (!mapping.putStaying()) return solution(mapping, "none");
  if (previous !== undefined && continued(mapping, previous)) return solution(mapping, "way");
  const isBegun = only === "at-once" && previous !== undefined && mapping.unplaced().length === 0;
  if (!isBegun) mapping.clear();
  const isFewShapes = problem.shapes.length <= FEW_SHAPES;
  if (isFewShapes && countedOut(problem) !== null) return solution(mapping, "none");
  // Where all stand already, what lies between there and the way is as little as from anywhere else.
  let left = isBegun ? [] : grow(mapping);
  if (left.length > 0 && !isFewShapes && countedOut(problem) !== null)
    return solution(mapping, "none");
  if (left.length > 0) left = repack(mapping);
  if (left.length === 0 && mapping.cables.over > 0 && crowdedOut(problem) !== null)
    return solution(mapping, "none");
  const isFew = areFew(problem) && !(left.length === 0 && mapping.isSound);
  const tried = isFew ? tryEveryWay(problem, LOOKS_OF_FEW[only ?? "all"]) : null;
  if (tried?.verdict === "way") {
    mapping.putAll(tried.hostOf, tried.cableOf);
    left = [];
  }
  // What has no way is only improved to see what it lacks.
  const effort = tried?.verdict === "none" ? "at-once" : (only ?? "all");
  const steps = left.length === 0 ? improve(mapping, EFFORTS[effort]) : 0;
  if (tried?.verdict === "none") return solution(mapping, "none", steps);
  // What moved may leave hosts by other cables than those that were found for it.
  if (tried?.verdict === "way" && !mapping.isSound) mapping.putAll(tried.hostOf, tried.cableOf);
  if (left.length === 0 && mapping.isSound) return solution(mapping, "way", steps);
  const second = new Mapping(problem, mapping.links);
  const looks = LOOKS[only ?? "all"];
  const verdict = looks > 0 && second.putStaying() ? searchAll(second, looks) : "unknown";
  return solution(verdict === "way" ? second : mapping, verdict, steps);
}

function solution(mapping: Mapping, verdict: Verdict, steps = 0): Solution {
  const [found, isProven] = [verdict === "way", verdict === "none"];
  return { mapping, found, isProven, left: mapping.unplaced(), steps };
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
