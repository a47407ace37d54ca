import type { Contract } from "../contract.ts";
import { parseInstant } from "../parse-instant.ts";
import type { Segment } from "../segments.ts";
import { endIsKnown, thingOf, useFinder, useKey } from "../steps/uses.ts";
import { withoutRepetition } from "./repetition.ts";

/**
 * Usage in columns, a row for each report of a level: by the thing that reports it, then by time. Made once where
 * reports are read and rated as often as anybody asks: rating then reads numbers and no texts. It follows from the
 * reports alone, not from book, contract or calendar.
 */
export interface UsageTable {
  /** All that it was made of. */
  readonly segments: readonly Segment[];
  readonly length: number;
  /** Where the rows of each thing end that has one level at a time; they begin where those of the one before end. */
  readonly things: Int32Array;
  /** In milliseconds UTC. Infinity while it goes on. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Rows that end with the calendar at the latest: they go on, or were seen last. */
  readonly unended: readonly number[];
  /** Which of `uses`: a report that says of what the rows are, whatever its own time and level. */
  readonly use: Int32Array;
  readonly uses: readonly Segment[];
  /** Which of `levels`, decimal numbers as text. */
  readonly level: Int32Array;
  readonly levels: readonly string[];
  /** What has no level between two instants: quantities, and months without dates. */
  readonly others: readonly Segment[];
}

/** What is known of bills: usage that came after its own is told apart by when it came. */
type Issued = Pick<Contract, "issuedThrough">;

/** Reports as a table, each once. */
export function tableOf(segments: readonly Segment[], issued: Issued = {}): UsageTable {
  const told = withoutRepetition(segments);
  const rows = {
    start: new Float64Array(told.length),
    end: new Float64Array(told.length),
    use: new Int32Array(told.length),
    level: new Int32Array(told.length),
  };
  const uses: Segment[] = [];
  const levels = new Map<string, number>();
  const unended = new Set<number>();
  const others: Segment[] = [];
  const useOf = useFinder(issued, useKey, (segment) => uses.push(segment) - 1);
  let length = 0;
  for (const segment of told) {
    const { quantity, months, level = "1", end } = segment;
    if (quantity !== undefined || months !== undefined) {
      others.push(segment);
      continue;
    }
    rows.start[length] = parseInstant(segment.start);
    rows.end[length] = typeof end === "string" ? parseInstant(end) : lastOf(segment);
    rows.use[length] = useOf(endIsKnown(segment) ? segment : { ...segment, quality: "estimated" });
    let at = levels.get(level);
    if (at === undefined) levels.set(level, (at = levels.size));
    rows.level[length] = at;
    if (typeof end !== "string") unended.add(length);
    length += 1;
  }
  const { order, things } = orderOf(rows, uses, length);
  return {
    segments,
    length,
    things,
    start: picked(rows.start, order, new Float64Array(length)),
    end: picked(rows.end, order, new Float64Array(length)),
    unended:
      unended.size === 0 ? [] : [...order.keys()].filter((at) => unended.has(order[at] ?? 0)),
    use: picked(rows.use, order, new Int32Array(length)),
    uses,
    level: picked(rows.level, order, new Int32Array(length)),
    levels: [...levels.keys()],
    others,
  };
}

/** Rows by thing, in order of their names, then by time; and where each thing's rows end. */
function orderOf(
  { use, start, end }: Pick<UsageTable, "use" | "start" | "end">,
  uses: readonly Segment[],
  length: number,
): { readonly order: Int32Array; readonly things: Int32Array } {
  const names = uses.map((segment) => thingOf(segment, segment.account));
  const sorted = [...new Set(names)].toSorted();
  const places = new Map(sorted.map((name, at) => [name, at]));
  const placeOf = Int32Array.from(names, (name) => places.get(name) ?? 0);
  const things = new Int32Array(sorted.length);
  for (let row = 0; row < length; row += 1) {
    const place = placeOf[use[row] ?? 0] ?? 0;
    things[place] = (things[place] ?? 0) + 1;
  }
  // Where each begins, and, once all its rows are there, where it ends.
  let sum = 0;
  for (const [place, count] of things.entries()) {
    things[place] = sum;
    sum += count;
  }
  const order = new Int32Array(length);
  for (let row = 0; row < length; row += 1) {
    const place = placeOf[use[row] ?? 0] ?? 0;
    const at = things[place] ?? 0;
    order[at] = row;
    things[place] = at + 1;
  }
  const byTime = (a: number, b: number): number =>
    (start[a] ?? 0) - (start[b] ?? 0) || (end[a] ?? 0) - (end[b] ?? 0);
  let from = 0;
  for (const until of things) {
    const own = order.subarray(from, until);
    // Reports mostly come in the order of time.
    if (!own.every((row, at) => at === 0 || (start[own[at - 1] ?? 0] ?? 0) <= (start[row] ?? 0)))
      own.sort(byTime);
    from = until;
  }
  return { order, things };
}

function picked<C extends Float64Array | Int32Array>(from: C, order: Int32Array, into: C): C {
  for (let at = 0; at < order.length; at += 1) into[at] = from[order[at] ?? 0] ?? 0;
  return into;
}

/** Every level as 1, in the meter's own unit: what was used is then how long. */
export function withLevelsOfOne(table: UsageTable): UsageTable {
  const even = (segment: Segment): Segment =>
    segment.quantity === undefined ? { ...segment, level: "1", unit: undefined } : segment;
  const { uses, levels, others } = table;
  return {
    ...table,
    uses: uses.map(even),
    levels: levels.map(() => "1"),
    others: others.map(even),
  };
}

/** Up to when something without an end was surely there. */
function lastOf({ lastSeen, heartbeatSeconds }: Segment): number {
  return lastSeen === undefined ? Infinity : parseInstant(lastSeen) + heartbeatSeconds * 1000;
}
