import { z } from "zod";
import type { Steps } from "../../../shared/base/steps.ts";

/** So many values are checked in one step: about a millisecond. */
const IN_A_STEP = 2000;

/**
 * An answer as its schema has it, as `schema.parse` gives it, but long lists in steps: whoever else asks something has
 * a turn in between. Throws the ZodError of the first part that is none of the schema's.
 */
export function* checkedAnswer(schema: z.ZodType, value: unknown): Steps<unknown> {
  if (!isLong(value)) return schema.parse(value);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return yield* checkedAnswer(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodArray && isPlain(schema) && Array.isArray(value))
    return yield* checkedList(schema, value);
  if (schema instanceof z.ZodObject && isPlain(schema) && isRecord(value))
    return yield* checkedObject(schema.shape, value);
  return schema.parse(value);
}

function* checkedList(schema: z.ZodArray, values: readonly unknown[]): Steps<unknown> {
  const checked: unknown[] = [];
  let some: unknown[] = [];
  let size = 0;
  for (const value of values) {
    const room = IN_A_STEP - size;
    const counted = count(value, IN_A_STEP);
    if (counted > room) {
      checked.push(...schema.parse(some));
      [some, size] = [[], 0];
      yield;
    }
    if (counted > IN_A_STEP) checked.push(yield* checkedAnswer(schema.element as z.ZodType, value));
    else {
      some.push(value);
      size += counted;
    }
  }
  checked.push(...schema.parse(some));
  return checked;
}

function* checkedObject(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  value: Readonly<Record<string, unknown>>,
): Steps<unknown> {
  const checked: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const one = yield* checkedAnswer(schema as z.ZodType, value[key]);
    if (one !== undefined || key in value) checked[key] = one;
  }
  return checked;
}

/** Nothing is asked of it as a whole, and it keeps nothing that it does not know. */
function isPlain({ def }: z.ZodArray | z.ZodObject): boolean {
  return (def.checks ?? []).length === 0 && !("catchall" in def && def.catchall !== undefined);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isLong(value: unknown): boolean {
  return count(value, IN_A_STEP) > IN_A_STEP;
}

/** How many values there are within one; where there are more than `most`, some number above it. */
function count(value: unknown, most: number): number {
  if (!isRecord(value)) return 1;
  let counted = 1;
  for (const key in value) {
    counted += count(value[key], most - counted);
    if (counted > most) break;
  }
  return counted;
}
