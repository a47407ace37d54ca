import type { Findings, Steps } from "../../base/steps.ts";
import type { NodeId } from "../../design/design.ts";
import { ConflictSearch, type Conflict } from "./conflict-search.ts";
import type { Known } from "./counted-conflict.ts";
import type { HostPool } from "../hosts/host-pool.ts";
import { pricedOut } from "./priced-out.ts";
import { nodesOf, proofOf, smallestConflict, type SmallestConflict } from "./smallest-conflict.ts";

/** After so many in a row of which it stayed open whether the others conflict without them, the dearer will stay so too. */
const MOST_OPEN = 12;

/**
 * What more time makes of a conflict that was found at once: a proof that it is one, and then fewer nodes. Nothing where
 * all is known of it. `patience`: so many times the work of an answer at once, some hundredths of a second each.
 */
export function* longerConflict(
  pool: HostPool,
  whole: Conflict,
  patience: number,
): Findings<SmallestConflict> {
  const known = smallestConflict(pool, whole);
  if (known.proof === "smallest" || known.proof === "minimal") return;
  yield;
  const search = new ConflictSearch(pool, whole, patience);
  const proven = yield* provenOf(search, known);
  if (proven === null) return;
  const first = search.conflictOf(proven);
  const isNew = known.proof !== "proven" || proven.length < nodesOf(known).length;
  if (isNew && first !== null) yield { ...first, proof: "proven" };
  const fewer = yield* thinnedByProofs(search, proven);
  const proof = proofOf(search, fewer);
  if (proof !== "proven" || nodesOf(fewer.found).length < proven.length)
    yield { ...fewer.found, proof };
}

/** The nodes known to conflict where that is proven, or others that are, whichever are fewer. */
function* provenOf(
  search: ConflictSearch,
  known: SmallestConflict,
): Steps<readonly NodeId[] | null> {
  const nodes = nodesOf(known);
  const priced = (yield* pricedOut(search))?.nodes ?? null;
  if (priced !== null && priced.length < nodes.length) return priced;
  const isProven = known.proof === "proven" || search.isProven(nodes);
  return isProven || (yield* search.worth(nodes, search.firstPrices())) > 1 ? nodes : priced;
}

/**
 * Leaves out one node after the other as long as the others are proven to conflict, first those that are worth least in
 * the proof; those without which the others were seen to fit stay. Minimal where that is known of all that are left.
 */
export function* thinnedByProofs(search: ConflictSearch, proven: readonly NodeId[]): Steps<Known> {
  let nodes = proven;
  let prices = search.firstPrices();
  yield* search.worth(nodes, prices);
  const worthOf = new Map(nodes.map((node) => [node, search.priceOf(node, prices)]));
  const order = nodes.toSorted((a, b) => (worthOf.get(a) ?? 0) - (worthOf.get(b) ?? 0));
  let [needed, open] = [0, 0];
  for (const node of order) {
    if (search.share >= 1 || nodes.length === 1 || open > MOST_OPEN) break;
    const rest = nodes.filter((other) => other !== node);
    const tried = prices.slice();
    const quick = search.verdictOf(rest);
    yield;
    if (quick === "way") needed += 1;
    const isOut =
      quick === "none" || (quick === "unknown" && (yield* search.worth(rest, tried)) > 1);
    if (isOut) [nodes, prices] = [rest, tried];
    open = isOut || quick === "way" ? 0 : open + 1;
  }
  const isMinimal = nodes.length === 1 || needed === nodes.length;
  return { found: search.conflictOf(nodes) ?? search.whole, isMinimal };
}
