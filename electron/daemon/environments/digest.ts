import { createHash } from "node:crypto";

/** SHA-256 of values whose objects may list their fields in any order. */
export function digest(values: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(values, sortFields)).digest("hex");
}

function sortFields(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
