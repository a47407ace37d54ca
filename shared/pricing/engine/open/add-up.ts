import type { Span } from "../calendar.ts";
import { gcd } from "../exact.ts";
import type { Quantum } from "../schema/settings.ts";
import { chargedLength, countsExactly } from "../steps/quantum.ts";
import type { Runs } from "../table/runs.ts";
import type { Cell } from "./cell.ts";
import { stretchAt, type Grid } from "./grid.ts";
import type { Lane } from "./lane.ts";
import type { OpenRule } from "./open-rule.ts";
import { Slices } from "./slices.ts";
import { Sums } from "./sums.ts";

/**
 * Steps 2 to 5 of a rule for many runs at once, which have all ended: what is told one by one of an open rule, as numbers
 * in columns. `claimed` has a 1 for each use that it prices. False where sums are too large for exact numbers of 53
 * bits, or the rule cannot add them up at all: then it is of no use any more.
 */
export function addUp(rule: OpenRule, runs: Runs, claimed: Uint8Array): boolean {
  const counted = count(runs, claimed, rule.quantum); // 2
  const unit = commonPart(runs, counted);
  const cells = new Cells(rule, runs, counted);
  const slices = cut(runs, counted, cells, unit); // 3
  if (!Number.isSafeInteger(slices.total)) return false;
  for (const cell of cells.list) rule.accumulatorOf(cell).load(cell);
  if (rule.hasFallen) return false;
  new Sums(slices, runs, cells.list, unit).fill(rule); // 5
  return true;
}

/** Rows of runs, and when each ends as it is counted. */
interface Counted {
  readonly length: number;
  readonly row: Int32Array;
  readonly end: Float64Array;
}

/** Makes whole runs as long as they are charged, as `quantise` does. */
function count(runs: Runs, claimed: Uint8Array, quantum: Quantum): Counted {
  const { length, use, who, amount, amounts, start, end } = runs;
  const row = new Int32Array(length);
  const ends = new Float64Array(length);
  const isExact = countsExactly(quantum);
  const zero = amounts.indexOf(0n);
  let found = 0;
  const keep = (at: number, until: number): void => {
    row[found] = at;
    ends[found] = until;
    found += 1;
  };
  const next = (from: number): number => {
    let at = from;
    while (at < length && claimed[use[at] ?? 0] !== 1) at += 1;
    return at;
  };
  const goesOn = (at: number, after: number): boolean =>
    after < length &&
    start[after] === end[at] &&
    who[use[after] ?? 0] === who[use[at] ?? 0] &&
    amount[after] !== zero;
  for (let at = next(0); at < length; at = next(at + 1)) {
    if (isExact || amount[at] === zero) {
      keep(at, end[at] ?? 0);
      continue;
    }
    const first = at;
    for (let after = next(at + 1); goesOn(at, after); after = next(at + 1)) at = after;
    const begin = start[first] ?? 0;
    const until = begin + chargedLength((end[at] ?? 0) - begin, quantum);
    for (let one = first; one < at; one = next(one + 1))
      if ((start[one] ?? 0) < until) keep(one, Math.min(end[one] ?? 0, until));
    if ((start[at] ?? 0) < until) keep(at, until);
  }
  return { length: found, row, end: ends };
}

/** The largest amount of which all claimed ones are whole multiples. */
function commonPart({ amount, amounts }: Runs, { length, row }: Counted): bigint {
  const used = new Uint8Array(amounts.length);
  for (let at = 0; at < length; at += 1) used[amount[row[at] ?? 0] ?? 0] = 1;
  const part = amounts.reduce(
    (common, one, at) => (used[at] === 1 ? gcd(common, one) : common),
    0n,
  );
  return part === 0n ? 1n : part;
}

/** Where slices of one lane are added up, by place. */
interface LaneCells {
  readonly lane: Lane;
  readonly grid: Grid;
  /** By place: an index of `Cells.list`; NONE where the rule does not hold, UNKNOWN until somebody asks. */
  readonly at: Int32Array;
  /** The stretch that was looked at last. */
  near: number;
}

const NONE = -1;
const UNKNOWN = -2;

/** The cells of a rule, numbered as they are needed. */
class Cells {
  readonly list: Cell[] = [];
  readonly #rule: OpenRule;
  readonly #runs: Runs;
  readonly #span: Span;
  readonly #byUse: (LaneCells | undefined)[] = [];
  readonly #byLane = new Map<Lane, LaneCells>();
  readonly #numbers = new Map<Cell, number>();

  constructor(rule: OpenRule, runs: Runs, counted: Counted) {
    this.#rule = rule;
    this.#runs = runs;
    this.#span = spanOf(runs, counted);
  }

  ofUse(use: number): LaneCells {
    const known = this.#byUse[use];
    if (known !== undefined) return known;
    const what = this.#runs.uses[use];
    if (what === undefined) throw new RangeError(`there is no use ${use}`);
    return (this.#byUse[use] = this.#ofLane(this.#rule.laneOf(what)));
  }

  #ofLane(lane: Lane): LaneCells {
    let found = this.#byLane.get(lane);
    if (found === undefined) {
      const grid = this.#rule.gridOf(lane, this.#span);
      const at = new Int32Array(grid.places.length).fill(UNKNOWN);
      this.#byLane.set(lane, (found = { lane, grid, at, near: 0 }));
    }
    return found;
  }

  number({ lane, grid, at }: LaneCells, place: number): number {
    const known = at[place] ?? NONE;
    if (known !== UNKNOWN) return known;
    const where = grid.places[place];
    const cell = where && this.#rule.cellAt(lane, where);
    let number = cell === undefined ? NONE : this.#numbers.get(cell);
    if (number === undefined && cell !== undefined)
      this.#numbers.set(cell, (number = this.list.push(cell) - 1));
    return (at[place] = number ?? NONE);
  }
}

function spanOf({ start }: Runs, { length, row, end }: Counted): Span {
  let [first, last] = [Infinity, -Infinity];
  for (let at = 0; at < length; at += 1) {
    first = Math.min(first, start[row[at] ?? 0] ?? 0);
    last = Math.max(last, end[at] ?? 0);
  }
  return { start: first, end: last };
}

/** Cuts rows where months, rate windows and whatever else end, and leaves out times at which the rule does not hold. */
function cut(runs: Runs, { length, row, end }: Counted, cells: Cells, unit: bigint): Slices {
  const slices = new Slices(2 * length);
  const values = Float64Array.from(runs.amounts, (amount) => Number(amount / unit));
  for (let at = 0; at < length; at += 1) {
    const run = row[at] ?? 0;
    const use = runs.use[run] ?? 0;
    const value = values[runs.amount[run] ?? 0] ?? 0;
    const own = cells.ofUse(use);
    const { edges, place } = own.grid;
    const until = end[at] ?? 0;
    let begin = runs.start[run] ?? 0;
    let stretch = stretchAt(own.grid, begin, own.near);
    own.near = stretch;
    while (begin < until) {
      const edge = Math.min(until, edges[stretch + 1] ?? until);
      const cell = cells.number(own, place[stretch] ?? 0);
      if (cell !== NONE) slices.push(cell, use, begin, edge, value);
      begin = edge;
      stretch += 1;
    }
  }
  return slices;
}
