import { periodAt, type Period, type WindowSpan } from "../calendar.ts";
import type { Rule } from "../schema/rule.ts";
import { sharingEdges } from "../sharing.ts";
import type { Cadence } from "../schema/values.ts";
import type { Frame, Piece, Slice } from "../usage.ts";
import type { Tariff } from "./tariff.ts";
import { partOf, periodsOf } from "./terms.ts";
import type { Settings } from "../schema/settings.ts";

/** What a rule's pieces are cut at, beside the months. */
export interface Cutting {
  readonly rule: Rule;
  readonly tariff: Tariff;
  readonly windows: readonly WindowSpan[] | undefined;
  /** Instants at which something about a piece changes, such as its rank in its group; sorted. */
  readonly changes: (piece: Piece) => readonly number[];
  /** For fees by the period. */
  readonly fee: { readonly cadence: Cadence; readonly settings: Settings } | undefined;
}

/**
 * Step 3: cuts pieces at the ends of months, the rule's validity, rate windows, and wherever else something changes,
 * so that each slice has one price. A quantity is divided by time, and its parts add up to it.
 */
export function cut(frame: Frame, pieces: readonly Piece[], cutting: Cutting): readonly Slice[] {
  return pieces.flatMap((piece) =>
    cutting.fee === undefined
      ? cutUsage(frame, piece, cutting)
      : cutFee(frame, piece, cutting, cutting.fee),
  );
}

function cutUsage(frame: Frame, piece: Piece, cutting: Cutting): readonly Slice[] {
  const late = lateUntil(frame, piece);
  const edges = edgesOf(frame, piece, cutting, late);
  return edges.flatMap((start, at) => {
    const end = edges[at + 1] ?? piece.end;
    if (start === end && piece.end > piece.start) return [];
    const isLate = start < late;
    const period = periodAt(frame.calendar.months, isLate ? late : start);
    // What is charged as if it were used today is charged by today's rules.
    if (!cutting.tariff.holds(cutting.rule, piece.use, isLate ? period.start : start)) return [];
    const window = cutting.windows === undefined ? "" : periodAt(cutting.windows, start).window;
    return [sliceOf(piece, { start, end }, { period, window, late: isLate, part: null })];
  });
}

/** Where slices of a piece begin; rising, the first is its own start. */
function edgesOf(
  { calendar, contract }: Frame,
  piece: Piece,
  { rule, tariff, windows, changes }: Cutting,
  late: number,
): readonly number[] {
  const { start, end } = piece;
  const cuts = [start];
  const within = (at: number): void => {
    if (at > start && at < end) cuts.push(at);
  };
  for (const list of [calendar.months, ...(windows === undefined ? [] : [windows])])
    for (let at = start; at < end; at = periodAt<Period | WindowSpan>(list, at).end)
      within(periodAt<Period | WindowSpan>(list, at).end);
  for (const at of tariff.edges(rule, piece.use)) within(at);
  for (const at of sharingEdges(contract, piece.use.environment)) within(at);
  within(late);
  for (const at of changes(piece)) within(at);
  return cuts.length === 1 ? cuts : [...new Set(cuts)].toSorted((a, b) => a - b);
}

/** Before this instant a piece is charged in the open month: its own was billed before it was known. */
function lateUntil({ book, contract }: Frame, { use }: Piece): number {
  if (use.receivedAt === null || book.settings.lateEvent === "own-period") return -Infinity;
  return Date.parse(contract.issuedThrough ?? "");
}

function sliceOf(
  piece: Piece,
  { start, end }: { readonly start: number; readonly end: number },
  rest: Pick<Slice, "period" | "window" | "late" | "part">,
): Slice {
  const isCut = piece.isTotal && (start > piece.start || end < piece.end);
  const amount = isCut ? upTo(piece, end) - upTo(piece, start) : piece.amount;
  const { account } = piece.use;
  return { ...piece, start, end, amount, account, unused: false, free: "", ...rest };
}

/** The part of a quantity that was used before an instant; differences of these add up to the whole. */
function upTo({ start, end, amount }: Piece, at: number): bigint {
  return (amount * BigInt(at - start)) / BigInt(end - start);
}

/** One slice for each period of a fee, or one at all for what is due once. */
function cutFee(
  { calendar }: Frame,
  piece: Piece,
  { rule, tariff }: Cutting,
  { cadence, settings }: NonNullable<Cutting["fee"]>,
): readonly Slice[] {
  const slices: Slice[] = [];
  for (let start = piece.start; start < piece.end;) {
    const period = periodAt(periodsOf(calendar, cadence), start);
    const end = cadence === "once" ? piece.end : Math.min(piece.end, period.end);
    const part =
      cadence === "once"
        ? { n: 1n, d: 1n }
        : partOf(calendar, settings, cadence, { start, end }, period);
    // A price that changes holds from the next period on: fees are for whole periods.
    if (tariff.holds(rule, piece.use, Math.max(period.start, piece.start)))
      slices.push(sliceOf(piece, { start, end }, { period, window: "", late: false, part }));
    start = end;
  }
  return slices;
}
