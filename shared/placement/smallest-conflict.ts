import type { NodeId } from "../design/design.ts";
import type { HostPool } from "./host-pool.ts";
import { designProblem, type DesignProblem } from "./mapping-problem.ts";
import type { Kept } from "./placement.ts";
import type { Requirements } from "./requirements.ts";
import { solve, type Solution } from "./solver/solve.ts";

/** Machines in all tries together: some tens of milliseconds. */
const MOST_MACHINES_TRIED = 2500;

/** Part of a design that finds no place by itself. */
export interface Conflict {
  readonly needs: Requirements;
  readonly asked: DesignProblem;
  readonly solution: Solution;
}

/**
 * The smallest part of a design found that does not fit by itself: nodes are left out, first many at once and
 * then one by one, as long as the rest finds no place either. Gives back all of it when it is too large to try,
 * or when the part would have found a place with more effort.
 */
export function smallestConflict(pool: HostPool, whole: Conflict, kept: Kept["hosts"]): Conflict {
  let nodes = whole.needs.machines.map(({ node }) => node);
  let tried = 0;
  const failsWithout = (dropped: ReadonlySet<NodeId>): boolean => {
    const needs = without(whole.needs, dropped);
    const { problem } = designProblem(pool, needs, kept);
    tried += problem.shapeOf.length;
    return !solve(problem, { quick: true }).found;
  };
  const gone = new Set<NodeId>();
  for (
    let size = Math.ceil(nodes.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  )
    for (let from = 0; from < nodes.length && nodes.length > size;) {
      if (tried > MOST_MACHINES_TRIED) break;
      const chunk = nodes.slice(from, from + size);
      if (failsWithout(new Set([...gone, ...chunk]))) {
        for (const node of chunk) gone.add(node);
        nodes = nodes.filter((node) => !gone.has(node));
      } else from += size;
    }
  if (gone.size === 0) return whole;
  const needs = without(whole.needs, gone);
  const asked = designProblem(pool, needs, kept);
  const solution = solve(asked.problem);
  return solution.found ? whole : { needs, asked, solution };
}

/** The requirements of the machines that are not left out. */
function without(needs: Requirements, dropped: ReadonlySet<NodeId>): Requirements {
  const networks = needs.networks.map(({ id, members }) => ({
    id,
    members: new Map([...members].filter(([node]) => !dropped.has(node))),
  }));
  const standings = needs.standings.map((standing) =>
    Object.assign({}, standing, { nodes: standing.nodes.filter((node) => !dropped.has(node)) }),
  );
  return {
    ...needs,
    machines: needs.machines.filter(({ node }) => !dropped.has(node)),
    networks,
    standings,
  };
}
