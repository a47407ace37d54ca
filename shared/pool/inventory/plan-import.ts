import type { z } from "zod";
import { sameJson } from "../../design/same-json.ts";
import { poolResourcesSchema, type PoolResources } from "../pool.ts";
import { crossErrors } from "./cross-check.ts";
import { headingOf, inOrder, printed } from "./columns.ts";
import type { InventoryFile, InventoryRow, RowError } from "./row.ts";
import { SORTS, type InventorySort, type Item, type SortId } from "./sorts.ts";

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What an import does to one thing. */
export interface ImportRow {
  readonly where: string;
  readonly sort: SortId | "vlans" | "addresses";
  readonly id: string;
  readonly change: "added" | "changed" | "unchanged" | "removed";
  readonly differences: readonly FieldChange[];
}

/** What an import would do; nothing is done while a row has an error. */
export interface ImportPlan {
  readonly rows: readonly ImportRow[];
  readonly errors: readonly RowError[];
  /** The pool's resources afterwards, without the rows that have errors. */
  readonly resources: PoolResources;
}

type Things = Map<SortId, Map<string, Item>>;

/**
 * Compares an inventory file with what a pool has. A cell that is empty leaves what is there. With `replace`
 * the file is everything: what it does not list goes, but for ranges of VLANs and addresses of which it says nothing.
 */
export function planImport(
  current: PoolResources,
  file: InventoryFile,
  { replace }: { readonly replace: boolean },
): ImportPlan {
  const before = thingsOf(current);
  const after: Things = replace ? new Map() : thingsOf(current);
  const wrong: WrongRow[] = [];
  const rows: ImportRow[] = [];
  const seen = new Map<string, string>();
  for (const row of file.rows) {
    const read = readRow(row, before.get(row.sort) ?? new Map());
    if ("errors" in read) {
      wrong.push(...read.errors.map((error) => ({ ...error, sort: row.sort })));
      continue;
    }
    const name = `${row.sort} ${read.key}`;
    const first = seen.get(name);
    if (first !== undefined) {
      const message = `${name} stands in ${first} too.`;
      wrong.push({ where: row.where, column: null, message, sort: row.sort });
      continue;
    }
    seen.set(name, row.where);
    const things = after.get(row.sort) ?? new Map<string, Item>();
    after.set(row.sort, things.set(read.key, read.item));
    rows.push(read.row);
  }
  if (replace) rows.push(...removed(before, after));
  const vlansFit = areVlans(file.vlans);
  const resources = resourcesOf(
    current,
    after,
    vlansFit ? file : { ...file, vlans: null },
    replace,
  );
  const errors = [
    ...file.errors,
    ...toldOnce(wrong, file.rows),
    ...(vlansFit ? [] : [{ where: "vlans", column: "from", message: VLAN_WORDS }]),
    ...crossErrors(resources, seen),
  ];
  if (vlansFit) rows.push(...rangeRows(current, resources, file));
  // As one goes through the file to put them right.
  return { rows, errors: errors.sort((a, b) => PLACES.compare(a.where, b.where)), resources };
}

const PLACES = new Intl.Collator("en", { numeric: true });

const VLAN_WORDS = "VLANs are whole numbers from 1 to 4094, the first before the last.";

function areVlans(vlans: InventoryFile["vlans"]): boolean {
  if (vlans === null) return true;
  const { first, last } = vlans;
  return [first, last].every(Number.isInteger) && first >= 1 && last <= 4094 && first <= last;
}

type WrongRow = RowError & { readonly sort: SortId };

/** What is wrong with every row of a sort is told of the file, once: a column that it lacks, mostly. */
function toldOnce(wrong: readonly WrongRow[], rows: readonly InventoryRow[]): readonly RowError[] {
  const rowsOf = Map.groupBy(rows, ({ sort }) => sort);
  const wordsOf = ({ sort, column, message }: WrongRow): string => `${sort} ${column} ${message}`;
  const alike = Map.groupBy(wrong, wordsOf);
  return wrong.flatMap((error) => {
    const { sort, ...told } = error;
    const same = alike.get(wordsOf(error)) ?? [];
    const count = rowsOf.get(sort)?.length ?? 0;
    if (count === 1 || new Set(same.map(({ where }) => where)).size < count) return [told];
    return same[0] === error ? [{ ...told, where: `every ${sort} (${count})` }] : [];
  });
}

function thingsOf(resources: PoolResources): Things {
  return new Map(
    Object.entries(SORTS).map(([sort, { collection, key }]) => [
      sort as SortId,
      new Map(resources[collection].map((item): [string, Item] => [key(item), item])),
    ]),
  );
}

type Read =
  | { readonly errors: readonly RowError[] }
  | { readonly key: string; readonly item: Item; readonly row: ImportRow };

function readRow({ where, sort, values }: InventoryRow, known: ReadonlyMap<string, Item>): Read {
  const kind: InventorySort = SORTS[sort];
  const filled = kind.fill(values);
  // Who gives no id means the thing of that name, if there is one.
  const before = known.get(kind.key(filled)) ?? byName(known, values) ?? null;
  const properties = { ...propertiesOf(before), ...propertiesOf(values) };
  const given = before === null ? filled : { ...before, ...values };
  const parsed = kind.schema.safeParse({ ...given, properties });
  if (!parsed.success)
    return { errors: parsed.error.issues.map((issue) => told(where, issue, given)) };
  const item = parsed.data;
  const differences = before === null ? [] : differencesOf(before, item);
  const change = before === null ? "added" : differences.length === 0 ? "unchanged" : "changed";
  const key = kind.key(item);
  return { key, item, row: { where, sort, id: key, change, differences } };
}

