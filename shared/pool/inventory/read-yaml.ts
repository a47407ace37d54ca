import { fault } from "../../base/fault.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { isFields, type Fields } from "../../formats/values.ts";
import { readYaml } from "../../formats/yaml.ts";
import { withEnds } from "./cable-ends.ts";
import { columnOf, printed } from "./columns.ts";
import { leaving } from "./leaving.ts";
import { answerOf, endOfCable, isNoise, plain, sortOfRole, stateOf, typesOf } from "./netbox.ts";
import { joinedVlans, type VlanRange } from "../vlans.ts";
import { addressesBetween } from "./ranges.ts";
import { MOST_ROWS, type InventoryFile, type InventoryRow, type RowError } from "./row.ts";
import type { Item, SortId } from "./sorts.ts";

/** The lists that are read, ours and those of NetBox; a device says by its role what it is. */
const LISTS: Readonly<Record<string, (item: Fields) => SortId | null>> = {
  racks: () => "rack",
  devices: sortOfDevice,
  hosts: () => "host",
  switches: () => "switch",
  storage: () => "storage",
  trunks: () => "trunk",
  cables: () => "cable",
  licences: () => "licence",
  licenses: () => "licence",
  seats: () => "licence",
};

/** Lists beside those of things, that are read too. */
const FURTHER = new Set(["device_types", "ip_ranges", "vlans", "outsideAddresses", "images"]);

/** Reads an inventory in YAML or JSON: lists of racks, devices, cables and so on, as NetBox exports them. */
export function readInventoryYaml(text: string): Result<InventoryFile> {
  const loaded = readYaml(text);
  if (!loaded.ok) return loaded;
  const file = fieldsOf(answerOf(loaded.value));
  const lists = Object.keys(LISTS).filter((name) => Array.isArray(file[name]));
  const vlans = vlansOf(file["vlans"]);
  const ranges = rangesOf(file["ip_ranges"] ?? file["outsideAddresses"]);
  if (lists.length === 0 && vlans.length === 0 && ranges.length === 0)
    return err(
      fault("inventory-unreadable", {
        detail: `It has none of the lists ${Object.keys(LISTS).join(", ")}.`,
      }),
    );
  const leftOut = leaving();
  const ofType = typesOf(file);
  const rows = lists.flatMap((name) => rowsOf(name, file[name], ofType, leftOut));
  if (rows.length > MOST_ROWS) return err(fault("inventory-too-long", { limit: MOST_ROWS }));
  for (const [name, list] of Object.entries(file))
    if (Array.isArray(list) && !FURTHER.has(name) && !Object.hasOwn(LISTS, name))
      leftOut.other(name, `Of the list “${name}” (${list.length}) nothing is read.`);
  if (typeof fieldsOf(loaded.value)["next"] === "string")
    leftOut.other("next", "NetBox has more: ask it for all at once, with ?limit=0.");
  const errors: RowError[] = [];
  const addresses = ranges.flatMap(([first, last]) => {
    const range = addressesBetween(first, last);
    if (range !== null) return range;
    errors.push({ where: "addresses", column: null, message: `${first}–${last} is no range.` });
    return [];
  });
  return ok({ rows: leftOut.without(rows), errors, addresses, vlans, leftOut: leftOut.all });
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function rowsOf(
  name: string,
  list: unknown,
  ofType: ReturnType<typeof typesOf>,
  leftOut: ReturnType<typeof leaving>,
): readonly InventoryRow[] {
  return listOf(list).flatMap((entry, index) => {
    const [fields, where] = [fieldsOf(entry), `${name} ${index + 1}`];
    const sort = LISTS[name]?.(fields) ?? null;
    if (sort === null) {
      leftOut.device(where, printed(fields["name"]), roleOf(fields));
      return [];
    }
    return [{ where, sort, values: { ...ofType(fields, sort), ...valuesOf(sort, fields) } }];
  });
}

function sortOfDevice(device: Fields): SortId | null {
  const hasCores = fieldsOf(device["custom_fields"])["cores"] ?? device["cores"] ?? null;
  return sortOfRole(roleOf(device)) ?? (hasCores === null ? null : "host");
}

function roleOf(device: Fields): string {
  return printed(plain(device["role"] ?? device["device_role"]));
}

function valuesOf(sort: SortId, fields: Fields): Item {
  const { custom_fields: own, properties, ...rest } = fields;
  const values: Record<string, unknown> = {};
  const further: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...rest, ...fieldsOf(own) })) {
    const content = plain(value);
    if (content === null || content === undefined || content === "" || isNoise(name)) continue;
    const column = columnOf(name);
    if (column !== undefined && !(column.field in values))
      values[column.field] = contentOf(column, content);
    else if (!Array.isArray(content)) further[name] = printed(content);
  }
  const known = Object.fromEntries(
    Object.entries(fieldsOf(properties)).map(([name, value]) => [name, printed(value)]),
  );
  const all = Object.entries({ ...further, ...known }).filter(([, text]) => text !== "");
  const whole = all.length === 0 ? values : { ...values, properties: Object.fromEntries(all) };
  return sort === "cable" ? endsOf(whole, fields) : whole;
}

/** Our own JSON has a cable's ends as objects already. */
function endsOf(values: Record<string, unknown>, fields: Fields): Item {
  const [from, to] = [fieldsOf(fields["from"]), fieldsOf(fields["to"])];
  if (from["item"] !== undefined) return { ...values, from, to };
  const [a, b] = [endOfCable(fields, "a"), endOfCable(fields, "b")];
  return a === undefined && b === undefined ? withEnds(values) : { ...values, from: a, to: b };
}

function contentOf(
  column: { field: string; read(cell: string): unknown },
  value: unknown,
): unknown {
  if (column.field === "state") return stateOf(printed(value));
  if (Array.isArray(value)) return value.map((one) => plain(one));
  return typeof value === "string" || typeof value === "number"
    ? column.read(String(value))
    : value;
}

function rangesOf(value: unknown): readonly (readonly [string, string])[] {
  return listOf(value).map((entry) => {
    if (typeof entry === "string") return [entry, entry];
    const { start_address: start, end_address: end, first, last } = fieldsOf(entry);
    return [printed(start ?? first), printed(end ?? last)];
  });
}

/** One range, several, or each VLAN by itself as NetBox has them: between two that are listed others may be in use. */
function vlansOf(value: unknown): readonly VlanRange[] {
  const entries = Array.isArray(value) ? value : [value];
  const ranges = entries.flatMap((entry): VlanRange[] => {
    const { vid, first = vid, last = first } = fieldsOf(entry);
    return typeof first === "number" && typeof last === "number" ? [{ first, last }] : [];
  });
  return joinedVlans(ranges);
}
