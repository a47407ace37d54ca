import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { PoolChangeBody } from "../../../shared/pool/change.ts";
import {
  planImport,
  type ImportPlan,
  type ImportRow,
} from "../../../shared/pool/inventory/plan-import.ts";
import { readInventory } from "../../../shared/pool/inventory/read.ts";
import type { InventoryFile } from "../../../shared/pool/inventory/row.ts";
import { SORTS, type Item, type SortId } from "../../../shared/pool/inventory/sorts.ts";
import type { ImportSummary } from "../../../shared/pool/outlook.ts";
import { poolResourcesSchema, type PoolResources } from "../../../shared/pool/pool.ts";
import { inTurns } from "../in-turns.ts";
import type { PoolRecord } from "../store/store.ts";

/** A history is read by people: of a large import the first things are told. */
const MOST_TOLD = 100;
/** More rows than anybody reads; how many there are is told. */
const MOST_SHOWN = 2000;

/**
 * What the text would make of a pool. A text that is no inventory at all is refused. Whoever else asks something is
 * answered meanwhile.
 */
export async function planInventory(
  pool: PoolRecord,
  { text, replace }: { readonly text: string; readonly replace: boolean },
): Promise<Result<ImportPlan>> {
  const read = readInventory(text);
  return read.ok ? ok(await inTurns(planImport(pool.resources, read.value, { replace }))) : read;
}

/** The plan of one thing written by hand; refused when it is wrong. */
export async function planThing(
  pool: PoolRecord,
  sort: SortId,
  values: Item,
): Promise<Result<ImportPlan>> {
  const file: InventoryFile = {
    rows: [{ where: "the form", sort, values }],
    vlans: [],
    addresses: [],
    errors: [],
  };
  return whole(await inTurns(planImport(pool.resources, file, { replace: false })));
}

/** The plan, unless a row is wrong: an inventory is taken over as a whole. */
export function whole(plan: ImportPlan): Result<ImportPlan> {
  const [first] = plan.errors;
  if (first === undefined) return ok(plan);
  const { where, column, message } = first;
  const place = column === null ? where : `${where}, ${column}`;
  const detail = `${place}: ${message}`;
  return err(fault("inventory-has-errors", { count: plan.errors.length, detail }, place));
}

/** The resources without one thing; null when it is not there. */
export function without(
  resources: PoolResources,
  sort: SortId,
  thing: string,
): PoolResources | null {
  const { collection, key } = SORTS[sort];
  const items: readonly Item[] = resources[collection];
  const rest = items.filter((item) => key(item) !== thing);
  if (rest.length === items.length) return null;
  return poolResourcesSchema.parse({ ...resources, [collection]: rest });
}

const isChange = (row: ImportRow): row is ImportRow & { change: "added" | "changed" | "removed" } =>
  row.change !== "unchanged";

/** How much an import would do, and the first things of it: before all others, those that would go. */
export function summaryOf({
  rows,
  errors,
  leftOut = [],
  newSites = [],
}: ImportPlan): ImportSummary {
  const count = (change: ImportRow["change"]): number =>
    rows.filter((row) => row.change === change).length;
  return {
    added: count("added"),
    changed: count("changed"),
    unchanged: count("unchanged"),
    removed: count("removed"),
    rows: rows
      .filter(isChange)
      .toSorted((a, b) => Number(b.change === "removed") - Number(a.change === "removed"))
      .slice(0, MOST_SHOWN),
    errors: errors.slice(0, MOST_SHOWN),
    moreErrors: Math.max(0, errors.length - MOST_SHOWN),
    leftOut: leftOut.slice(0, MOST_SHOWN),
    newSites: newSites.slice(0, MOST_SHOWN),
  };
}

export function historyOf({ rows }: ImportPlan): PoolChangeBody {
  const changed = rows.filter(isChange);
  const things = changed
    .slice(0, MOST_TOLD)
    .map(({ sort, id, change, differences }) => ({ sort, id, change, differences }));
  return { type: "inventory", total: changed.length, things };
}
