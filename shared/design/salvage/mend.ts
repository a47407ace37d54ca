import type { z } from "zod";

/** What stands for a field that an element cannot be without, and that only changes its looks. */
const SUBSTITUTES: Readonly<Record<string, unknown>> = { position: { x: 0, y: 0 }, name: "" };

interface Mended<T> {
  readonly value: T;
  /** The fields that were left out or replaced. */
  readonly without: readonly string[];
}

/** The element without those of its fields that do not fit its schema; null where it cannot be without them. */
export function mended<S extends z.ZodType>(
  schema: S,
  element: unknown,
): Mended<z.output<S>> | null {
  const first = schema.safeParse(element);
  if (first.success) return { value: first.data, without: [] };
  if (typeof element !== "object" || element === null || Array.isArray(element)) return null;
  const wrong = [...new Set(first.error.issues.map(({ path }) => String(path[0] ?? "")))];
  const fields = new Map<string, unknown>(Object.entries(element));
  for (const field of wrong) {
    fields.delete(field);
    if (Object.hasOwn(SUBSTITUTES, field)) fields.set(field, SUBSTITUTES[field]);
  }
  const second = schema.safeParse(Object.fromEntries(fields));
  return second.success ? { value: second.data, without: wrong } : null;
}
