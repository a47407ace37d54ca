import type { z } from "zod";
import { sameJson } from "../../design/same-json.ts";
import { textCell } from "../../formats/formats/csv/cells.ts";
import { printTable } from "../../formats/formats/csv/table.ts";
import type { PoolResources } from "../pool.ts";
import { flat } from "./cable-ends.ts";
import { COLUMNS, propertyHeading } from "./columns.ts";
import { runsOf } from "./ranges.ts";
import { SORTS, type Item } from "./sorts.ts";

/** What a pool has as comma-separated values: one thing a row. Read again, it changes nothing. */
export function printInventoryCsv(resources: PoolResources): string {
  const things = Object.entries(SORTS).flatMap(([sort, { collection }]) =>
    resources[collection].map((item) => ({ sort, item: flat(item) })),
  );
  const ranges = [
    ...resources.vlans.map(({ first: from, last: to }) => ({ sort: "vlans", item: { from, to } })),
    ...runsOf(resources.outsideAddresses ?? []).map(([from, to]) => ({
      sort: "addresses",
      item: { from, to },
    })),
  ];
  const rows: readonly { readonly sort: string; readonly item: Item }[] = [...things, ...ranges];
  const properties = [...new Set(rows.flatMap(({ item }) => Object.keys(propertiesOf(item))))];
  const used = Object.entries(COLUMNS).filter(([, { field, print }]) =>
    rows.some(({ item }) => print(item[field]) !== ""),
  );
  return printTable([
    ["sort", ...used.map(([heading]) => heading), ...properties.map(propertyHeading)],
    ...rows.map(({ sort, item }) =>
      [sort].concat(
        used.map(([, { field, print }]) => cell(print(item[field]))),
        properties.map((name) => cell(propertiesOf(item)[name] ?? "")),
      ),
    ),
  ]);
}

/** The same as JSON, with everything that is known: one thing a line, without what it need not say. */
export function printInventoryJson(resources: PoolResources): string {
  const lists = Object.values(SORTS).map(({ collection, schema }): [string, readonly string[]] => [
    collection,
    resources[collection].map((item) => JSON.stringify(said(schema.shape, item))),
  ]);
  const known = new Map(lists);
  const parts = Object.entries(resources).map(([name, value]) => {
    const list = known.get(name);
    const text =
      list === undefined || list.length === 0 ? JSON.stringify(value) : `[\n${list.join(",\n")}\n]`;
    return `${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

/** A thing without the fields that are as they are when nobody says anything of them. */
function said(shape: Readonly<Record<string, z.ZodType>>, item: Item): Item {
  const fields = Object.entries(item).filter(([field, value]) => {
    const left = shape[field]?.safeParse(undefined);
    return left?.success !== true || !sameJson(left.data, value);
  });
  return Object.fromEntries(fields);
}

function cell(text: string): string {
  return text === "" ? "" : textCell(text);
}

function propertiesOf(item: Item): Readonly<Record<string, string>> {
  return (item["properties"] ?? {}) as Readonly<Record<string, string>>;
}
