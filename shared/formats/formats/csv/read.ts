import { fault } from "../../../base/fault.ts";
import { err, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { findKind } from "../../../kinds/index.ts";
import { deviceOf } from "../../devices.ts";
import { draftDesign, type Draft } from "../../draft.ts";
import { nameOfFile } from "../../file-name.ts";
import type { Imported, SourceFile } from "../../format.ts";
import { logDevice } from "../../log-device.ts";
import { textOfCell, valueOf } from "./cells.ts";
import { columnsOf, type Column } from "./columns.ts";
import { sizeIn } from "./sizes.ts";
import { looseQuoteWords, parseTable, type Row } from "./table.ts";

/** A row by its columns: ours as text, the rest as properties. */
interface Record {
  readonly line: number;
  readonly cells: ReadonlyMap<Column, string>;
  readonly properties: ReadonlyMap<string, unknown>;
  /** How many cells stand behind the last heading. */
  readonly beyond: number;
}

/** Reads a table of nodes, of links, or of both; with the tables beside it. */
export function readCsv(source: SourceFile, catalogue: Catalogue): Result<Imported> {
  const draft = draftDesign(nameOfFile(source.name), catalogue);
  const tables = [
    source.text,
    ...[...(source.beside ?? [])].filter(isTable).map(([, text]) => text),
  ];
  const records: Record[] = [];
  let isOurs = false;
  for (const text of tables) {
    const rows = parseTable(text);
    if (!rows.ok) return err(misfit(looseQuoteWords(rows.error)));
    const [head, ...body] = rows.value;
    if (head === undefined) return err(misfit("It has no heading."));
    const headings = head.cells.map((heading) => heading.trim());
    const columns = columnsOf(headings);
    // Only Labwright writes a column that says what a row is.
    isOurs ||= columns.includes("record");
    for (const row of body) records.push(recordOf(row, headings, columns));
  }
  for (const record of records) {
    if (recordType(record) === "node") addNode(record, draft, catalogue);
    tellLost(record, draft);
  }
  const keys = keysByName(draft);
  for (const record of records) {
    if (recordType(record) === "link") addLink(record, keys, draft, catalogue);
    if (recordType(record) === "note") addNote(record, draft);
  }
  if (draft.nodes.size === 0 && !isOurs) return err(misfit("It has no node in it."));
  return draft.finish({}, isOurs);
}

/** What no heading names, and what names nothing. */
function tellLost(record: Record, draft: Draft): void {
  const where = `line ${record.line}`;
  const type = recordType(record);
  if (type === "") draft.loss.add("dropped", "row without a name", "", where);
  else if (!["node", "link", "note"].includes(type))
    draft.loss.add("dropped", `row of the sort ${type}`, "", where);
  if (record.beyond > 0) draft.loss.add("dropped", "cells beyond the last heading", "", where);
}

function isTable([name]: readonly [string, string]): boolean {
  return /\.(csv|tsv)$/i.test(name);
}

function misfit(detail: string) {
  return fault("format-misfit", { format: "a table of nodes and links", detail });
}

function recordOf(
  { cells, line }: Row,
  headings: readonly string[],
  columns: readonly (Column | undefined)[],
): Record {
  const ours = new Map<Column, string>();
  const properties = new Map<string, unknown>();
  let beyond = 0;
  for (const [index, cell] of cells.entries()) {
    const heading = headings[index] ?? "";
    const column = columns[index];
    const value = valueOf(cell);
    if (column !== undefined) ours.set(column, cell.trim());
    else if (heading !== "" && value !== undefined) properties.set(heading, value);
    else if (heading === "" && value !== undefined) beyond++;
  }
  return { line, cells: ours, properties, beyond };
}

function textIn({ cells }: Record, column: Column): string {
  return textOfCell(cells.get(column) ?? "");
}

function numberIn({ cells }: Record, column: Column): number | undefined {
  const text = cells.get(column) ?? "";
  const number = Number(text);
  return text === "" || !Number.isFinite(number) ? undefined : number;
}

function recordType(record: Record): string {
  const said = textIn(record, "record").toLowerCase();
  if (said !== "") return said;
  if (textIn(record, "from") !== "" && textIn(record, "to") !== "") return "link";
  return textIn(record, "name") === "" && textIn(record, "id") === "" ? "" : "node";
}

function addNode(record: Record, draft: Draft, catalogue: Catalogue): void {
  const where = `line ${record.line}`;
  const name = textIn(record, "name");
  const key = textIn(record, "id") || name;
  if (draft.nodes.has(key)) return draft.loss.add("dropped", "node of a name once more", "", where);
  const group = textIn(record, "group") || undefined;
  if (group !== undefined) draft.addGroup(group, { name: group });
  const [x, y] = [numberIn(record, "x"), numberIn(record, "y")];
  const said = textIn(record, "kind");
  draft.addNode({
    key,
    name,
    ...nodeOf(said, record, draft, catalogue),
    count: numberIn(record, "count"),
    position: x === undefined || y === undefined ? undefined : { x, y },
    group,
  });
}

/** A kind of ours with its properties; else the device that the words mean, and the rest only kept. */
function nodeOf(said: string, record: Record, draft: Draft, catalogue: Catalogue) {
  const where = `line ${record.line}`;
  const own = findKind(said.toLowerCase());
  if (own !== undefined) {
    draft.loss.add("mapped", `kind ${own.id}`, own.title, where);
    return { kind: own.id, properties: propertiesOf(record) };
  }
  const system = systemOf(record);
  const named = said === "" ? wordOfName(textIn(record, "name")) : said;
  const hint = { words: [named, system], image: system, ...sizeIn(record.properties) };
  const device = deviceOf(hint, catalogue);
  logDevice(draft.loss, said === "" ? "node without a kind" : `kind ${said}`, device, where);
  return { kind: device.kind, properties: device.properties, kept: keptOf(record, draft) };
}

/** The columns that nothing of ours stands for. */
function keptOf(record: Record, draft: Draft) {
  for (const column of record.properties.keys())
    draft.loss.add("kept", `column ${column}`, "", `line ${record.line}`);
  return record.properties.size > 0 ? { csv: propertiesOf(record) } : {};
}

/** What other tables say runs on it. */
function systemOf({ properties }: Record): string {
  const found = [...properties].find(([name]) =>
    /^(os|operating ?system|platform|image)$/i.test(name),
  );
  return typeof found?.[1] === "string" ? found[1] : "";
}

function propertiesOf({ properties }: Record) {
  // Whatever a cell holds came out of JSON or is text.
  return Object.fromEntries(properties) as ReturnType<typeof deviceOf>["properties"];
}

/** Links name nodes by id or by name. */
function keysByName(draft: Draft): Map<string, string> {
  const keys = new Map([...draft.nodes.keys()].map((key) => [key, key]));
  for (const { key, name } of draft.nodes.values()) if (!keys.has(name)) keys.set(name, key);
  return keys;
}

function addLink(
  record: Record,
  keys: Map<string, string>,
  draft: Draft,
  catalogue: Catalogue,
): void {
  const where = `line ${record.line}`;
  const isOurs = textIn(record, "record") !== "";
  const end = (side: "from" | "to") => {
    const name = textIn(record, side);
    if (!keys.has(name) && name !== "") {
      const device = deviceOf({ words: [wordOfName(name)] }, catalogue);
      draft.addNode({ key: name, name, kind: device.kind, properties: device.properties });
      draft.loss.add("approximated", "node that only links name", device.title, where);
      keys.set(name, name);
    }
    return {
      node: keys.get(name) ?? name,
      port: textIn(record, `${side} port`) || undefined,
      index: numberIn(record, `${side} index`) ?? (isOurs ? null : undefined),
      interface: textIn(record, `${side} interface`) || undefined,
    };
  };
  const link = {
    from: end("from"),
    to: end("to"),
    bandwidthMbps: numberIn(record, "bandwidth mbps"),
    vlan: numberIn(record, "vlan"),
    label: textIn(record, "label") || undefined,
    kept: keptOf(record, draft),
  };
  if (draft.addLink(link, where)) draft.loss.add("mapped", "link", "Link", where);
}

/** How people name devices: `sw1`, `core-sw-2`, `r7`, `fw`. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[-_])[acd]?sw\d*(?:[-_]|$)/, "switch"],
  [/(?:^|[-_])(?:r\d+|rtr\d*|gw\d*)(?:[-_]|$)/, "router"],
  [/(?:^|[-_])fw\d*(?:[-_]|$)/, "firewall"],
  [/(?:^|[-_])lb\d*(?:[-_]|$)/, "load balancer"],
  [/(?:^|[-_])(?:pc|ws)\d*(?:[-_]|$)/, "workstation"],
];

function wordOfName(name: string): string {
  return NAMES.find(([words]) => words.test(name.toLowerCase()))?.[1] ?? name;
}

function addNote(record: Record, draft: Draft): void {
  const position = { x: numberIn(record, "x") ?? 0, y: numberIn(record, "y") ?? 0 };
  draft.addNote({ text: textIn(record, "label"), position });
  draft.loss.add("mapped", "note", "Note", `line ${record.line}`);
}
