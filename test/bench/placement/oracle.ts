import fc from "fast-check";
import { completionSolver } from "../../../electron/node/completion-solver.ts";
import { solve } from "../../../shared/placement/solver/solve.ts";
import { costOf, programOf, smallMappings } from "../../support/mapping-program.ts";
import { median, processorTime, rangeOf, type BenchRow } from "../measure.ts";

const PROBLEMS = 100;
const SEED = 20_261_122;

/** Small problems solved to the end by HiGHS: how far from that the placement is, and in which time each is done. */
export async function oracleRow(): Promise<BenchRow> {
  const oracle = await completionSolver();
  const seen = { optimal: 0, refused: 0, disagreed: 0 };
  const [gaps, own, theirs]: [number[], number[], number[]] = [[], [], []];
  for (const problem of fc.sample(smallMappings, { numRuns: PROBLEMS, seed: SEED })) {
    const program = programOf(problem);
    const before = processorTime();
    const { found, mapping } = solve(problem);
    const between = processorTime();
    const best = oracle.solve(program);
    own.push(between - before);
    theirs.push(processorTime() - between);
    if (found !== (best !== null)) seen.disagreed += 1;
    else if (best === null) seen.refused += 1;
    else {
      const gap = gapOf(mapping.cost, costOf(program, best));
      gaps.push(gap);
      if (gap === 0) seen.optimal += 1;
    }
  }
  return {
    what: `largest gap to HiGHS's optimum, ${PROBLEMS} problems of up to 7 machines on up to 12 hosts`,
    value: Math.max(0, ...gaps),
    unit: "%",
    ...(gaps.length > 0 && { range: rangeOf(gaps) }),
    runs: PROBLEMS,
    note: `${seen.optimal} at the optimum, ${gaps.length - seen.optimal} above it, ${seen.refused} refused by both, ${seen.disagreed} by one; processor ${median(own).toFixed(2)} ms each, HiGHS ${median(theirs).toFixed(0)} ms`,
  };
}

/** In percent; sums of decimals may be off by a little. */
function gapOf(cost: number, optimum: number): number {
  const beyond = cost - optimum;
  return Math.abs(beyond) < 1e-6 ? 0 : (100 * beyond) / Math.max(optimum, 1e-6);
}
