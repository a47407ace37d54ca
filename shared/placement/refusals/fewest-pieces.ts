import type { NodeId } from "../../design/design.ts";
import { assignPieces, sortOfPiece, type Piece } from "../assign.ts";
import { fewestChoice } from "./fewest-choice.ts";
import { fewestOver, namesOf } from "./fewest-over.ts";
import type { Refusal } from "../placement.ts";

/** Looks at bins that one question may cost, and all of them together: some tens of milliseconds. */
const MOST_LOOKS = 4000;
const MOST_IN_ALL = 20_000;

/** A piece of a node: a volume, a switch. */
export interface NodePiece extends Piece {
  readonly node: NodeId;
  readonly name: string;
}

/** The fewest nodes whose pieces alone do not go into the bins; null where that is not known. */
export function fewestPieces<T extends NodePiece>(
  pieces: readonly T[],
  bins: readonly { readonly amounts: readonly number[] }[],
): readonly T[] | null {
  const free = bins.map(({ amounts }) => amounts);
  const byNode = [...Map.groupBy(pieces, ({ node }) => node).values()];
  let looked = 0;
  const fewest = fewestChoice({
    things: byNode,
    sortOf: (own) => own.map(sortOfPiece).toSorted().join(),
    verdictOf: (some) => {
      const { verdict, looks } = assignPieces(some.flat(), free, MOST_LOOKS);
      looked += looks;
      return verdict;
    },
    isSpent: () => looked > MOST_IN_ALL,
  });
  return fewest && fewest.flat();
}

/**
 * What lacks in sum, and where fewer conflict than lack that, these: in the refusal of what they lack as `own` tells it,
 * which is one of its own where that does not lack in sum.
 */
export function withFewest(
  inSum: readonly Refusal[],
  conflict: readonly NodePiece[],
  own: Refusal,
): readonly Refusal[] {
  const names = new Map(conflict.map(({ node, name }) => [node, name]));
  const sizes = inSum.map(({ elements, parameters }) =>
    Number(parameters["fewest"] ?? elements.length),
  );
  if (names.size >= Math.min(...sizes)) return inSum;
  const told = {
    parts: names.size,
    single: names.size === conflict.length ? 1 : 0,
    proof: "smallest",
    names: namesOf([...names.values()]),
  };
  const { alone: _, fewest: __, ...ownSums } = own.parameters;
  const worse = inSum.find(({ code }) => code === own.code);
  if (worse === undefined) return [{ ...own, parameters: { ...ownSums, ...told } }, ...inSum];
  const { alone: ___, fewest: ____, ...sums } = worse.parameters;
  const { largest = 0, largestFree = 0 } = own.parameters;
  const parameters = { ...sums, largest, largestFree, ...told };
  return inSum.map((refusal) => (refusal === worse ? { ...worse, parameters } : refusal));
}

/** What pieces need in sum and the largest of them, beside what is free where any of them may go. */
export function sumsOf(
  pieces: readonly NodePiece[],
  bins: readonly { readonly name: string; readonly amounts: readonly number[] }[],
  part: number,
): Refusal["parameters"] {
  const needed = pieces.map(({ amounts }) => amounts[part] ?? 0);
  const open = bins.filter((_, bin) => pieces.some(({ suits }) => suits[bin] === true));
  const free = open.map(({ amounts }) => amounts[part] ?? 0);
  const inAll = free.reduce((all, amount) => all + amount, 0);
  const shares = pieces.map(({ node, name, amounts }) => {
    return { node, name, amount: amounts[part] ?? 0 };
  });
  return {
    needed: needed.reduce((all, amount) => all + amount, 0),
    free: inAll,
    largest: Math.max(0, ...needed),
    largestFree: Math.max(0, ...free),
    ...fewestOver(shares, inAll),
  };
}

/** The nodes of some pieces, each once. */
export function nodesOf(pieces: readonly { readonly node: NodeId }[]): NodeId[] {
  return [...new Set(pieces.map(({ node }) => node))];
}
