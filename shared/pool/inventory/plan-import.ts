import type { z } from "zod";
import { sameJson } from "../../design/same-json.ts";
import type { Steps } from "../../base/steps.ts";
import type { PoolResources } from "../pool.ts";
import { endOf } from "./cable-ends.ts";
import { crossErrors } from "./cross-check.ts";
import { headingOf, inOrder, printed } from "./columns.ts";
import { rackPlaces, siteByRack } from "../racks.ts";
import { areVlans, VLAN_WORDS } from "../vlans.ts";
import { rangeRows } from "./ranges.ts";
import type { InventoryFile, InventoryRow, LeftOut, RowError } from "./row.ts";
import { sameSites } from "./same-sites.ts";
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
  readonly leftOut?: readonly LeftOut[];
  /** Sites that a lab which has some would have beside them: one of them may be meant, by another name. */
  readonly newSites?: readonly string[];
  /** The pool's resources afterwards, without the rows that have errors. */
  readonly resources: PoolResources;
}

/** So many rows are compared at once, which takes some milliseconds. */
const STEP = 500;

type Things = Map<SortId, Map<string, Item>>;

/**
 * Compares an inventory file with what a pool has. A cell that is empty leaves what is there. With `replace`
 * the file is everything: what it does not list goes, things as well as what an empty cell once said, but for
 * ranges of VLANs and addresses of which it says nothing, and what a thing cannot be without. In steps of some
 * milliseconds, since a lab may have tens of thousands of things.
 */
export function* planImport(
  current: PoolResources,
  file: InventoryFile,
  { replace }: { readonly replace: boolean },
): Steps<ImportPlan> {
  const before = thingsOf(current);
  const after: Things = replace ? new Map() : thingsOf(current);
  const wrong: WrongRow[] = [];
  const taken: Taken[] = [];
  const seen = new Map<string, string>();
  const given = withSameSites(file.rows, replace ? [] : sitesOf(current));
  const siteOf = siteByRack([...given.map(placeOf), ...(replace ? [] : rackPlaces(current))]);
  for (const [index, one] of given.entries()) {
    if (index % STEP === 0) yield;
    const row = sited(one, siteOf);
    const { where, sort } = row;
    const read = readRow(row, before.get(sort) ?? new Map(), replace);
    if ("errors" in read) {
      wrong.push(...read.errors.map((error) => ({ ...error, sort })));
      continue;
    }
    const name = `${sort} ${read.key}`;
    const first = seen.get(name);
    if (first !== undefined) {
      wrong.push({ where, column: null, message: `${name} stands in ${first} too.`, sort });
      continue;
    }
    seen.set(name, where);
    const things = after.get(sort) ?? new Map<string, Item>();
    after.set(sort, things.set(read.key, read.item));
    taken.push({ ...read, where, sort });
  }
  yield;
  const rows = taken.map(({ row }) => row);
  if (replace) rows.push(...removed(before, after));
  const vlansFit = file.vlans.every(areVlans);
  const resources = resourcesOf(current, after, vlansFit ? file : { ...file, vlans: [] }, replace);
  yield;
  const errors = [
    ...file.errors,
    ...toldOnce(wrong, file.rows),
    ...(vlansFit ? [] : [{ where: "vlans", column: "from", message: VLAN_WORDS }]),
    ...crossErrors(resources, placesOf(taken, idsByName(after))),
  ];
  if (vlansFit)
    rows.push(
      ...rangeRows(current, {
        vlans: file.vlans.length === 0 ? undefined : resources.vlans,
        outsideAddresses: file.addresses.length === 0 ? undefined : resources.outsideAddresses,
      }),
    );
  // As one goes through the file to put them right.
  errors.sort((a, b) => PLACES.compare(a.where, b.where));
  return {
    rows,
    errors,
    leftOut: file.leftOut ?? [],
    newSites: newSites(current, resources),
    resources,
  };
}

const PLACES = new Intl.Collator("en", { numeric: true });

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
    if (same[0] !== error) return [];
    const message = `${told.message}${told.message.includes("is missing") ? WAY_OUT : ""}`;
    return [{ ...told, message, where: `every ${sort} (${count})` }];
  });
}

/** Of what NetBox itself has no field for, such as cores. */
const WAY_OUT = " Add a column of that name; in NetBox, a custom field.";

function thingsOf(resources: PoolResources): Things {
  return new Map(
    Object.entries(SORTS).map(([sort, { collection, key }]) => [
      sort as SortId,
      new Map(resources[collection].map((item): [string, Item] => [key(item), item])),
    ]),
  );
}

interface ReadRow {
  readonly key: string;
  readonly item: Item;
  readonly row: ImportRow;
}
type Read = { readonly errors: readonly RowError[] } | ReadRow;
type Taken = ReadRow & { readonly where: string; readonly sort: SortId };

