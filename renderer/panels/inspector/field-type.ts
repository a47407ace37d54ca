import type { z } from "zod";

/** How a property can be edited, read off its schema. */
export type FieldType =
  | { readonly type: "number"; readonly whole: boolean; readonly nullable: boolean }
  | { readonly type: "choice"; readonly options: readonly string[]; readonly nullable: boolean }
  | { readonly type: "text"; readonly nullable: boolean }
  | { readonly type: "switch" }
  | { readonly type: "list" }
  | { readonly type: "table"; readonly columns: Readonly<Record<string, FieldType>> }
  /** A shape no editor knows: shown as JSON. */
  | { readonly type: "other" };

// The part of zod's own description that is looked at; its public types name the classes, not this.
interface Described {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly format?: string;
}

/** The editor's type for a property; defaults and nullability are looked through. */
export function fieldType(schema: z.ZodType, nullable = false): FieldType {
  const described = schema.def as Described;
  switch (described.type) {
    case "default":
    case "prefault":
    case "optional":
      return described.innerType === undefined
        ? { type: "other" }
        : fieldType(described.innerType, nullable);
    case "nullable":
      return described.innerType === undefined
        ? { type: "other" }
        : fieldType(described.innerType, true);
    case "number":
      return { type: "number", whole: described.format === "safeint", nullable };
    case "enum":
      return {
        type: "choice",
        options: Object.values(described.entries ?? {}).map(String),
        nullable,
      };
    case "string":
      return { type: "text", nullable };
    case "boolean":
      return { type: "switch" };
    case "array":
      return listType(described.element);
    default:
      return { type: "other" };
  }
}

function listType(element: z.ZodType | undefined): FieldType {
  if (element === undefined) return { type: "other" };
  const described = element.def as Described;
  if (described.type === "string") return { type: "list" };
  if (described.type !== "object" || described.shape === undefined) return { type: "other" };
  const columns = Object.entries(described.shape).map(
    ([name, column]) => [name, fieldType(column)] as const,
  );
  return { type: "table", columns: Object.fromEntries(columns) };
}
