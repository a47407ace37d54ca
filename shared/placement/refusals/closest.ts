import type { Refusal } from "../placement.ts";

/**
 * Of places that lack something of what is needed, the one that lacks the smallest share of what it lacks most; of
 * equal ones the first. `needed` and `free` have the same parts.
 */
export function closest<Place extends { readonly free: readonly number[] }>(
  needed: readonly number[],
  places: readonly Place[],
): Place | undefined {
  const lack = ({ free }: Place): number =>
    Math.max(0, ...needed.map((amount, part) => 1 - (free[part] ?? 0) / Math.max(amount, 1e-9)));
  const lacks = places.map(lack);
  return places[lacks.indexOf(Math.min(...lacks))];
}

/** What is free there, as parameters of a refusal. */
export function largestParameters(free: readonly number[]): Refusal["parameters"] {
  const [largestCores = 0, largestMemoryMiB = 0, largestDiskGiB = 0] = free;
  return { largestCores, largestMemoryMiB, largestDiskGiB };
}