function byName(known: ReadonlyMap<string, Item>, values: Item): Item | undefined {
  const name = values["name"];
  if (values["id"] !== undefined || typeof name !== "string") return undefined;
  return [...known.values()].find((item) => item["name"] === name);
}

function propertiesOf(item: Item | null): object {
  const properties = item?.["properties"];
  return typeof properties === "object" && properties !== null ? properties : {};
}

function told(where: string, issue: z.core.$ZodIssue, given: Item): RowError {
  const value = valueAt(given, issue.path);
  const field = String(issue.path[0] ?? "");
  // An id that nobody wrote is made of the name, which is then what is missing.
  const column = headingOf(field === "id" && value === "" ? "name" : field);
  const words = wordsOf(issue, column, value);
  return { where, column, message: `${words}.` };
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined,
    given,
  );
}

/** What is wrong with the value of one column, for somebody who looks at the file. */
function wordsOf(issue: z.core.$ZodIssue, column: string, value: unknown): string {
  const choices = issue.code === "invalid_value" ? issue.values.map(String).join(", ") : null;
  if (value === "") return `“${column}” is missing`;
  if (value === undefined)
    return `“${column}” is missing${choices === null ? "" : `: one of ${choices}`}`;
  const written = `“${printed(value)}”`;
  if (choices !== null) return `${written} is none of ${choices}`;
  if (issue.code === "invalid_type" && ["number", "int"].includes(issue.expected))
    return `${written} is no ${issue.expected === "int" ? "whole " : ""}number`;
  if (issue.code === "too_small") return `${written} is too little: at least ${issue.minimum}`;
  if (issue.code === "too_big") return `${written} is too much: at most ${issue.maximum}`;
  return issue.message;
}

function differencesOf(before: Item, after: Item): readonly FieldChange[] {
  return inOrder(Object.keys({ ...before, ...after })).flatMap((field) =>
    sameJson(before[field], after[field])
      ? []
      : [{ field, before: before[field], after: after[field] }],
  );
}

function removed(before: Things, after: Things): readonly ImportRow[] {
  return [...before].flatMap(([sort, things]) =>
    [...things.keys()]
      .filter((key) => after.get(sort)?.has(key) !== true)
      .map((id) => ({ where: "", sort, id, change: "removed" as const, differences: [] })),
  );
}

/** What becomes of the ranges, which are no things of their own. */
function rangeRows(
  { vlans, outsideAddresses: known }: PoolResources,
  after: PoolResources,
  file: InventoryFile,
): readonly ImportRow[] {
  const row = (
    sort: "vlans" | "addresses",
    id: string,
    change: ImportRow["change"],
    differences: readonly FieldChange[] = [],
  ): ImportRow => ({ where: sort, sort, id, change, differences });
  const rows: ImportRow[] = [];
  if (file.vlans !== null) {
    const [was, is] = [rangeWords(vlans), rangeWords(file.vlans)];
    const differences = [{ field: "range", before: was, after: is }];
    if (vlans === null || was === is)
      rows.push(row("vlans", is, vlans === null ? "added" : "unchanged"));
    else rows.push(row("vlans", is, "changed", differences));
  }
  if (file.addresses.length === 0) return rows;
  const [was, is] = [new Set(known), new Set(after.outsideAddresses)];
  const added = [...is].filter((address) => !was.has(address));
  const gone = [...was].filter((address) => !is.has(address));
  if (added.length > 0) rows.push(row("addresses", someWords(added), "added"));
  if (gone.length > 0) rows.push(row("addresses", someWords(gone), "removed"));
  if (added.length + gone.length === 0)
    rows.push(row("addresses", someWords([...is]), "unchanged"));
  return rows;
}

/** `100–199`; empty for no range. */
function rangeWords(vlans: InventoryFile["vlans"]): string {
  return vlans === null ? "" : `${vlans.first}–${vlans.last}`;
}

/** `203.0.113.10 and 2 more` */
function someWords([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** People name what a thing is plugged into; the pool keeps ids. */
function idsByName(things: Things): (name: string) => string {
  const ids = new Map<string, string>();
  for (const sort of ["switch", "host", "storage"] as const)
    for (const [id, item] of things.get(sort) ?? []) ids.set(String(item["name"]), id);
  return (name) => ids.get(name) ?? name;
}

function withIds(item: Item, idOf: (name: string) => string): Item {
  const named = ["switch", "from", "to"].filter((field) => typeof item[field] === "string");
  if (named.length === 0) return item;
  const resolved = named.map((field) => [field, idOf(String(item[field]))]);
  return { ...item, ...Object.fromEntries(resolved) };
}

function resourcesOf(
  current: PoolResources,
  things: Things,
  { vlans, addresses }: InventoryFile,
  replace: boolean,
): PoolResources {
  const idOf = idsByName(things);
  const lists = Object.entries(SORTS).map(([sort, { collection }]) => [
    collection,
    [...(things.get(sort as SortId)?.values() ?? [])].map((item) => withIds(item, idOf)),
  ]);
  const kept = replace ? [] : (current.outsideAddresses ?? []);
  return poolResourcesSchema.parse({
    ...current,
    ...Object.fromEntries(lists),
    ...(vlans !== null && { vlans }),
    ...(addresses.length > 0 && { outsideAddresses: [...new Set([...kept, ...addresses])] }),
  });
}
