import type { Result } from "../../base/result.ts";
import { readInventoryCsv } from "./read-csv.ts";
import { readInventoryYaml } from "./read-yaml.ts";
import type { InventoryFile } from "./row.ts";

/** Reads an inventory of any of the known forms, which its content tells. */
export function readInventory(text: string): Result<InventoryFile> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/, 200);
  const first = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const listed = /^\s*[{[]/.test(first) || /^(---|- |[A-Za-z_]+:(\s|$))/.test(first);
  return listed ? readInventoryYaml(text) : readInventoryCsv(text);
}
