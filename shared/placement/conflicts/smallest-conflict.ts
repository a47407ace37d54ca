import { allAtOnce } from "../../base/steps.ts";
import type { NodeId } from "../../design/design.ts";
import { ConflictSearch, type Conflict } from "./conflict-search.ts";
import { countedConflict, type Known } from "./counted-conflict.ts";
import { fewestChoice } from "../refusals/fewest-choice.ts";
import type { HostPool } from "../hosts/host-pool.ts";
import { pricedOut } from "./priced-out.ts";
import type { Verdict } from "../solver/problem.ts";

/** With more than this share of all work spent on choices the rest is left to what needs less. */
const MOST_FOR_CHOICES = 0.6;

/** With more than this share of all work spent no longer search is begun, nor for more of all nodes than that. */
const MOST_FOR_LONGER = 1.05;
const MOST_UNPROVEN = 0.5;

/** Nodes beyond which all of them are blamed. */
const MOST_NODES = 1000;

/** Beyond so many nodes it is tried to leave out several at once. */
const MANY = 48;

/** So often a proof is looked for with so many nodes more. */
const MOST_STRIDES = 3;
const STRIDE = 3;

/** So often the search for fewer begins at another node, while no more than so much was spent. */
const MOST_BEGINNINGS = 8;
const BEGIN_AGAIN = 0.4;

/**
 * What is known of a conflict. `smallest`: it is proven, and fewer cannot conflict. `minimal`: it is proven, and without
 * any one the rest was seen to fit. `proven`: fewer may conflict too. `tried`: no way was found for them, and without
 * any one there is one. `found`: no way was found, perhaps for fewer either.
 */
export type ConflictProof = "smallest" | "minimal" | "proven" | "tried" | "found";

export interface SmallestConflict extends Conflict {
  readonly proof: ConflictProof;
}

/**
 * The smallest part of a design found that does not fit by itself: of few machines by trying all choices of them. Else
 * first the fewest of those that have most to do with each other, then without all that the conflict can do without, as
 * long as the work for it is worth it.
 */
export function smallestConflict(pool: HostPool, whole: Conflict): SmallestConflict {
  const search = new ConflictSearch(pool, whole);
  const few = fewestIn(search);
  if (few !== null) return few;
  const isLarge = nodesOf(whole).length > MOST_NODES;
  const known =
    countedConflict(search) ?? (isLarge ? { found: whole, isMinimal: false } : fewest(search));
  return { ...known.found, proof: proofOf(search, known) };
}

/** Of few machines so many nodes at most that provably conflict, and no fewer do; null for none, or where it takes too much. */
export function fewestInFew(
  pool: HostPool,
  whole: Conflict,
  most: number,
): SmallestConflict | null {
  return fewestIn(new ConflictSearch(pool, whole), most);
}

/** Of few machines; what is known of fewer the search is told in any case. */
function fewestIn(search: ConflictSearch, most?: number): SmallestConflict | null {
  if (!search.isFew) return null;
  const nodes = fewestChoice(
    {
      things: nodesOf(search.whole),
      sortOf: (node) => search.sortOf(node),
      verdictOf: (some) => search.verdictOf(some),
      isSpent: () => search.share > MOST_FOR_CHOICES,
      allFit: (count) => search.allFit(count),
    },
    most,
  );
  const conflict = nodes === null ? null : search.conflictOf(nodes);
  return conflict && { ...conflict, proof: "smallest" };
}

export function proofOf(search: ConflictSearch, { found, isMinimal }: Known): ConflictProof {
  const nodes = nodesOf(found);
  const isProven = found.solution.isProven || search.isProven(nodes);
  if (isProven && nodes.length <= search.leastConflict) return "smallest";
  if (isMinimal) return isProven ? "minimal" : "tried";
  return isProven ? "proven" : "found";
}

/** Some nodes that find no place, and those of them without which the others were seen to. */
interface Thin {
  readonly nodes: readonly NodeId[];
  readonly needed: ReadonlySet<NodeId>;
}

/** Where trunks are wide, those that prices prove to be too many; else the fewest that were found from several beginnings. */
function fewest(search: ConflictSearch): Known {
  let best: Known = { found: search.whole, isMinimal: false };
  const isProvable = search.isWide && !search.isNearlyMapped;
  const priced = isProvable ? allAtOnce(pricedOut(search)) : null;
  const wide = priced === null ? null : search.conflictOf(priced.nodes);
  if (wide !== null) return { found: wide, isMinimal: false };
  let { order } = search;
  for (let beginning = 0; beginning < MOST_BEGINNINGS; beginning++) {
    if (beginning > 0 && search.share > BEGIN_AGAIN) break;
    const first = firstConflict(search, order);
    const { nodes, needed } = thinned(search, first);
    const isFewer = beginning === 0 || nodes.length < nodesOf(best.found).length;
    const found = isFewer ? search.conflictOf(nodes) : null;
    if (found !== null) best = { found, isMinimal: nodes.every((node) => needed.has(node)) };
    else if (beginning === 0)
      best = { found: search.conflictOf(first.nodes) ?? best.found, isMinimal: false };
    if (nodesOf(best.found).length <= search.leastConflict) break;
    order = search.orderFrom(order.at(-1));
  }
  return best;
}

