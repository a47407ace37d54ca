import { noteAsked } from "./unread.ts";

/** An object of unknown content, as YAML or JSON gives it. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = {};

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own field; nothing for what only the prototype has. */
export function fieldOf(value: unknown, name: string): unknown {
  if (!isFields(value) || !Object.hasOwn(value, name)) return undefined;
  noteAsked(value, name);
  return value[name];
}

export function fieldsOf(value: unknown, name: string): Fields {
  const found = fieldOf(value, name);
  return isFields(found) ? found : NO_FIELDS;
}

export function listOf(value: unknown, name: string): readonly unknown[] {
  const found = fieldOf(value, name);
  return Array.isArray(found) ? found : [];
}

/** Text, or a number or truth value as text: YAML reads `version: 1.0` as a number. Empty where there is none. */
export function textOf(value: unknown, name: string): string {
  return asText(fieldOf(value, name));
}

export function asText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** A finite number, or text that is one. */
export function numberOf(value: unknown, name: string): number | undefined {
  const found = fieldOf(value, name);
  const number =
    typeof found === "string" && found.trim() !== "" ? Number(found) : (found as number);
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Both coordinates, or nothing. */
export function pointOf(value: unknown): { readonly x: number; readonly y: number } | undefined {
  const [x, y] = [numberOf(value, "x"), numberOf(value, "y")];
  return x === undefined || y === undefined ? undefined : { x, y };
}
