type Point = { readonly x: number; readonly y: number };

/** Wider rows than this are folded. */
const WIDEST = 32;

/**
 * Places for a drawing that has none: what has most links on top, what is linked to it below, and so on;
 * in each row near to what it is linked to above. Linear but for the sorting of rows.
 */
export function layers(
  count: number,
  edges: readonly (readonly [number, number])[],
  room: { readonly width: number; readonly height: number },
): readonly Point[] {
  const beside: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) {
    beside[from]?.push(to);
    beside[to]?.push(from);
  }
  const positions: Point[] = Array.from({ length: count });
  let left = 0;
  for (const rows of components(beside)) {
    const folded = rows.flatMap((row) => fold(row));
    const widest = Math.max(...folded.map((row) => row.length));
    for (const [depth, row] of folded.entries())
      for (const [place, index] of row.entries())
        positions[index] = {
          x: Math.round(left + (place + (widest - row.length) / 2) * room.width),
          y: depth * room.height * 1.5,
        };
    left += (widest + 0.5) * room.width;
  }
  return positions;
}

/** The rows of each connected part, the parts in the order of their first node. */
function components(beside: readonly (readonly number[])[]): readonly (readonly number[][])[] {
  const seen = new Set<number>();
  const degree = (index: number): number => beside[index]?.length ?? 0;
  const found: number[][][] = [];
  const loose: number[] = [];
  for (const start of beside.keys()) {
    if (seen.has(start)) continue;
    const members = reach(start, beside, seen);
    if (members.length === 1) loose.push(start);
    else found.push(rowsFrom(members, degree, beside));
  }
  return loose.length === 0 ? found : [...found, [loose]];
}

function reach(start: number, beside: readonly (readonly number[])[], seen: Set<number>): number[] {
  seen.add(start);
  const members = [start];
  for (const index of members)
    for (const other of beside[index] ?? [])
      if (!seen.has(other)) {
        seen.add(other);
        members.push(other);
      }
  return members;
}

/** Rows by distance from the nodes that have the most links. */
function rowsFrom(
  members: readonly number[],
  degree: (index: number) => number,
  beside: readonly (readonly number[])[],
): number[][] {
  const most = members.reduce((highest, index) => Math.max(highest, degree(index)), 0);
  const placed = new Map<number, number>();
  let row = members.filter((index) => degree(index) === most);
  const rows: number[][] = [];
  while (row.length > 0) {
    row = [...new Set(row)].sort((a, b) => weight(a) - weight(b));
    for (const [place, index] of row.entries()) placed.set(index, place / row.length);
    rows.push(row);
    row = row.flatMap((index) => beside[index] ?? []).filter((index) => !placed.has(index));
  }
  return rows;

  /** The mean place of what stands above. */
  function weight(index: number): number {
    const above = (beside[index] ?? []).flatMap((other) => placed.get(other) ?? []);
    return above.length === 0 ? 0 : above.reduce((sum, place) => sum + place, 0) / above.length;
  }
}

function fold(row: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(row.length / WIDEST) }, (_, index) =>
    row.slice(index * WIDEST, (index + 1) * WIDEST),
  );
}
