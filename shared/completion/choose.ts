import type { Candidates } from "./candidates.ts";
import type { Column, Market } from "./column.ts";
import type { FreeCapacity } from "./free-capacity.ts";
import { solveFor, type Goal } from "./goal.ts";
import { poolRows } from "./pool-rows.ts";
import { needsElsewhere } from "./software-sets.ts";
import type { Row, Solver, Term, Variable } from "./solver.ts";

/** Seats of a licence product that the design has and its other machines do not use. */
export type SpareSeats = ReadonlyMap<string, number>;

export interface Task {
  readonly candidates: Candidates;
  /** The applications of machines that nothing is chosen for. */
  readonly offered: ReadonlySet<string>;
  readonly spare: SpareSeats;
  readonly goal: Goal;
  readonly pool: FreeCapacity | null;
}

/** Chooses one way for every machine so that the goal is met best, or null when there is none. */
export function choose(task: Task, market: Market, solver: Solver): readonly Column[] | null {
  const { slots } = task.candidates;
  const columns = worthwhile(task);
  if (slots.length === 0) return [];
  const covered = new Set(columns.flatMap((column) => column.slots));
  if (slots.some((slot) => !slot.isOptional && !covered.has(slot))) return null;
  const seats = seatCosts(task, market, columns);
  const variables: Variable[] = columns.map(() => ({ kind: "binary" }));
  const rows: Row[] = [...slotRows(task, columns), ...needRows(task, columns)];
  const costs: Term[] = columns.map((column, variable) => ({
    variable,
    factor: column.cost + seats.fixed(column),
  }));
  for (const { terms, spare, price } of seats.shared) {
    const bought = variables.push({ kind: "amount" }) - 1;
    rows.push({ terms: [...terms, { variable: bought, factor: -1 }], most: spare });
    costs.push({ variable: bought, factor: price });
  }
  const shares = task.pool === null ? null : poolRows(task.pool, columns, variables, rows);
  const machines = columns.map(({ count }, variable) => ({ variable, factor: count }));
  const ranks = columns.map((_, variable) => ({ variable, factor: variable }));
  const model = { variables, rows, costs, machines, ranks, shares };
  const values = solveFor(task.goal, model, solver);
  return values === null ? null : columns.filter((_, index) => (values[index] ?? 0) > 0.5);
}

/**
 * Columns that could be part of the best answer. Of those that are alike in everything others see (who is
 * on it, what it offers and needs, which seats it takes) only the cheapest is; with few machines or a pool
 * in mind the size counts too.
 */
function worthwhile({ candidates, goal, pool }: Task): readonly Column[] {
  const wanted = new Set(candidates.slots.flatMap((slot) => slot.wanted.flat()));
  const best = new Map<string, Column>();
  const ids = new Map(candidates.slots.map((slot, index) => [slot, index]));
  for (const column of candidates.columns) {
    const key = [
      column.slots.map((slot) => ids.get(slot)).join(),
      column.applications
        .flatMap(({ id }) => (wanted.has(id) ? id : []))
        .toSorted()
        .join(),
      needsElsewhere(column.applications)
        .map((group) => group.join("/"))
        .join(),
      column.licences.join(),
      goal === "machines" ? column.count : "",
      pool === null ? "" : column.type.id,
    ].join(" | ");
    const known = best.get(key);
    if (known === undefined || column.cost < known.cost - 1e-9) best.set(key, column);
  }
  return [...best.values()];
}

/** Each machine exactly once; what is optional at most once. */
function slotRows({ candidates }: Task, columns: readonly Column[]): readonly Row[] {
  const terms = new Map(candidates.slots.map((slot) => [slot, [] as Term[]]));
  for (const [variable, column] of columns.entries())
    for (const slot of column.slots) terms.get(slot)?.push({ variable, factor: 1 });
  return [...terms]
    .map(([slot, list]) => ({ terms: list, least: slot.isOptional ? 0 : 1, most: 1 }))
    .filter(({ terms }) => terms.length > 0);
}

/** Whoever is there finds what it needs: chosen needs ≤ chosen offers. */
function needRows({ offered }: Task, columns: readonly Column[]): readonly Row[] {
  const offering = Map.groupBy(
    columns.flatMap((column, variable) => column.applications.map(({ id }) => ({ id, variable }))),
    ({ id }) => id,
  );
  return columns.flatMap((column, variable) =>
    needsElsewhere(column.applications)
      .filter((group) => !group.some((id) => offered.has(id)))
      .map((group) => {
        const providers = new Set(
          group.flatMap((id) => (offering.get(id) ?? []).map((entry) => entry.variable)),
        );
        providers.delete(variable);
        return {
          terms: [
            { variable, factor: -1 },
            ...[...providers].map((provider) => ({ variable: provider, factor: 1 })),
          ],
          least: 0,
        };
      }),
  );
}

/** Seats are part of a machine's cost, but for products of which some are spare: those are shared out. */
function seatCosts({ spare }: Task, { prices }: Market, columns: readonly Column[]) {
  const price = (product: string): number =>
    prices.cost([{ meter: "licence", item: product, quantity: "1" }]);
  const isShared = (product: string): boolean => (spare.get(product) ?? 0) > 0;
  return {
    fixed: (column: Column): number =>
      column.licences
        .filter((product) => !isShared(product))
        .reduce((sum, product) => sum + price(product) * column.count, 0),
    shared: [...spare].flatMap(([product, seats]) => {
      const terms = columns.flatMap((column, variable) =>
        column.licences.includes(product) ? [{ variable, factor: column.count }] : [],
      );
      return seats > 0 && terms.length > 0 ? [{ terms, spare: seats, price: price(product) }] : [];
    }),
  };
}
