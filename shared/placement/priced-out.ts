import type { Steps } from "../base/steps.ts";
import type { NodeId } from "../design/design.ts";
import type { ConflictSearch } from "./conflict-search.ts";

/** So often a proof is looked for, each time with as many nodes as the last reckoning suggests, and a little more. */
const MOST_TRIES = 5;
const MORE = 1.04;
const MOST_MORE = 1.4;

/** Under this strain random graphs were seen to have no room. */
const LIKELY = 1.5;

/** At least this share of the nodes is left out at once at first. */
const FIRST_SHARE = 0.1;

/** With more than this share of the work spent no fewer are looked for. */
const MOST_SHARE = 0.7;

/**
 * Nodes at the beginning of an order that provably find no place, as few as are likely to; without those that are worth
 * so little that the proof can do without them. Null where nothing is proven.
 */
export function* pricedOut(
  search: ConflictSearch,
  order: readonly NodeId[],
): Steps<readonly NodeId[] | null> {
  const prices = search.firstPrices();
  for (let size = likelySize(search, order), step = 0; step < MOST_TRIES; step++) {
    const nodes = order.slice(0, size);
    const worth = yield* search.worth(nodes, prices);
    if (worth > 1) return yield* cheaper(search, nodes, prices, worth);
    if (worth === 0 || size === order.length) break;
    size = Math.min(order.length, Math.ceil(size * Math.min(MOST_MORE, MORE / worth)));
  }
  return null;
}

/** The fewest nodes at the beginning that are under enough strain, or all of them. */
function likelySize(search: ConflictSearch, order: readonly NodeId[]): number {
  let [few, enough] = [Math.min(search.leastConflict, order.length) - 1, order.length];
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (search.strainOf(order.slice(0, middle)) < LIKELY) few = middle;
    else enough = middle;
  }
  return enough;
}

/** Leaves out the cheapest, fewer of them each time that the others have a place, or may have one. */
function* cheaper(
  search: ConflictSearch,
  nodes: readonly NodeId[],
  prices: Float64Array,
  worth: number,
): Steps<readonly NodeId[]> {
  let [left, proof] = [nodes, prices];
  let out = Math.ceil(nodes.length * Math.max(FIRST_SHARE, 1 - 1 / worth));
  while (out >= 1 && search.share < MOST_SHARE) {
    const own = proof;
    const rest = left
      .toSorted((a, b) => search.priceOf(b, own) - search.priceOf(a, own))
      .slice(0, left.length - out);
    const tried = proof.slice();
    if ((yield* search.worth(rest, tried)) > 1) [left, proof] = [rest, tried];
    else out = Math.floor(out / 2);
    out = Math.min(out, left.length - 1);
  }
  return left;
}
