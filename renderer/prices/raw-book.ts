import { readYaml } from "../../shared/formats/yaml.ts";
import type { BookPath } from "../../shared/prices/book-text.ts";

/** The values of a text as they stand there, right or wrong; null where it is no YAML. */
export function readRaw(text: string): unknown {
  const read = readYaml(text);
  return read.ok ? read.value : null;
}

/** What stands at a place. */
export function rawAt(raw: unknown, path: BookPath): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** As a person would type it; empty for nothing, and for what is no single value. */
export function textAt(raw: unknown, path: BookPath): string {
  const value = rawAt(raw, path);
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** The items of a list; none for anything else. */
export function listAt(raw: unknown, path: BookPath): readonly unknown[] {
  const value = rawAt(raw, path);
  return Array.isArray(value) ? value : [];
}

/** The names of a map; none for anything else. */
export function keysAt(raw: unknown, path: BookPath): readonly string[] {
  const value = rawAt(raw, path);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.keys(value)
    : [];
}
