import type { CutEdge } from "../exhaustive/cuts.ts";

/** Items that may be taken for one, as far as trunks decide. */
export interface Kernel {
  /** Per item: the number of its class, −1 where nothing of the rest is linked to it. */
  readonly classOf: Int32Array;
  /** Per item: what part of a price of its class is its own: more for what has more links beside that to its mate. */
  readonly parts: Float64Array;
  readonly count: number;
  /** Links between classes, those between the same two as one. */
  readonly edges: readonly CutEdge[];
}

export const OUTSIDE = -1;

/**
 * Takes every item together with a mate where its link to that asks for at least as much as all of its others. Where
 * such an item stands elsewhere, it can go to its mate: no trunk carries more for it. So if the classes have no room on
 * the trunks, the items have none either. It halves a random graph of three links for each.
 */
export function kernelOf(count: number, edges: readonly CutEdge[]): Kernel {
  const links = Array.from({ length: count }, () => new Map<number, number>());
  for (const { a, b, weight } of edges) join(links, a, b, weight);
  const mateOf = new Int32Array(count).fill(OUTSIDE);
  const parts = Float64Array.from(links, (own) => sumOf(own));
  const isGone = new Uint8Array(count);
  const open = Array.from({ length: count }, (_, item) => item);
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const own = links[item];
    if (own === undefined || isGone[item] === 1) continue;
    const [mate, most] = widest(own);
    if (2 * most < sumOf(own)) continue;
    isGone[item] = 1;
    mateOf[item] = mate;
    parts[item] = Math.max(0, (parts[item] ?? 0) - most);
    for (const [other, weight] of own) {
      links[other]?.delete(item);
      if (other !== mate) join(links, other, mate, weight);
      open.push(other);
    }
    own.clear();
  }
  return numbered(links, mateOf, isGone, parts);
}

/** Every item that is linked to others as a class of its own. */
export function allApart(count: number, edges: readonly CutEdge[]): Kernel {
  const classOf = Int32Array.from({ length: count }, (_, item) => item);
  return { classOf, parts: new Float64Array(count).fill(1), count, edges };
}

function numbered(
  links: readonly ReadonlyMap<number, number>[],
  mateOf: Int32Array,
  isGone: Uint8Array,
  parts: Float64Array,
): Kernel {
  const numbers = new Int32Array(mateOf.length).fill(OUTSIDE);
  let count = 0;
  isGone.forEach((gone, item) => {
    if (gone === 0) numbers[item] = count++;
  });
  const classOf = Int32Array.from(mateOf.keys(), (item) => {
    let last = item;
    while (isGone[last] === 1 && mateOf[last] !== OUTSIDE) last = mateOf[last] ?? OUTSIDE;
    return numbers[last] ?? OUTSIDE;
  });
  const sums = new Float64Array(count);
  classOf.forEach((own, item) => {
    if (own !== OUTSIDE) sums[own] = (sums[own] ?? 0) + (parts[item] ?? 0);
  });
  const edges = links.flatMap((own, item) =>
    [...own].flatMap(([other, weight]): CutEdge[] =>
      item < other ? [{ a: numbers[item] ?? 0, b: numbers[other] ?? 0, weight }] : [],
    ),
  );
  return {
    classOf,
    parts: parts.map((part, item) => part / (sums[classOf[item] ?? 0] || 1)),
    count,
    edges,
  };
}

function join(links: readonly Map<number, number>[], a: number, b: number, weight: number): void {
  links[a]?.set(b, weight + (links[a].get(b) ?? 0));
  links[b]?.set(a, weight + (links[b].get(a) ?? 0));
}

function sumOf(links: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const weight of links.values()) sum += weight;
  return sum;
}

/** The mate with the widest link, and what that asks for; nobody and nothing where there is none. */
function widest(links: ReadonlyMap<number, number>): readonly [number, number] {
  let [mate, most] = [OUTSIDE, 0];
  for (const [other, weight] of links) if (weight > most) [mate, most] = [other, weight];
  return [mate, most];
}
