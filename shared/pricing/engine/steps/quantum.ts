import { dayIndex, type Calendar } from "../calendar.ts";
import type { Settings, Quantum } from "../schema/settings.ts";
import type { Piece } from "../usage.ts";
import { withoutOverlap } from "./overlap.ts";

/** How a rule counts time. */
export interface Counting {
  readonly quantum: Quantum;
  readonly dayCount: Settings["dayCount"];
  /** Parts of days are counted by whole local days: fees and prices by the month, day or week. */
  readonly byDays: boolean;
}

const UNITS = {
  "started-seconds": 1000,
  "started-minutes": 60_000,
  "nearest-minute": 60_000,
  "started-hours": 3_600_000,
} as const;

/**
 * Step 2: makes whole runs as long as they are charged, before anything cuts them: a run that was cut first would be
 * rounded once for each part. A run is one instance's time without a gap, whatever its level.
 */
export function quantise(
  pieces: readonly Piece[],
  counting: Counting,
  calendar: Calendar,
): readonly Piece[] {
  const { quantum, byDays } = counting;
  const isExact = countsExactly(quantum);
  if (isExact && !byDays) return pieces;
  const counted = runs(pieces).flatMap((run) => {
    const stretched = isExact ? run : stretch(run, chargedLength(lengthOf(run), quantum));
    return byDays ? onDays(stretched, counting.dayCount, calendar) : stretched;
  });
  return byDays ? eachDayOnce(counted) : counted;
}

/** Two runs of one instance on one day are that day once, at the higher level of the two. */
function eachDayOnce(pieces: readonly Piece[]): readonly Piece[] {
  const [totals, levels] = [true, false].map((isTotal) =>
    pieces.filter((piece) => piece.isTotal === isTotal),
  );
  return [...withoutOverlap(levels ?? []), ...(totals ?? [])];
}

/** Pieces of one instance that touch each other. */
export function runs(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const found: Piece[][] = [];
  const byInstance = Map.groupBy(pieces, ({ use, isTotal }) => `${isTotal} ${use.who}`);
  for (const own of byInstance.values()) {
    let end = NaN;
    for (const piece of own.toSorted((a, b) => a.start - b.start)) {
      if (piece.amount === 0n || piece.isTotal || piece.start !== end) found.push([piece]);
      else found.at(-1)?.push(piece);
      end = piece.amount === 0n ? NaN : piece.end;
    }
  }
  return found;
}

function lengthOf(run: readonly Piece[]): number {
  return (run.at(-1)?.end ?? 0) - (run[0]?.start ?? 0);
}

/** Whether runs are as long as they were. */
export function countsExactly({ rule, minimumSeconds }: Quantum): boolean {
  return rule === "none" && minimumSeconds === 0;
}

/** How long a run is charged, in milliseconds. */
export function chargedLength(length: number, { rule, minimumSeconds }: Quantum): number {
  const whole =
    rule === "none"
      ? length
      : rule === "nearest-minute"
        ? Math.floor(length / UNITS[rule] + 0.5) * UNITS[rule]
        : Math.ceil(length / UNITS[rule]) * UNITS[rule];
  return Math.max(whole, minimumSeconds * 1000);
}

/** Lengthens the last level of a run, or takes from its end. */
function stretch(run: readonly Piece[], length: number): readonly Piece[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || last.isTotal || last.amount === 0n) return run;
  const end = first.start + length;
  if (end >= last.end) return [...run.slice(0, -1), { ...last, end, seen: last.seen ?? last }];
  return run.flatMap((piece) =>
    piece.start >= end ? [] : [{ ...piece, end: Math.min(piece.end, end) }],
  );
}

/** Moves edges to the midnights that days are counted by. */
function onDays(
  run: readonly Piece[],
  dayCount: Settings["dayCount"],
  calendar: Calendar,
): readonly Piece[] {
  const midnight = (at: number, later: number): number =>
    calendar.days[dayIndex(calendar, at) + later] ?? at;
  return run.flatMap((piece, at) => {
    if (piece.isTotal) return [piece];
    const isLast = at === run.length - 1;
    const start = midnight(piece.start, 0);
    const end = midnight(piece.end, isLast && dayCount === "inclusive-days" ? 1 : 0);
    return end > start ? [{ ...piece, start, end, seen: piece.seen ?? piece }] : [];
  });
}
