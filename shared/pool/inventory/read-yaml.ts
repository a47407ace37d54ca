import { fault } from "../../base/fault.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { readYaml } from "../../formats/yaml.ts";
import { withEnds } from "./cable-ends.ts";
import { columnOf, printed } from "./columns.ts";
import { addressesBetween } from "./ranges.ts";
import { MOST_ROWS, type InventoryFile, type InventoryRow, type RowError } from "./row.ts";
import type { Item, SortId } from "./sorts.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The lists that are read, ours and those of NetBox; a device says by its role what it is. */
const LISTS: Readonly<Record<string, (item: Fields) => SortId>> = {
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

/** What NetBox calls the states of a device. */
const STATES: Readonly<Record<string, string>> = {
  active: "up",
  offline: "down",
  failed: "down",
  planned: "drained",
  staged: "drained",
  inventory: "drained",
  decommissioning: "drained",
};

/** Fields of NetBox that say the same in another word. */
const WORDS: Readonly<Record<string, string>> = {
  "a device": "from",
  "a interface": "from port",
  "b device": "to",
  "b interface": "to port",
  "u height": "units",
};

/** Reads an inventory in YAML or JSON: lists of racks, devices, cables and so on, as NetBox exports them. */
export function readInventoryYaml(text: string): Result<InventoryFile> {
  const loaded = readYaml(text);
  if (!loaded.ok) return loaded;
  const file = fieldsOf(loaded.value);
  const lists = Object.keys(LISTS).filter((name) => Array.isArray(file[name]));
  if (lists.length === 0)
    return err(
      fault("inventory-unreadable", {
        detail: `It has none of the lists ${Object.keys(LISTS).join(", ")}.`,
      }),
    );
  const rows = lists.flatMap((name) => rowsOf(name, file[name]));
  if (rows.length > MOST_ROWS) return err(fault("inventory-too-long", { limit: MOST_ROWS }));
  const errors: RowError[] = [];
  const addresses = rangesOf(file["ip_ranges"] ?? file["outsideAddresses"]).flatMap(
    ([first, last]) => {
      const range = addressesBetween(first, last);
      if (range !== null) return range;
      errors.push({ where: "addresses", column: null, message: `${first}–${last} is no range.` });
      return [];
    },
  );
  return ok({ rows, errors, addresses, vlans: vlansOf(file) });
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function rowsOf(name: string, list: unknown): readonly InventoryRow[] {
  return listOf(list).map((entry, index) => {
    const fields = fieldsOf(entry);
    const sort = LISTS[name]?.(fields) ?? "host";
    return { where: `${name} ${index + 1}`, sort, values: valuesOf(sort, fields) };
  });
}

function sortOfDevice(device: Fields): SortId {
  const role = printed(plain(device["role"] ?? device["device_role"])).toLowerCase();
  if (/switch|leaf|spine|tor\b/.test(role)) return "switch";
  return /storage|disk|nas\b|san\b/.test(role) ? "storage" : "host";
}

/** NetBox names a thing by an object with its name or slug. */
function plain(value: unknown): unknown {
  const { name, value: inner, model, slug } = fieldsOf(value);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (name ?? inner ?? model ?? slug)
    : value;
}

function valuesOf(sort: SortId, fields: Fields): Item {
  const { custom_fields: own, properties, ...rest } = fields;
  const values: Record<string, unknown> = {};
  const further: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...rest, ...fieldsOf(own) })) {
    const word = WORDS[name.replaceAll("_", " ")] ?? name;
    const content = plain(value);
    if (content === null || content === undefined || content === "") continue;
    const column = columnOf(word);
    if (column !== undefined) values[column.field] = contentOf(column, content);
    else if (!Array.isArray(content)) further[word] = printed(content);
  }
  const known = Object.fromEntries(
    Object.entries(fieldsOf(properties)).map(([name, value]) => [name, printed(value)]),
  );
  const all = { ...further, ...known };
  const whole = Object.keys(all).length === 0 ? values : { ...values, properties: all };
  return sort === "cable" ? endsOf(whole, fields) : whole;
}

/** Our own JSON has a cable's ends as objects already. */
function endsOf(values: Record<string, unknown>, { from, to }: Fields): Item {
  const [a, b] = [fieldsOf(from), fieldsOf(to)];
  return a["item"] === undefined ? withEnds(values) : { ...values, from: a, to: b };
}

function contentOf(
  column: { field: string; read(cell: string): unknown },
  value: unknown,
): unknown {
  if (column.field === "state") return STATES[printed(value).toLowerCase()] ?? value;
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

function vlansOf(file: Fields): InventoryFile["vlans"] {
  const { first, last } = fieldsOf(file["vlans"]);
  if (typeof first === "number" && typeof last === "number") return { first, last };
  const ids = listOf(file["vlans"]).flatMap((vlan) => {
    const { vid } = fieldsOf(vlan);
    return typeof vid === "number" ? [vid] : [];
  });
  return ids.length === 0 ? null : { first: Math.min(...ids), last: Math.max(...ids) };
}
