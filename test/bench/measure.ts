import { isDeepStrictEqual } from "node:util";

/** One figure of a bench. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  /** `ms`, `MiB`, `/s`, `×` … */
  readonly unit: string;
  /** Fastest and slowest of the runs, in the same unit. */
  readonly range?: readonly [number, number];
  /** How often it was run. */
  readonly runs?: number;
  /** What the figure is to be seen beside: a size, a comparison, a condition. */
  readonly note?: string;
}

export interface BenchResult {
  readonly name: string;
  readonly rows: readonly BenchRow[];
  /** Why there are no rows. */
  readonly skipped?: string;
}

type Candidate = () => unknown;

/**
 * Times several ways of doing the same, in turns so that whatever else the computer does hits all of them
 * alike. Their outputs are compared first: a faster wrong answer is no answer. One row each, the first is
 * what the others are compared with.
 */
export async function interleaved(
  candidates: Readonly<Record<string, Candidate>>,
  options: { readonly runs?: number; readonly sameOutput?: boolean } = {},
): Promise<readonly BenchRow[]> {
  const { runs = 9, sameOutput = true } = options;
  const entries = Object.entries(candidates);
  const outputs = await inTurn(entries, async ([, run]) => await run());
  if (sameOutput)
    for (const [index, output] of outputs.entries())
      if (!isDeepStrictEqual(output, outputs[0]))
        throw new Error(`${entries[index]?.[0]} gives another result than ${entries[0]?.[0]}`);
  const times = entries.map((): number[] => []);
  for (let round = 0; round < runs; round++)
    for (const [index, [, run]] of entries.entries()) times[index]?.push(await timed(run));
  const base = median(times[0] ?? []);
  return entries.map(([what], index) => {
    const list = times[index] ?? [];
    const value = median(list);
    const note = index === 0 ? undefined : `${(value / base).toFixed(2)} × the first`;
    return { what, value, unit: "ms", range: rangeOf(list), runs, note };
  });
}

/** The median time of one thing. */
export async function timeOf(what: string, run: Candidate, runs = 9): Promise<BenchRow> {
  const [row] = await interleaved({ [what]: run }, { runs });
  if (row === undefined) throw new Error("nothing was measured");
  return row;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? NaN, sorted[middle] ?? NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

async function timed(run: Candidate): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

export function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

async function inTurn<T, R>(list: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of list) results.push(await each(item));
  return results;
}

/** In milliseconds, of this thread: what another program or thread takes is not in it. */
export function processorTime(): number {
  // Linux counts it exactly only up to the last time the whole process was asked for.
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** What so large a part of the values, from 0 to 1, does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? NaN;
}
