import { unitSize } from "../meter-units.ts";
import { monthsOf } from "../steps/months.ts";
import type { Reading } from "../steps/reading.ts";
import { withoutOverlap } from "../steps/overlap.ts";
import type { Frame, Piece, Use } from "../usage.ts";
import type { UsageTable } from "./usage-table.ts";

/** Levels that were held without a change, in columns: by what reports them, then by time. None overlaps another. */
export class Runs {
  readonly uses: Use[] = [];
  /** Of each use, a number for the one thing that it is reported of. */
  readonly who: number[] = [];
  /** The different levels, in units of 10^-18 of the meter's smallest unit. */
  readonly amounts: bigint[] = [];
  length = 0;
  /** Which of `uses`, and which of `amounts`. */
  use = new Int32Array(0);
  amount = new Int32Array(0);
  /** Milliseconds UTC. */
  start = new Float64Array(0);
  end = new Float64Array(0);
  /** Of rows that are a month of a projection without dates. */
  readonly ofMonth = new Map<number, Piece["ofMonth"]>();
  readonly #useAt = new Map<Use, number>();
  readonly #amountAt = new Map<bigint, number>();
  readonly #whoAt = new Map<string, number>();

  useIndex(use: Use): number {
    let at = this.#useAt.get(use);
    if (at !== undefined) return at;
    this.#useAt.set(use, (at = this.uses.push(use) - 1));
    const who = this.#whoAt.get(use.who) ?? this.#whoAt.size;
    this.#whoAt.set(use.who, who);
    this.who.push(who);
    return at;
  }

  amountIndex(amount: bigint): number {
    let at = this.#amountAt.get(amount);
    if (at === undefined) this.#amountAt.set(amount, (at = this.amounts.push(amount) - 1));
    return at;
  }

  push(use: number, amount: number, start: number, end: number): void {
    const at = this.length;
    if (at === this.use.length) this.#resize(2 * at + 16);
    this.use[at] = use;
    this.amount[at] = amount;
    this.start[at] = start;
    this.end[at] = end;
    this.length = at + 1;
  }

  pushPiece({ use, amount, start, end, ofMonth }: Piece): void {
    if (ofMonth !== undefined) this.ofMonth.set(this.length, ofMonth);
    this.push(this.useIndex(use), this.amountIndex(amount), start, end);
  }

  piece(at: number): Piece {
    const use = this.uses[this.use[at] ?? 0];
    const amount = this.amounts[this.amount[at] ?? 0];
    if (use === undefined || amount === undefined) throw new RangeError(`there is no run ${at}`);
    const ofMonth = this.ofMonth.get(at);
    const piece = { use, start: this.start[at] ?? 0, end: this.end[at] ?? 0, amount };
    return { ...piece, isTotal: false, ...(ofMonth !== undefined && { ofMonth }) };
  }

  #resize(capacity: number): void {
    this.use = grown(this.use, new Int32Array(capacity));
    this.amount = grown(this.amount, new Int32Array(capacity));
    this.start = grown(this.start, new Float64Array(capacity));
    this.end = grown(this.end, new Float64Array(capacity));
  }
}

function grown<C extends Int32Array | Float64Array>(from: C, to: C): C {
  to.set(from);
  return to;
}

/**
 * Step 1 for levels: reports of one thing in order of time, joined where they touch. Where they overlap, and say
 * different things, `withoutOverlap` looks at all reports of that thing.
 */
export function runsOf(frame: Frame, reading: Reading, table: UsageTable): Runs {
  const runs = new Runs();
  const rows = rowsOf(frame, reading, table, runs);
  const months = table.others
    .filter(({ quantity }) => quantity === undefined)
    .flatMap((segment) => monthsOf(frame, reading, segment));
  const odd = Map.groupBy(months, ({ use }) => use.who);
  for (const { who, parts } of thingsOf(table, rows, odd.keys())) {
    const before = runs.length;
    const [part, ...others] = parts;
    const more = odd.get(who);
    if (more === undefined && others.length === 0 && part !== undefined)
      if (join(part, rows, runs)) continue;
    runs.length = before;
    const pieces = parts.flatMap((one) => piecesIn(one, rows));
    for (const piece of withoutOverlap([...pieces, ...(more ?? [])])) runs.pushPiece(piece);
  }
  return runs;
}