/** The fewest in an order of what belongs together that find no place; if they are not too many more, provenly none. */
function firstConflict(search: ConflictSearch, order: readonly NodeId[]): Thin {
  const verdictOf = (size: number): Verdict => search.verdictOf(order.slice(0, size));
  let [fits, fails] = gallop(search, order);
  const proven = nextProven(search, order, fails);
  fails = proven ?? fails;
  while (fails - fits > 1 && search.share < 1) {
    const middle = Math.floor((fits + fails) / 2);
    const verdict = verdictOf(middle);
    if (verdict === "none" || (verdict === "unknown" && proven === null)) fails = middle;
    else fits = middle;
  }
  const isNext = fits === fails - 1 && search.verdictOf(order.slice(0, fits)) === "way";
  const needed = new Set(isNext ? order.slice(fits, fails) : []);
  if (proven !== null) return { nodes: order.slice(0, fails), needed };
  const priced = search.isWide ? null : allAtOnce(pricedOut(search, order));
  if (priced !== null) return { nodes: priced.nodes, needed: new Set() };
  // A quick search misses what a long one finds: then a few more are needed for a conflict. That most of all have no
  // place is as good as that all have none, and oftener not so.
  for (
    let size = fails;
    size <= order.length * MOST_UNPROVEN && search.share < MOST_FOR_LONGER;
    size = Math.ceil(size * 1.3)
  )
    if (search.conflictOf(order.slice(0, size)) !== null)
      return { nodes: order.slice(0, size), needed: size === fails ? needed : new Set() };
  return { nodes: order, needed: new Set() };
}

/** So many that fit and so many that were not seen to, from the fewest that may conflict on in growing strides. */
function gallop(search: ConflictSearch, order: readonly NodeId[]): [number, number] {
  let fits = Math.min(search.leastConflict, order.length) - 1;
  for (let stride = 3; fits + stride < order.length && search.share < 1; stride *= 2) {
    if (search.verdictOf(order.slice(0, fits + stride)) !== "way") return [fits, fits + stride];
    fits += stride;
  }
  return [fits, order.length];
}

/** The first of some sizes from one on at which a conflict is proven at once; null for none. */
function nextProven(search: ConflictSearch, order: readonly NodeId[], from: number): number | null {
  for (let size = from, step = 0; step < MOST_STRIDES; step++) {
    if (search.isProven(order.slice(0, size))) return size;
    if (size === order.length) break;
    size = Math.min(order.length, size + STRIDE);
  }
  return null;
}

/**
 * Leaves nodes out as long as the rest finds no place either, of a proven conflict provenly none: first as far as that
 * is seen at once, and only then the doubtful ones.
 */
function thinned(search: ConflictSearch, found: Thin): Thin {
  if (!search.isProven(found.nodes)) {
    const many =
      found.nodes.length > MANY
        ? thinnedBy(search, found, Math.ceil(found.nodes.length / 8), false)
        : found;
    return thinnedBy(search, many, 1, false);
  }
  const sure = thinnedBy(search, found, 1, true);
  return sure.needed.size === sure.nodes.length ? sure : thinnedBy(search, sure, 1, false);
}

/** The same, so many at once. What is needed stays so while others are left out: a part of what fits fits. */
function thinnedBy(search: ConflictSearch, found: Thin, size: number, onlySure: boolean): Thin {
  let { nodes } = found;
  const needed = new Set(found.needed);
  const isProven = search.isProven(nodes);
  for (let from = 0; from < nodes.length && nodes.length > 1 && search.share < 1;) {
    const rest = nodes.toSpliced(from, size);
    const isNeeded = nodes.slice(from, from + size).some((node) => needed.has(node));
    const verdict = isNeeded || rest.length === 0 ? "way" : search.verdictOf(rest, onlySure);
    const [first] = nodes.slice(from, from + size);
    if (verdict === "way" && size === 1 && first !== undefined) needed.add(first);
    if (verdict === "none" || (verdict === "unknown" && !isProven)) nodes = rest;
    else from += size;
  }
  return { nodes, needed };
}

export function nodesOf({ needs }: Conflict): readonly NodeId[] {
  return needs.machines.map(({ node }) => node);
}