/** Where each thing stands in the file, by what it is called once names are ids. */
function placesOf(
  taken: readonly Taken[],
  idOf: (name: string) => string,
): ReadonlyMap<string, string> {
  return new Map(
    taken.map(({ sort, item, where }) => [
      `${sort} ${SORTS[sort].key(withIds(item, idOf))}`,
      where,
    ]),
  );
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** The rack that a row is, or stands in, as far as it says so. */
function placeOf({ sort, values }: InventoryRow): { readonly site: string; readonly rack: string } {
  const kind: InventorySort = SORTS[sort];
  const filled = kind.fill(values);
  return { site: text(filled["site"]), rack: text(filled[sort === "rack" ? "name" : "rack"]) };
}

function sitesOf({ racks, hosts, switches, storage }: PoolResources): readonly string[] {
  return [...racks, ...hosts, ...switches, ...storage].flatMap(({ site }) => site || []);
}

function newSites(before: PoolResources, after: PoolResources): readonly string[] {
  const known = new Set(sitesOf(before));
  return known.size === 0 ? [] : [...new Set(sitesOf(after))].filter((site) => !known.has(site));
}

/** Each site by one name, however the rows write it. */
function withSameSites(
  rows: readonly InventoryRow[],
  known: readonly string[],
): readonly InventoryRow[] {
  const written = rows.flatMap(({ values }) => text(values["site"]) || []);
  const same = sameSites(known, written);
  return rows.map((row) => {
    const site = text(row.values["site"]);
    const name = same(site);
    return name === site ? row : Object.assign({}, row, { values: { ...row.values, site: name } });
  });
}

/** Who names only a rack means the one of that name, as long as there is one. */
function sited(row: InventoryRow, siteOf: (rack: string) => string): InventoryRow {
  const place = placeOf(row);
  const site = place.site === "" ? siteOf(place.rack) : "";
  return site === "" ? row : { ...row, values: { ...row.values, site } };
}

function readRow(
  { where, sort, values }: InventoryRow,
  known: ReadonlyMap<string, Item>,
  replace: boolean,
): Read {
  const kind: InventorySort = SORTS[sort];
  const { fill } = kind;
  const named = fill(values);
  // Who gives no id means the thing of that name, if there is one.
  const before = known.get(kind.key(named)) ?? byName(known, values) ?? null;
  const stays = before !== null && replace ? needed(kind, before) : before;
  const listed = { ...(replace ? {} : propertiesOf(before)), ...propertiesOf(values) };
  const given = fill({ ...stays, ...values });
  // An empty one is none.
  const properties = Object.fromEntries(Object.entries(listed).filter(([, text]) => text !== ""));
  const parsed = kind.schema.safeParse({ ...given, properties });
  if (!parsed.success)
    return { errors: parsed.error.issues.map((issue) => told(where, issue, given)) };
  const item = parsed.data;
  const differences = before === null ? valuesOf(kind, item) : differencesOf(before, item);
  const change = before === null ? "added" : differences.length === 0 ? "unchanged" : "changed";
  const key = kind.key(item);
  return { key, item, row: { where, sort, id: key, change, differences } };
}

/** Of a thing that is there already, what the file need not say again though it is everything. */
function needed(kind: InventorySort, before: Item): Item {
  const fields = lacking.get(kind) ?? lackingIn(kind);
  lacking.set(kind, fields);
  return Object.fromEntries(fields.map((field) => [field, before[field]]));
}

/** What a thing of each sort cannot be without. */
const lacking = new Map<InventorySort, readonly string[]>();

function lackingIn({ schema }: InventorySort): readonly string[] {
  return (schema.safeParse({}).error?.issues ?? []).map(({ path }) => String(path[0]));
}

function byName(known: ReadonlyMap<string, Item>, values: Item): Item | undefined {
  const name = values["name"];
  if (values["id"] !== undefined || typeof name !== "string") return undefined;
  const named = namesIn.get(known) ?? Map.groupBy(known.values(), (item) => item["name"]);
  namesIn.set(known, named);
  // A rack has no id: of the same name there may be others.
  return named.get(name)?.find((item) => item["id"] !== undefined);
}

const namesIn = new WeakMap<ReadonlyMap<string, Item>, ReadonlyMap<unknown, readonly Item[]>>();

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
  const fields = Object.keys({ ...before, ...after });
  const changed = fields.filter((field) => !sameJson(before[field] ?? null, after[field] ?? null));
  return inOrder(changed).map((field) => ({
    field,
    before: before[field] ?? null,
    after: after[field] ?? null,
  }));
}

/** What there is to say of a new thing beside what it is called: nothing of what it has not. */
function valuesOf(kind: InventorySort, item: Item): readonly FieldChange[] {
  const name = kind.key(item);
  const fields = Object.keys(item).filter(
    (field) => item[field] !== name && !isPlain(item[field] ?? null),
  );
  return inOrder(fields).map((field) => ({ field, before: null, after: item[field] }));
}

function isPlain(value: unknown): boolean {
  if (value === null || value === "" || value === 0 || value === false || value === "up")
    return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function removed(before: Things, after: Things): readonly ImportRow[] {
  return [...before].flatMap(([sort, things]) =>
    [...things.keys()]
      .filter((key) => after.get(sort)?.has(key) !== true)
      .map((id) => ({ where: "", sort, id, change: "removed" as const, differences: [] })),
  );
}

/** People name what a thing is plugged into; the pool keeps ids. */
function idsByName(things: Things): (name: string) => string {
  const ids = new Map<string, string>();
  for (const sort of ["switch", "host", "storage"] as const)
    for (const [id, item] of things.get(sort) ?? []) ids.set(String(item["name"]), id);
  return (name) => ids.get(name) ?? name;
}

function withIds(item: Item, idOf: (name: string) => string): Item {
  const resolved: Record<string, unknown> = {};
  for (const field of ["switch", "from", "to"]) {
    const value = item[field];
    const end = endOf(value);
    if (end !== null) resolved[field] = { ...end, item: idOf(end.item) };
    else if (typeof value === "string") resolved[field] = idOf(value);
  }
  return { ...item, ...resolved };
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
  // Each thing was read by its schema already.
  return Object.assign({ ...current }, Object.fromEntries(lists), {
    ...(vlans.length > 0 && { vlans: [...vlans] }),
    ...(addresses.length > 0 && { outsideAddresses: [...new Set([...kept, ...addresses])] }),
  });
}