/** A table's rows as numbers of one frame. */
interface Rows extends Pick<UsageTable, "use" | "level" | "start" | "end"> {
  /** By a row's use: the use of the frame, its index in `Runs.uses`, and by level that in `Runs.amounts`. */
  readonly uses: readonly Use[];
  readonly useAt: Int32Array;
  readonly amountAt: readonly Int32Array[];
  readonly amounts: readonly bigint[];
}

function rowsOf(
  { calendar }: Frame,
  { useOf, exact }: Reading,
  table: UsageTable,
  runs: Runs,
): Rows {
  const { levels, unended, use, level, start } = table;
  const uses = table.uses.map(useOf);
  const useAt = Int32Array.from(uses, (one) => runs.useIndex(one));
  // The same level is another amount in another unit.
  const bySize = new Map<bigint, Int32Array>();
  const amountAt = uses.map(({ unit }) => {
    const size = unitSize(unit);
    let known = bySize.get(size);
    if (known === undefined) {
      known = Int32Array.from(levels, (text) => runs.amountIndex(exact(text) * size));
      bySize.set(size, known);
    }
    return known;
  });
  const end = unended.length === 0 ? table.end : table.end.slice();
  for (const row of unended) end[row] = Math.min(end[row] ?? Infinity, calendar.end);
  return { use, level, start, end, uses, useAt, amountAt, amounts: runs.amounts };
}

interface Part {
  readonly from: number;
  readonly until: number;
}

/** The rows of each thing, in the order of who it is: of two parts where an account was named in one and not in the other. */
function thingsOf(
  { things, use }: UsageTable,
  { uses }: Rows,
  others: Iterable<string>,
): readonly { readonly who: string; readonly parts: readonly Part[] }[] {
  const found = Array.from(things, (until, at) => {
    const from = things[at - 1] ?? 0;
    return { who: uses[use[from] ?? 0]?.who ?? "", parts: [{ from, until }] };
  });
  const more = Array.from(others, (who) => ({ who, parts: [] }));
  const isRising = found.every(({ who }, at) => at === 0 || (found[at - 1]?.who ?? "") < who);
  if (isRising && more.length === 0) return found;
  return [...Map.groupBy([...found, ...more], ({ who }) => who)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([who, own]) => ({ who, parts: own.flatMap(({ parts }) => parts) }));
}

/** Joins what touches and forgets what was told twice; false where reports overlap in any other way. */
function join({ from, until: last }: Part, rows: Rows, runs: Runs): boolean {
  const { use, level, start, end, useAt, amountAt } = rows;
  let isFirst = true;
  let lastUse = -1;
  let lastLevel = -1;
  let lastStart = -Infinity;
  let lastEnd = -Infinity;
  for (let row = from; row < last; row += 1) {
    const begin = start[row] ?? 0;
    const until = end[row] ?? 0;
    if (begin >= until) continue;
    const ownUse = use[row] ?? 0;
    const ownLevel = level[row] ?? 0;
    const isLike =
      (ownUse === lastUse && ownLevel === lastLevel) ||
      (useAt[ownUse] === useAt[lastUse] &&
        amountAt[ownUse]?.[ownLevel] === amountAt[lastUse]?.[lastLevel]);
    if (begin < lastEnd) {
      if (isLike && begin === lastStart && until === lastEnd) continue;
      return false;
    }
    if (isLike && begin === lastEnd && !isFirst) runs.end[runs.length - 1] = until;
    else runs.push(useAt[ownUse] ?? 0, amountAt[ownUse]?.[ownLevel] ?? 0, begin, until);
    isFirst = false;
    lastUse = ownUse;
    lastLevel = ownLevel;
    lastStart = begin;
    lastEnd = until;
  }
  return true;
}

function piecesIn({ from, until }: Part, rows: Rows): readonly Piece[] {
  const { use: useOf, level, uses, amountAt, amounts } = rows;
  return Array.from({ length: until - from }, (_, index) => from + index).flatMap((row) => {
    const at = useOf[row] ?? 0;
    const use = uses[at];
    const amount = amounts[amountAt[at]?.[level[row] ?? 0] ?? 0];
    const [start, end] = [rows.start[row] ?? 0, rows.end[row] ?? 0];
    if (use === undefined || amount === undefined || start >= end) return [];
    return [{ use, start, end, amount, isTotal: false }];
  });
}
