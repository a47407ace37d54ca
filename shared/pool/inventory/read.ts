import { fault, type Fault } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import { readInventoryCsv } from "./read-csv.ts";
import { readInventoryYaml } from "./read-yaml.ts";
import { MOST_TEXT, type InventoryFile } from "./row.ts";

/** Why an inventory is not even sent: it would not fit through the wire; null for any other. */
export function refuseLength(text: string): Fault | null {
  return text.length > MOST_TEXT
    ? fault("inventory-too-large", { size: text.length, limit: MOST_TEXT })
    : null;
}

/** Reads an inventory of any of the known forms, which its content tells. */
export function readInventory(text: string): Result<InventoryFile> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/, 200);
  const first = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const listed = /^\s*[{[]/.test(first) || /^(---|- |[A-Za-z_]+:(\s|$))/.test(first);
  return listed ? readInventoryYaml(text) : readInventoryCsv(text);
}
