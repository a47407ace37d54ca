import type { Candidates } from "./candidates.ts";
import type { Column, Market } from "./column.ts";
import type { FreeCapacity } from "./free-capacity.ts";
import { solveFor, type Goal } from "./goal.ts";
import { poolRows } from "./pool-rows.ts";
import { needsElsewhere } from "./software-sets.ts";
import type { Slot } from "./slot.ts";
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
  const columns = worthwhile(task, market);
  const covered = new Set(columns.flatMap((column) => column.slots));
  if (task.candidates.slots.some((slot) => !slot.isOptional && !covered.has(slot))) return null;
  const settled = settledColumns(task, columns);
  const rest = columns.filter(({ slots }) => !slots.some((slot) => settled.has(slot)));
  const offered = new Set([
    ...task.offered,
    ...[...settled.values()].flatMap(({ applications }) => applications.map(({ id }) => id)),
  ]);
  const solved = rest.length === 0 ? [] : solve({ ...task, offered }, rest, market, solver);
  return solved === null ? null : [...settled.values(), ...solved];
}

/**
 * Machines of which one way is best whatever becomes of the others: it is the only one worth while, needs
 * nobody, and competes for no seats and no hosts. In a large design that is nearly all of them.
 */
function settledColumns(
  { spare, pool, offered }: Task,
  columns: readonly Column[],
): ReadonlyMap<Slot, Column> {
  if (pool !== null) return new Map();
  const ways = Map.groupBy(
    columns.flatMap((column) => column.slots.map((slot) => ({ slot, column }))),
    ({ slot }) => slot,
  );
  const settled = new Map<Slot, Column>();
  for (const [slot, [only, another]] of ways) {
    if (only === undefined || another !== undefined || slot.isOptional) continue;
    const { column } = only;
    const isAlone = needsElsewhere(column.applications).every((group) =>
      group.some((id) => offered.has(id)),
    );
    const competes = column.licences.some((product) => (spare.get(product) ?? 0) > 0);
    if (column.slots.length === 1 && isAlone && !competes) settled.set(slot, column);
  }
  return settled;
}

function solve(
  task: Task,
  columns: readonly Column[],
  market: Market,
  solver: Solver,
): readonly Column[] | null {
  const seats = seatPrices(task.spare, market);
  const variables: Variable[] = columns.map(() => ({ kind: "binary" }));
  const rows: Row[] = [...slotRows(columns), ...needRows(task, columns)];
  const costs: Term[] = columns.map((column, variable) => ({
    variable,
    factor: column.cost + seats.of(column),
  }));
  for (const [product, spare] of task.spare) {
    const terms = columns.flatMap((column, variable) =>
      column.licences.includes(product) ? [{ variable, factor: column.count }] : [],
    );
    if (!seats.isShared(product) || terms.length === 0) continue;
    const bought = variables.push({ kind: "amount" }) - 1;
    rows.push({ terms: [...terms, { variable: bought, factor: -1 }], most: spare });
    costs.push({ variable: bought, factor: seats.price(product) });
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
function worthwhile({ candidates, goal, pool, spare }: Task, market: Market): readonly Column[] {
  const seats = seatPrices(spare, market);
  const wanted = new Set(candidates.slots.flatMap((slot) => slot.wanted.flat()));
  const best = new Map<string, { readonly column: Column; readonly cost: number }>();
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
      column.licences.filter((product) => pool !== null || seats.isShared(product)).join(),
      goal === "machines" ? column.count : "",
      pool === null ? "" : column.type.id,
    ].join(" | ");
    const known = best.get(key);
    const cost = column.cost + seats.of(column);
    if (known === undefined || cost < known.cost - 1e-9) best.set(key, { column, cost });
  }
  return [...best.values()].map(({ column }) => column);
}

/** Each machine exactly once; what is optional at most once. */
function slotRows(columns: readonly Column[]): readonly Row[] {
  const terms = Map.groupBy(
    columns.flatMap(({ slots }, variable) => slots.map((slot) => ({ slot, variable }))),
    ({ slot }) => slot,
  );
  return [...terms].map(([slot, list]) => ({
    terms: list.map(({ variable }) => ({ variable, factor: 1 })),
    least: slot.isOptional ? 0 : 1,
    most: 1,
  }));
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
function seatPrices(spare: SpareSeats, { prices }: Market) {
  const known = new Map<string, number>();
  const price = (product: string): number => {
    const found =
      known.get(product) ?? prices.cost([{ meter: "licence", item: product, quantity: "1" }]);
    known.set(product, found);
    return found;
  };
  const isShared = (product: string): boolean => (spare.get(product) ?? 0) > 0;
  return {
    price,
    isShared,
    /** Of a column, without those that are shared. */
    of: ({ licences, count }: Column): number =>
      licences.reduce((sum, one) => sum + (isShared(one) ? 0 : price(one) * count), 0),
  };
}
