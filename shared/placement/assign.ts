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

/**
 * Puts pieces into bins: best fit, largest first, and where that fails every way as far as `LOOKS` goes.
 * Gives the bin of each piece, or null. For switches and volumes, of which there are few.
 */
export function assignPieces(pieces: readonly Piece[], bins: Bins): readonly number[] | null {
  const order = pieces
    .map((piece, index) => ({ piece, index }))
    .toSorted((a, b) => total(b.piece.amounts) - total(a.piece.amounts) || a.index - b.index);
  const found =
    bestFits(order, bins) ?? (pieces.length <= MOST_PIECES ? everyWay(order, bins) : null);
  if (found === null) return null;
  const chosen = pieces.map(() => 0);
  order.forEach(({ index }, at) => (chosen[index] = found[at] ?? 0));
  return chosen;
}

type Order = readonly { readonly piece: Piece; readonly index: number }[];

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

function everyWay(order: Order, bins: Bins): readonly number[] | null {
  const free = bins.map((amounts) => [...amounts]);
  const kinds = bins.map((_, bin) => order.map(({ piece }) => piece.suits[bin]).join());
  const chosen: number[] = [];
  let looks = 0;
  const place = (at: number): boolean => {
    const piece = order[at]?.piece;
    if (piece === undefined) return true;
    const tried = new Set<string>();
    for (const bin of fullestFirst(piece, free)) {
      const alike = `${free[bin]?.join()} ${kinds[bin]}`;
      if (tried.has(alike) || looks++ > LOOKS) continue;
      tried.add(alike);
      change(free[bin], piece, -1);
      chosen[at] = bin;
      if (place(at + 1)) return true;
      change(free[bin], piece, 1);
    }
    return false;
  };
  return place(0) ? chosen : null;
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
