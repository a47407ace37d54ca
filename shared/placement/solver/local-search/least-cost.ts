import { TOLERANCE, type MappingProblem } from "../problem.ts";

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
function largestFor(grid: MappingProblem["grid"], part: number, amount: number): number {
  if (amount <= TOLERANCE) return 0;
  const { free, parts, hosts } = grid;
  let [count, left, below] = [0, amount, Infinity];
  // One size after the other: mostly there are as many hosts of the largest as it takes.
  for (let look = 0; look < MOST_LOOKS; look++) {
    let [size, equal] = [-Infinity, 0];
    for (let spot = part; spot < free.length; spot += parts) {
      const here = free[spot] ?? 0;
      if (here >= below || here < size) continue;
      equal = here === size ? equal + 1 : 1;
      size = here;
    }
    if (equal === 0) return count;
    for (; equal > 0; equal--) {
      count += 1;
      left -= size;
      if (left <= TOLERANCE) return count;
    }
    below = size;
  }
  const amounts = Float64Array.from({ length: hosts }, (_, host) => free[host * parts + part] ?? 0);
  amounts.sort();
  for (; left > TOLERANCE && count < hosts; count++) left -= amounts[hosts - count - 1] ?? 0;
  return count;
}

/** Sizes that are looked for one by one before all are put in order. */
const MOST_LOOKS = 8;
