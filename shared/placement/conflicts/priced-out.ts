import type { Steps } from "../../base/steps.ts";
import type { NodeId } from "../../design/design.ts";
import type { ConflictSearch } from "./conflict-search.ts";

/** So often fewer nodes are tried, each time as many as the last reckoning suggests, and a little more. */
const MOST_TRIES = 5;
const MORE = 1.04;
const MOST_MORE = 1.4;

/** Under this strain random graphs were seen to have no room. */
const LIKELY = 1.3;

/** At least this share of the nodes is left out at once at first. */
const FIRST_SHARE = 0.1;

/** Fewer are looked for only where another proof leaves the work spent below this share. */
const MOST_SHARE = 0.75;

/** Nodes that are worth more than all switches can hold, by prices of all items. */
interface Priced {
  readonly nodes: readonly NodeId[];
  readonly prices: Float64Array;
}

/** What is priced out, by how much, and what share of the work it took to see that. */
interface Proof extends Priced {
  readonly worth: number;
  readonly cost: number;
}

/**
 * Nodes at the beginning of an order that provably find no place, as few as the work allows; without those that are
 * worth so little that the proof can do without them. Null where nothing is proven. All of them come first: that takes
 * least, since prices have most to go by, and where it proves nothing fewer do not either.
 */
export function* pricedOut(
  search: ConflictSearch,
  order?: readonly NodeId[],
): Steps<Priced | null> {
  const nodes = search.whole.needs.machines.map(({ node }) => node);
  const all = yield* proven(search, nodes, search.firstPrices());
  if (all.worth > 0 && all.worth <= 1) return null;
  if (all.worth > 1 && !isWorthMore(search, all)) return all;
  const fewer = yield* fewerProven(search, order ?? search.order, all.prices);
  const best = fewer ?? (all.worth > 1 ? all : null);
  return best === null ? null : yield* cheaper(search, best);
}

/** The first ones that are proven, by prices of all to begin with. */
function* fewerProven(
  search: ConflictSearch,
  order: readonly NodeId[],
  prices: Float64Array,
): Steps<Proof | null> {
  let size = likelySize(search, order);
  for (let step = 0; step < MOST_TRIES && size < order.length; step++) {
    const tried = yield* proven(search, order.slice(0, size), prices.slice());
    if (tried.worth > 1 || tried.worth === 0) return tried.worth > 1 ? tried : null;
    size = Math.ceil(size * Math.min(MOST_MORE, MORE / tried.worth));
  }
  return null;
}

function* proven(
  search: ConflictSearch,
  nodes: readonly NodeId[],
  prices: Float64Array,
): Steps<Proof> {
  const before = search.share;
  const worth = yield* search.worth(nodes, prices);
  return { nodes, prices, worth, cost: search.share - before };
}

function isWorthMore(search: ConflictSearch, { cost }: Proof): boolean {
  return search.share + cost < MOST_SHARE;
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
function* cheaper(search: ConflictSearch, proof: Proof): Steps<Priced> {
  let { nodes, prices } = proof;
  let out = Math.ceil(nodes.length * Math.max(FIRST_SHARE, 1 - 1 / proof.worth));
  while (out >= 1 && isWorthMore(search, proof)) {
    const own = prices;
    const rest = nodes
      .toSorted((a, b) => search.priceOf(b, own) - search.priceOf(a, own))
      .slice(0, nodes.length - out);
    const tried = own.slice();
    if ((yield* search.worth(rest, tried)) > 1) [nodes, prices] = [rest, tried];
    else out = Math.floor(out / 2);
    out = Math.min(out, nodes.length - 1);
  }
  return { nodes, prices };
}
