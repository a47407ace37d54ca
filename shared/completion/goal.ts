import type { Row, Solver, Term, Variable } from "./solver.ts";

/** What is made as small as possible: the price, the number of machines, or the share of the lab that is taken. */
export const GOALS = ["price", "machines", "fit"] as const;
export type Goal = (typeof GOALS)[number];

interface Model {
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
  readonly costs: readonly Term[];
  readonly machines: readonly Term[];
  /** The place of each choice in the catalogue's order. */
  readonly ranks: readonly Term[];
  readonly shares: Term | null;
}

/**
 * Solves for the goal, and among all that meet it equally well for what comes second: fewest machines
 * where the price is the goal, else the lowest price. What is still equal is decided by the catalogue's order, so
 * that the same design is always completed alike.
 */
export function solveFor(
  goal: Goal,
  { variables, rows, costs, machines, ranks, shares }: Model,
  solver: Solver,
): readonly number[] | null {
  const share = shares === null ? [] : [shares];
  const order = {
    price: [costs, machines, ranks],
    machines: [machines, costs, ranks],
    fit: [share, costs, ranks],
  }[goal].filter((terms) => terms.length > 0);
  const bounds: Row[] = [];
  let values: readonly number[] | null = null;
  for (const objective of order) {
    const solved = solver.solve({ variables, rows: [...rows, ...bounds], objective });
    // The second round can only fail by a rounding of the first one's bound.
    if (solved === null) return values;
    values = solved;
    bounds.push({ terms: objective, most: bound(valueOf(objective, solved)) });
  }
  return values;
}

function valueOf(terms: readonly Term[], values: readonly number[]): number {
  return terms.reduce((sum, { variable, factor }) => sum + factor * (values[variable] ?? 0), 0);
}

/** Room for what floating point loses; far below the smallest price there is. */
function bound(value: number): number {
  return value + 1e-7 * Math.max(1, Math.abs(value));
}
