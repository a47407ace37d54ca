import type { NodeId } from "../../design/design.ts";
import type { Refusal } from "../placement.ts";
import { TOLERANCE } from "../solver/problem.ts";

/** Something with a name that takes so much of what there is too little of. */
export interface Share {
  readonly node: NodeId;
  readonly name: string;
  readonly amount: number;
}

/** So many names are told; of more, only how many. */
const MOST_NAMES = 3;

/**
 * The fewest that alone need more than is free: the largest, since nobody needs less than nothing. As parameters of a
 * refusal; none where all of them are needed for it, or none alone says anything.
 */
export function fewestOver(shares: readonly Share[], free: number): Refusal["parameters"] {
  const ordered = [...Map.groupBy(shares, ({ node }) => node).values()]
    .map((own) => ({
      name: own[0]?.name ?? "",
      amount: own.reduce((sum, { amount }) => sum + amount, 0),
    }))
    .toSorted((a, b) => b.amount - a.amount);
  const names: string[] = [];
  let alone = 0;
  for (const { name, amount } of ordered) {
    if (alone > free + TOLERANCE) break;
    alone += amount;
    names.push(name);
  }
  if (alone <= free + TOLERANCE || names.length === ordered.length) return {};
  return { alone, fewest: names.length, names: namesOf(names) };
}

/** A few names as one reads them, the others counted. */
export function namesOf(names: readonly string[]): string {
  const told = names.length > MOST_NAMES + 1 ? names.slice(0, MOST_NAMES) : names;
  const more = names.length - told.length;
  const parts = more > 0 ? [...told, `${more} more`] : told;
  const last = parts.at(-1) ?? "";
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${last}` : last;
}
