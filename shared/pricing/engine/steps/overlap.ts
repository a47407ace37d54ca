import type { Piece } from "../usage.ts";

/**
 * One level of an instance, user, meter and item at a time: where reports overlap, the higher one counts. Touching pieces
 * of the same use and level become one. In order of use, then start.
 */
export function withoutOverlap(pieces: readonly Piece[]): readonly Piece[] {
  const byInstance = Map.groupBy(pieces, ({ use }) => use.who);
  return [...byInstance]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => joined(clusters(own).flatMap(flatten)));
}

/** Runs of pieces that overlap, each of them alone. */
function clusters(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const sorted = pieces.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const found: Piece[][] = [];
  let reached = -Infinity;
  for (const piece of sorted) {
    if (piece.start < reached) found.at(-1)?.push(piece);
    else found.push([piece]);
    reached = Math.max(reached, piece.end);
  }
  return found;
}

function flatten(cluster: readonly Piece[]): readonly Piece[] {
  if (cluster.length < 2) return cluster;
  const cuts = [...new Set(cluster.flatMap(({ start, end }) => [start, end]))].toSorted(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).flatMap((start, at) => {
    const end = cuts[at + 1] ?? start;
    const covering = cluster.filter((piece) => piece.start <= start && end <= piece.end);
    const highest = covering.reduce<Piece | undefined>(higher, undefined);
    return highest === undefined ? [] : [{ ...highest, start, end }];
  });
}

/** The higher level; of equal ones the use that comes first, so that the order told makes no difference. */
function higher(a: Piece | undefined, b: Piece): Piece {
  if (a === undefined || b.amount > a.amount) return b;
  return b.amount === a.amount && b.use.key < a.use.key ? b : a;
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const list: Piece[] = [];
  for (const piece of pieces) {
    const before = list.at(-1);
    if (before !== undefined && continues(before, piece))
      list[list.length - 1] = { ...before, end: piece.end };
    else list.push(piece);
  }
  return list;
}

function continues(before: Piece, piece: Piece): boolean {
  return (
    before.end === piece.start &&
    before.use === piece.use &&
    before.amount === piece.amount &&
    before.ofMonth === piece.ofMonth
  );
}
