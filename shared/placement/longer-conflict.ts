import type { Findings, Steps } from "../base/steps.ts";
import type { NodeId } from "../design/design.ts";
import { conflictOrder } from "./conflict-order.ts";
import { ConflictSearch, type Conflict } from "./conflict-search.ts";
import type { Known } from "./counted-conflict.ts";
import type { HostPool } from "./host-pool.ts";
import type { Kept } from "./placement.ts";
import { pricedOut } from "./priced-out.ts";
import { nodesOf, proofOf, smallestConflict, type SmallestConflict } from "./smallest-conflict.ts";

/**
 * What more time makes of a conflict that was found at once: a proof that it is one, and then fewer nodes. Nothing where
 * all is known of it. `patience`: so many times the work of an answer at once, some hundredths of a second each.
 */
export function* longerConflict(
  pool: HostPool,
  whole: Conflict,
  kept: Kept["hosts"],
  patience: number,
): Findings<SmallestConflict> {
  const known = smallestConflict(pool, whole, kept);
  if (known.proof === "smallest" || known.proof === "minimal") return;
  yield;
  const search = new ConflictSearch(pool, whole, kept, patience);
  const proven = yield* provenOf(search, nodesOf(known));
  if (proven === null) return;
  const first = search.conflictOf(proven);
  if (known.proof !== "proven" && first !== null) yield { ...first, proof: "proven" };
  const fewer = yield* thinnedByProofs(search, proven);
  const proof = proofOf(search, fewer);
  if (proof !== "proven" || nodesOf(fewer.found).length < proven.length)
    yield { ...fewer.found, proof };
}

/** The same nodes where they are proven to conflict, or others that are. */
function* provenOf(
  search: ConflictSearch,
  nodes: readonly NodeId[],
): Steps<readonly NodeId[] | null> {
  if (search.isProven(nodes)) return nodes;
  const worth = yield* search.worth(nodes, search.firstPrices());
  return worth > 1 ? nodes : yield* pricedOut(search, conflictOrder(search.whole));
}

/**
 * Leaves out one node after the other as long as the others are proven to conflict; those without which the others were
 * seen to fit stay. Minimal where that is known of all that are left.
 */
export function* thinnedByProofs(search: ConflictSearch, proven: readonly NodeId[]): Steps<Known> {
  let nodes = proven;
  let prices = search.firstPrices();
  let needed = 0;
  for (const node of proven) {
    if (search.share >= 1 || nodes.length === 1) break;
    const rest = nodes.filter((other) => other !== node);
    const tried = prices.slice();
    const quick = search.verdictOf(rest);
    yield;
    if (quick === "way") needed += 1;
    if (quick === "none") nodes = rest;
    if (quick === "unknown" && (yield* search.worth(rest, tried)) > 1)
      [nodes, prices] = [rest, tried];
  }
  const isMinimal = nodes.length === 1 || needed === nodes.length;
  return { found: search.conflictOf(nodes) ?? search.whole, isMinimal };
}
