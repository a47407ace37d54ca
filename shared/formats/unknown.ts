import { parseTable } from "./formats/csv/table.ts";
import { isFields } from "./values.ts";
import { firstElement } from "./xml/first-element.ts";
import { readYaml } from "./yaml.ts";

const SHOWN = 5;

/** What a text seems to be that no format recognises, for the person who chose the file. */
export function whatItIs(text: string): string {
  const start = text.slice(0, 4096);
  if (start.trim() === "") return "It is empty.";
  if (/[\p{Cc}\uFFFD]/u.test(start.replaceAll(/\s/g, ""))) return "It is a binary file.";
  const [, type] = /<!doctype\s+([\w:.-]{1,99})/i.exec(start) ?? [];
  if (type?.toLowerCase() === "html") return "It is a web page.";
  if (type !== undefined)
    return "It is XML that declares a document type, which may reach for other files and is not read.";
  const element = firstElement(text);
  if (element !== undefined) return `It is XML whose first element is ${element}.`;
  if (/^\uFEFF?\s*[{[]/.test(start)) return `It looks like JSON${holding(text)}.`;
  const held = holding(text);
  return held === "" ? (tableWith(start) ?? "It looks like plain text.") : `It is YAML${held}.`;
}

/** What a table lacks to be one of nodes or links; nothing where the text is no table. */
function tableWith(start: string): string | undefined {
  const table = parseTable(start.slice(0, start.lastIndexOf("\n") + 1));
  const [head, next] = table.ok ? table.value : [];
  if (head === undefined || head.cells.length < 2) return undefined;
  if (next !== undefined && next.cells.length !== head.cells.length) return undefined;
  const columns = namesOf(Object.fromEntries(head.cells.map((cell) => [cell.trim(), true])));
  return `It is a table with the columns ${columns}: one of nodes has “name” and “kind”, one of links “from” and “to”.`;
}

/** What stands at the top of YAML or JSON (which is YAML, too); empty where it is neither. */
function holding(text: string): string {
  const read = readYaml(text);
  if (!read.ok) return "";
  if (Array.isArray(read.value)) return `, a list of ${read.value.length}${ofWhat(read.value[0])}`;
  return isFields(read.value) ? ` that holds ${namesOf(read.value)}` : "";
}

function ofWhat(first: unknown): string {
  return isFields(first) ? `, the first of which holds ${namesOf(first)}` : "";
}

function namesOf(fields: object): string {
  const names = Object.keys(fields);
  const shown = names.slice(0, SHOWN).map((name) => name.slice(0, 40));
  if (shown.length === 0) return "nothing";
  return names.length > shown.length ? `${shown.join(", ")} and more` : shown.join(", ");
}
