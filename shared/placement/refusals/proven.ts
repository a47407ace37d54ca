import type { Refusal } from "../placement.ts";

/** Whether there is no way at all, however long one searched; else only that none was found. */
export function isProven({ parameters }: Refusal): boolean {
  const { proof, needed = 0, free = 0, largest = 0, largestFree = 0 } = parameters;
  if (proof !== undefined) return proof !== "tried" && proof !== "found";
  // Whole pieces in gaps: plain where the sum or the largest is too much, else searched for so long.
  return parameters["largestFree"] === undefined || needed > free || largest > largestFree;
}

/** Whether more time could say more: that there is no way, or that fewer conflict. */
export function isOpen({ parameters: { proof } }: Pick<Refusal, "parameters">): boolean {
  return proof === "found" || proof === "tried" || proof === "proven";
}
