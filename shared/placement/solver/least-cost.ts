import { TOLERANCE, type MappingProblem } from "./problem.ts";

/** Beyond this many items the bound is not worth its sorting. */
const MOST_ITEMS = 1000;

/** A bound that no mapping's cost is below: as many of the largest hosts as the items need in sum, at the lowest price. */
export function leastCost({ grid, shapes, shapeOf }: MappingProblem): number {
  if (shapeOf.length > MOST_ITEMS || shapeOf.length === 0) return 0;
  const cheapest = grid.price.reduce((least, price) => Math.min(least, price), Infinity);
  if (!(cheapest > 0)) return 0;
  const needed = new Float64Array(grid.parts);
  let alone = 0;
  for (const shape of shapeOf) {
    if (shapes[shape]?.exclusive === true) alone += 1;
    else
      shapes[shape]?.amounts.forEach((amount, part) => {
        needed[part] = (needed[part] ?? 0) + amount;
      });
  }
  const shared = Array.from(needed, (amount, part) => largestFor(grid, part, amount));
  return (alone + Math.max(0, ...shared)) * cheapest;
}

/** How many of the hosts with most of a part have so much of it together. */
function largestFor(
  { free, parts, hosts }: MappingProblem["grid"],
  part: number,
  amount: number,
): number {
  if (amount <= TOLERANCE) return 0;
  const amounts = Float64Array.from({ length: hosts }, (_, host) => free[host * parts + part] ?? 0);
  amounts.sort();
  let [count, left] = [0, amount];
  while (left > TOLERANCE && count < hosts) {
    count += 1;
    left -= amounts[hosts - count] ?? 0;
  }
  return count;
}
