import type { NodeId } from "../design/design.ts";

/** What has been found from one start, or from several that met. */
interface Search {
  found: NodeId[];
  /** Found but not looked at. */
  open: NodeId[];
  /** The search it was melted into. */
  into: Search | null;
}

/**
 * Tells which of some nodes are no longer joined: searches from all of them in turns, one step each, until all
 * but one have found everything they can. So what is cut off costs its own size, not that of the rest. Returns
 * the parts found whole; the last one, mostly the largest, is not among them.
 */
export function separate(
  starts: ReadonlySet<NodeId>,
  neighbours: (id: NodeId) => Iterable<NodeId>,
): readonly (readonly NodeId[])[] {
  const finder = new Map<NodeId, Search>();
  const whole: (readonly NodeId[])[] = [];
  const running = new Set<Search>();
  for (const id of starts) {
    const search: Search = { found: [id], open: [id], into: null };
    finder.set(id, search);
    running.add(search);
  }
  while (running.size > 1)
    for (const search of running) {
      if (running.size === 1) break;
      const id = search.open.pop();
      if (id === undefined) {
        running.delete(search);
        whole.push(search.found);
      } else lookAround(search, neighbours(id), finder, running);
    }
  return whole;
}

function lookAround(
  search: Search,
  neighbours: Iterable<NodeId>,
  finder: Map<NodeId, Search>,
  running: Set<Search>,
): void {
  let own = search;
  for (const next of neighbours) {
    const known = finder.get(next);
    const other = known && rootOf(known);
    if (other === undefined) {
      finder.set(next, own);
      own.found.push(next);
      own.open.push(next);
    } else if (other !== own) own = melt(own, other, running);
  }
}

/** The smaller one goes into the larger. */
function melt(a: Search, b: Search, running: Set<Search>): Search {
  const [small, large] = a.found.length < b.found.length ? [a, b] : [b, a];
  for (const id of small.found) large.found.push(id);
  for (const id of small.open) large.open.push(id);
  small.into = large;
  running.delete(small);
  return large;
}

function rootOf(search: Search): Search {
  let root = search;
  while (root.into !== null) root = root.into;
  return root;
}
