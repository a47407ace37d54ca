import { TOLERANCE, type Verdict } from "./solver/problem.ts";

/** Something that goes whole into one bin. */
export interface Piece {
  /** What it takes of each part of a bin. */
  readonly amounts: readonly number[];
  /** Per bin: whether it may go there at all. */
  readonly suits: readonly boolean[];
}

/** The bins that suit a piece: where it is kept in one of them that suits, only that one. */
export function onlyKept(
  kept: string | undefined,
  bins: readonly { readonly id: string; readonly suits: boolean }[],
): readonly boolean[] {
  const stays = bins.some(({ id, suits }) => suits && id === kept);
  return bins.map(({ id, suits }) => suits && (!stays || id === kept));
}

/** Tries before giving up on a complete search, and the most pieces (it recurses once for each). */
const LOOKS = 200_000;
const MOST_PIECES = 500;

type Bins = readonly (readonly number[])[];

/** What became of putting pieces into bins, and how many looks at bins it took to try every way. */
interface Assigned {
  readonly verdict: Verdict;
  /** Per piece: its bin, where there is a way. */
  readonly chosen: readonly number[];
  readonly looks: number;
}

/**
 * Puts pieces into bins: best fit, largest first, and where that fails every way as far as so many looks go.
 * For switches and volumes, of which there are few.
 */
export function assignPieces(pieces: readonly Piece[], bins: Bins, most = LOOKS): Assigned {
  if (lacksInSum(pieces, bins)) return { verdict: "none", chosen: [], looks: 0 };
  const sorts = new Map(pieces.map((piece) => [piece, sortOfPiece(piece)]));
  const order = pieces
    .map((piece, index) => ({ piece, index, sort: sorts.get(piece) ?? "" }))
    .toSorted(
      (a, b) =>
        total(b.piece.amounts) - total(a.piece.amounts) ||
        a.sort.localeCompare(b.sort) ||
        a.index - b.index,
    );
  const quick = bestFits(order, bins);
  const isTried = quick === null && pieces.length <= MOST_PIECES;
  const every = isTried ? everyWay(order, bins, most) : { found: null, looks: 0, isOpen: true };
  const found = quick ?? every.found;
  const chosen = pieces.map(() => 0);
  order.forEach(({ index }, at) => (chosen[index] = found?.[at] ?? 0));
  const none = every.isOpen ? "unknown" : "none";
  return { verdict: found === null ? none : "way", chosen, looks: every.looks };
}

/** Equal texts for pieces that could change places without anybody noticing. */
export function sortOfPiece({ amounts, suits }: Piece): string {
  return `${amounts.join()} ${suits.map(Number).join("")}`;
}

/** Whether all of them together, or one by itself, need more than there is. */
function lacksInSum(pieces: readonly Piece[], bins: Bins): boolean {
  const parts = pieces[0]?.amounts ?? [];
  return parts.some((_, part) => {
    const sum = (list: readonly (readonly number[])[]): number =>
      list.reduce((all, amounts) => all + (amounts[part] ?? 0), 0);
    return sum(pieces.map(({ amounts }) => amounts)) > sum(bins) + TOLERANCE;
  });
}

interface Ordered {
  readonly piece: Piece;
  readonly index: number;
  readonly sort: string;
}
type Order = readonly Ordered[];

function bestFits(order: Order, bins: Bins): readonly number[] | null {
  const free = bins.map((amounts) => [...amounts]);
  const chosen: number[] = [];
  for (const { piece } of order) {
    const [bin] = fullestFirst(piece, free);
    if (bin === undefined) return null;
    change(free[bin], piece, -1);
    chosen.push(bin);
  }
  return chosen;
}

function everyWay(order: Order, bins: Bins, most: number) {
  const free = bins.map((amounts) => [...amounts]);
  const kinds = bins.map((_, bin) => order.map(({ piece }) => piece.suits[bin]).join());
  const chosen: number[] = [];
  let looks = 0;
  const place = (at: number): boolean => {
    const [one, before] = [order[at], order[at - 1]];
    if (one === undefined) return true;
    // Equal pieces in one order of bins.
    const first = one.sort === before?.sort ? (chosen[at - 1] ?? 0) : 0;
    const tried = new Set<string>();
    for (const bin of fullestFirst(one.piece, free)) {
      if (bin < first) continue;
      const alike = `${free[bin]?.join()} ${kinds[bin]}`;
      if (tried.has(alike) || looks++ >= most) continue;
      tried.add(alike);
      change(free[bin], one.piece, -1);
      chosen[at] = bin;
      if (place(at + 1)) return true;
      change(free[bin], one.piece, 1);
    }
    return false;
  };
  const isFound = place(0);
  return { found: isFound ? chosen : null, looks, isOpen: looks > most };
}

/** Bins that can take a piece, the one with least left first. */
function fullestFirst(piece: Piece, free: Bins): readonly number[] {
  return free
    .map((amounts, bin) => ({ bin, amounts }))
    .filter(
      ({ bin, amounts }) =>
        piece.suits[bin] === true &&
        piece.amounts.every((need, part) => need <= (amounts[part] ?? 0)),
    )
    .toSorted((a, b) => total(a.amounts) - total(b.amounts) || a.bin - b.bin)
    .map(({ bin }) => bin);
}

function change(amounts: number[] | undefined, piece: Piece, sign: 1 | -1): void {
  if (amounts === undefined) return;
  piece.amounts.forEach((need, part) => (amounts[part] = (amounts[part] ?? 0) + sign * need));
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
