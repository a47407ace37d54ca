import { parseInstant } from "../parse-instant.ts";
import type { Segment } from "../segments.ts";
import { runsOf, type Runs } from "../table/runs.ts";
import { tableOf, type UsageTable } from "../table/usage-table.ts";
import type { Frame, Piece, Use } from "../usage.ts";
import { monthsOf } from "./months.ts";
import { readingOf, REMEMBERED, whatOf, type Reading } from "./reading.ts";

/** What was used, as numbers, and nothing of it twice. */
export interface Normalised {
  readonly runs: Runs;
  /** Quantities, in order of use, then time. */
  readonly totals: readonly Piece[];
}

export type Normalise = (table: UsageTable) => Normalised;

/**
 * Step 1: usage as numbers. Ends what still goes on, forgets what was told twice, and joins what was cut, so that
 * neither order nor repetition nor cutting is left to see. In order of use, then time. Who asks again finds uses and
 * numbers that were seen before as they were.
 */
export function normaliser(frame: Frame): Normalise {
  let reading = readingOf(frame);
  return (table) => {
    // Between two calls only: within one, a use is one object.
    if (reading.uses.size > REMEMBERED) reading = readingOf(frame);
    return normalise(frame, reading, table);
  };
}

/** The same, for those who keep the memory. */
function normalise(frame: Frame, reading: Reading, table: UsageTable): Normalised {
  const totals = table.others.filter(({ quantity }) => quantity !== undefined);
  const named = totals.filter(({ id }) => id !== undefined);
  const unnamed = totals.filter(({ id }) => id === undefined);
  const read = (list: readonly Segment[]): readonly Piece[] =>
    list.flatMap((segment) => totalsOf(frame, reading, segment));
  const told = [...read(named), ...read(unnamed).toSorted(byUse).filter(isNew)];
  return { runs: runsOf(frame, reading, table), totals: told.toSorted(byUse) };
}

/** Some of it piece by piece: levels first. */
export function piecesOf(
  { runs, totals }: Normalised,
  isWanted: (use: Use) => boolean = () => true,
): readonly Piece[] {
  const pieces: Piece[] = [];
  const wanted = runs.uses.map(isWanted);
  for (let at = 0; at < runs.length; at += 1)
    if (wanted[runs.use[at] ?? 0] === true) pieces.push(runs.piece(at));
  for (const piece of totals) if (isWanted(piece.use)) pieces.push(piece);
  return pieces;
}

/** All of them, of reports that are rated once. */
export function piecesFrom(
  frame: Frame,
  reading: Reading,
  segments: readonly Segment[],
): readonly Piece[] {
  return piecesOf(normalise(frame, reading, tableOf(segments, frame.contract)));
}

function totalsOf(frame: Frame, reading: Reading, segment: Segment): readonly Piece[] {
  if (segment.months !== undefined) return monthsOf(frame, reading, segment);
  const { use, amount } = whatOf(reading, segment);
  const start = parseInstant(segment.start);
  const end = endOf(frame, segment);
  return end < start ? [] : [{ use, start, end, amount, isTotal: true }];
}

function byUse(a: Piece, b: Piece): number {
  if (a.use !== b.use) return a.use.key < b.use.key ? -1 : 1;
  return a.start - b.start || a.end - b.end || Number(a.amount - b.amount);
}

/** Quantities without an id are the same report when all of them is the same. */
function isNew(piece: Piece, at: number, sorted: readonly Piece[]): boolean {
  const before = sorted[at - 1];
  return before === undefined || before.use !== piece.use || byUse(before, piece) !== 0;
}

function endOf({ calendar }: Frame, { end, lastSeen, heartbeatSeconds }: Segment): number {
  if (typeof end === "string") return parseInstant(end);
  if (lastSeen === undefined) return calendar.end;
  return Math.min(Date.parse(lastSeen) + heartbeatSeconds * 1000, calendar.end);
}
