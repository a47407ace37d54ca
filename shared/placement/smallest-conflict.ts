import type { NodeId } from "../design/design.ts";
import { conflictOrder } from "./conflict-order.ts";
import type { HostPool } from "./host-pool.ts";
import { designProblem, type DesignProblem } from "./mapping-problem.ts";
import { partOfProblem } from "./part-of-problem.ts";
import type { Kept } from "./placement.ts";
import type { Requirements } from "./requirements.ts";
import { countedOut } from "./solver/counted-out.ts";
import { UNPLACED } from "./solver/mapping.ts";
import type { MappingProblem } from "./solver/problem.ts";
import { solve, type Solution } from "./solver/solve.ts";

/** Steps of search in all tries together, and what a machine costs beside them: some tens of milliseconds. */
const MOST_WORK = 50_000;
const WORK_OF_A_MACHINE = 30;

/** So many longer searches are made whatever was spent before. */
const LEAST_TRIES = 2;

/** Nodes beyond which all of them are blamed. */
const MOST_NODES = 1000;

/** Part of a design that finds no place by itself. */
export interface Conflict {
  readonly needs: Requirements;
  readonly asked: DesignProblem;
  readonly solution: Solution;
}

export interface SmallestConflict extends Conflict {
  /** Whether without any one of its nodes the rest of it was seen to find a place. */
  readonly isMinimal: boolean;
}

/** What is known while it is looked for. */
interface Search {
  readonly whole: Conflict;
  /** Whether these nodes alone find a place, as far as a quick search tells. */
  readonly finds: (nodes: readonly NodeId[]) => boolean;
  /** These nodes alone, when they find no place in a longer search either. */
  readonly conflictOf: (nodes: readonly NodeId[]) => Conflict | null;
  readonly isSpent: () => boolean;
  /** Nodes without which the others were seen to find a place. */
  readonly needed: Set<NodeId>;
}

/**
 * The smallest part of a design found that does not fit by itself. First the fewest of those that have most to do
 * with each other, then without all that the conflict can do without, as long as the work for it is worth it.
 */
export function smallestConflict(
  pool: HostPool,
  whole: Conflict,
  kept: Kept["hosts"],
): SmallestConflict {
  const search = searchIn(pool, whole, kept);
  const isLarge = whole.needs.machines.length > MOST_NODES;
  const found = counted(search) ?? (isLarge ? whole : thinned(search, fewestFirst(search)));
  const nodes = nodesOf(found);
  return { ...found, isMinimal: nodes.length === 1 || nodes.every((id) => search.needed.has(id)) };
}

function searchIn(pool: HostPool, whole: Conflict, kept: Kept["hosts"]): Search {
  let work = 0;
  const part = (nodes: readonly NodeId[]): Omit<Conflict, "solution"> => {
    const needs = only(whole.needs, new Set(nodes));
    return { needs, asked: designProblem(pool, needs, kept) };
  };
  const finds = (nodes: readonly NodeId[]): boolean => {
    const { problem, previous } = whole.asked.isEntangled
      ? { problem: part(nodes).asked.problem }
      : problemOf(whole, new Set(nodes));
    const { found, steps } = solve(problem, { ...(previous && { previous }), only: "at-once" });
    work += steps + WORK_OF_A_MACHINE * problem.shapeOf.length;
    return found;
  };
  const conflictOf = (nodes: readonly NodeId[]): Conflict | null => {
    const { needs, asked } = part(nodes);
    const solution = solve(asked.problem, { only: "soon" });
    work += solution.steps;
    return solution.found ? null : { needs, asked, solution };
  };
  return { whole, finds, conflictOf, isSpent: () => work > MOST_WORK, needed: new Set() };
}

