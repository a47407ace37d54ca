import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { Design } from "../../shared/design/design.ts";
import { endpointSchema } from "../../shared/design/elements.ts";
import { findKind } from "../../shared/kinds/index.ts";
import type { FieldHint } from "../../shared/kinds/component-kind.ts";

/** Where a value stands, as far as that is known: it may be the id of something that has a name. */
interface Place {
  readonly catalogue: Catalogue;
  readonly hint?: FieldHint | undefined;
  /** The design that it is of. */
  readonly design?: Design;
  /** The field of an element, where it is no property of a kind. */
  readonly field?: string;
}

const LONGEST = 60;

/** What a node's property is to people; undefined where its kind has none of that name. */
export function hintOf(kind: string | undefined, property: string | null): FieldHint | undefined {
  const fields: Readonly<Record<string, FieldHint>> = findKind(kind ?? "")?.fields ?? {};
  return property !== null && Object.hasOwn(fields, property) ? fields[property] : undefined;
}

/** A value of a design in a few words: names in place of ids, no JSON where it can be told without. */
export function valueWords(value: unknown, place: Place): string {
  const text = wordsOf(value, place);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function wordsOf(value: unknown, place: Place): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return nameOf(value, place);
  if (typeof value === "number") return withUnit(value, place);
  if (Array.isArray(value) && value.every((part) => typeof part !== "object"))
    return value.length === 0 ? "none" : value.map((part) => wordsOf(part, place)).join(", ");
  const end = endpointSchema.safeParse(value);
  if (end.success) {
    const { node, port, index } = end.data;
    const name = place.design?.nodes[node]?.name ?? node;
    return `${name} (${port}${index === undefined ? "" : ` ${index + 1}`})`;
  }
  if (typeof value === "object" && "x" in value && "y" in value)
    return [value.x, value.y].map(String).join(", ");
  return JSON.stringify(value);
}

function nameOf(text: string, { catalogue, hint, design, field }: Place): string {
  if (hint?.choose !== undefined) return catalogue.find(hint.choose, text)?.name ?? text;
  if (field === "group" || field === "parent") return design?.groups[text]?.name ?? text;
  return text === "" ? "nothing" : text;
}

function withUnit(value: number, { hint }: Place): string {
  return hint?.unit === undefined ? String(value) : `${value} ${hint.unit}`;
}
