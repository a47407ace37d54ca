import type { NodeId } from "../design/design.ts";
import type { ConflictSearch } from "./conflict-search.ts";

/** Nodes of which all choices are looked through, and how many choices that may be: some milliseconds. */
const MOST_NODES = 24;
const MOST_CHOICES = 100_000;

/** With more than this share of all work spent the rest is left to what needs less. */
const MOST_SHARE = 0.6;

/**
 * The fewest nodes that provably find no place: all choices of one node, then of two, and so on, without those that are
 * part of something that was seen to fit. Of every choice that fits as much is seen to as goes with it, so that few are
 * tried. Null where that takes too much, or it takes more than `most`; what is known of fewer nodes the search is told in any case.
 */
export function fewestOfFew(search: ConflictSearch, most = Infinity): readonly NodeId[] | null {
  const nodes = search.whole.needs.machines.map(({ node }) => node);
  if (!search.isFew || nodes.length > MOST_NODES) return null;
  const choices = new Choices(search, nodes);
  let looked = 0;
  for (let size = 1; size <= Math.min(nodes.length, most); size++) {
    for (const choice of ofSize(nodes.length, size)) {
      if (looked++ > MOST_CHOICES || search.share > MOST_SHARE) return null;
      if (!choices.isNew(choice)) continue;
      const verdict = choices.verdictOf(choice);
      if (verdict === "none") return choices.nodesOf(choice);
      if (verdict === "unknown") return null;
      choices.fitting(choice);
    }
    search.allFit(size);
  }
  return null;
}

/** Choices of nodes, as bits. Of nodes that could change places the first few are chosen. */
class Choices {
  readonly #search: ConflictSearch;
  readonly #nodes: readonly NodeId[];
  /** Per node: the bits of all nodes before it that are equal to it; and of it and all such nodes. */
  readonly #before: readonly number[];
  /** What is known to fit; no part of these is a conflict. */
  readonly #fitting: number[] = [];

  constructor(search: ConflictSearch, nodes: readonly NodeId[]) {
    this.#search = search;
    this.#nodes = nodes;
    const sorts = nodes.map((node) => search.sortOf(node));
    this.#before = sorts.map((sort, index) =>
      sorts
        .slice(0, index)
        .reduce((bits, other, at) => (other === sort ? bits | (1 << at) : bits), 0),
    );
  }

  isNew(choice: number): boolean {
    for (let left = choice; left !== 0; left &= left - 1) {
      const before = this.#before[31 - Math.clz32(left & -left)] ?? 0;
      if ((choice & before) !== before) return false;
    }
    return !this.#fitting.some((known) => (choice & ~known) === 0);
  }

  verdictOf(choice: number) {
    return this.#search.verdictOf(this.nodesOf(choice));
  }

  nodesOf(choice: number): readonly NodeId[] {
    return this.#nodes.filter((_, index) => (choice & (1 << index)) !== 0);
  }

  /** Notes what fits together with a choice that does. */
  fitting(choice: number): void {
    let all = choice;
    for (const [index, before] of this.#before.entries()) {
      const more = all | (1 << index);
      const isNext = (all & before) === before;
      if (more !== all && isNext && this.verdictOf(more) === "way") all = more;
    }
    this.#fitting.push(all);
  }
}

/** All choices of so many bits out of so many, each the next larger number (Gosper). */
function* ofSize(count: number, size: number): Generator<number> {
  for (let choice = 2 ** size - 1; choice < 2 ** count;) {
    yield choice;
    const lowest = choice & -choice;
    const next = choice + lowest;
    choice = next | (Math.floor((choice ^ next) / lowest) >> 2);
  }
}