/** What mere counting proves to have no room, without the nodes that the proof can do without. */
function counted({ whole, conflictOf, needed, finds, isSpent }: Search): Conflict | null {
  const { needs, asked } = whole;
  const proof = countedOut(asked.problem);
  if (proof === null) return null;
  const inside = needs.machines.filter((_, need) => {
    const item = asked.needOf.indexOf(need);
    return item !== -1 && proof.shapes.has(asked.problem.shapeOf[item] ?? 0);
  });
  let spare = inside.reduce((sum, { instances }) => sum + instances.length, 0) - proof.most - 1;
  const nodes = inside
    .toSorted((a, b) => a.instances.length - b.instances.length)
    .filter(({ instances }) => {
      const isSpare = instances.length <= spare;
      if (isSpare) spare -= instances.length;
      return !isSpare;
    })
    .map(({ node }) => node);
  for (const node of nodes)
    if (nodes.length > 1 && !isSpent() && finds(nodes.filter((other) => other !== node)))
      needed.add(node);
  return conflictOf(nodes);
}

/** The fewest in the order of what belongs together that find no place. */
function fewestFirst({ whole, finds, conflictOf, isSpent, needed }: Search): Conflict {
  const order = conflictOrder(whole);
  let [fits, fails] = [0, order.length];
  while (fails - fits > 1 && !isSpent()) {
    const middle = Math.floor((fits + fails) / 2);
    if (finds(order.slice(0, middle))) fits = middle;
    else fails = middle;
  }
  const last = order[fails - 1];
  // A quick search misses what a long one finds: then a few more are needed for a conflict.
  for (
    let size = fails, tries = 0;
    size < order.length && (tries < LEAST_TRIES || !isSpent());
    size = Math.ceil(size * 1.3), tries++
  ) {
    const found = conflictOf(order.slice(0, size));
    if (found !== null && size === fails && fits === fails - 1 && last !== undefined)
      needed.add(last);
    if (found !== null) return found;
  }
  return whole;
}

/** Leaves nodes out, first many at once and then one by one, as long as the rest finds no place either. */
function thinned({ finds, conflictOf, isSpent, needed }: Search, found: Conflict): Conflict {
  const before = nodesOf(found);
  let nodes = before;
  for (let size = Math.ceil(nodes.length / 2); size >= 1; size = size === 1 ? 0 : half(size))
    for (let from = 0; from < nodes.length && nodes.length > 1 && !isSpent();) {
      const rest = nodes.toSpliced(from, size);
      const isNeeded = nodes.slice(from, from + size).some((node) => needed.has(node));
      const fits = isNeeded || rest.length === 0 || finds(rest);
      const [first] = nodes.slice(from, from + size);
      if (fits && size === 1 && first !== undefined) needed.add(first);
      if (fits) from += size;
      else nodes = rest;
    }
  const thin = nodes.length === before.length ? found : conflictOf(nodes);
  if (thin === null) needed.clear();
  return thin ?? found;
}

function half(size: number): number {
  return Math.ceil(size / 2);
}

function nodesOf({ needs }: Conflict): readonly NodeId[] {
  return needs.machines.map(({ node }) => node);
}

/** The problem of some nodes by itself, and where they came to stand with all the others. */
function problemOf(
  { needs, asked, solution }: Conflict,
  nodes: ReadonlySet<NodeId>,
): { readonly problem: MappingProblem; readonly previous: Int32Array } {
  const isIn = needs.machines.map(({ node }) => nodes.has(node));
  const items = Int32Array.from(asked.needOf.keys()).filter(
    (item) => isIn[asked.needOf[item] ?? 0] === true,
  );
  const problem = partOfProblem(asked.problem, items);
  return { problem, previous: items.map((item) => solution.mapping.hostOf[item] ?? UNPLACED) };
}

/** The requirements of some of the machines. */
function only(needs: Requirements, nodes: ReadonlySet<NodeId>): Requirements {
  const networks = needs.networks.map(({ id, members }) => ({
    id,
    members: new Map([...members].filter(([node]) => nodes.has(node))),
  }));
  const standings = needs.standings.map((standing) =>
    Object.assign({}, standing, { nodes: standing.nodes.filter((node) => nodes.has(node)) }),
  );
  return {
    ...needs,
    machines: needs.machines.filter(({ node }) => nodes.has(node)),
    networks,
    standings,
  };
}
