import { z } from "zod";

/** What people get wrong most: a fraction without quotes has already been through a float. */
const QUOTES = 'write it as text in quotes, e.g. "0.0425"';

/** An exact number as text. Never a float: YAML and JSON would round `0.1` before we see it. */
export const exactSchema = z
  .string({ error: QUOTES })
  .regex(/^-?\d{1,18}(\.\d{1,18})?$/, 'not a plain decimal number such as "0.0425"');

/** The same, not below zero. */
export const amountSchema = exactSchema.refine((text) => !text.startsWith("-"), {
  message: "must not be negative",
});

export const instantSchema = z.iso.datetime({
  error: "write it in UTC, like 2026-11-21T08:00:00Z",
});

/** Ids stand in line keys, whose parts a slash divides. */
export const idSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s/]+$/, "an id has neither spaces nor slashes");

/** One value, several, or any (`*`, the same as leaving it out). */
const choiceSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Which usage something is for. Fields that are left out do not matter; those that are given all must fit. */
export const selectorSchema = z.strictObject({
  /** The catalogue item. */
  item: choiceSchema.optional(),
  node: choiceSchema.optional(),
  /** The component kind of the node, such as `machine`. */
  kind: choiceSchema.optional(),
  /** The reusable component that the node is in. */
  component: choiceSchema.optional(),
  environment: choiceSchema.optional(),
  group: choiceSchema.optional(),
  user: choiceSchema.optional(),
  account: choiceSchema.optional(),
  /** Service class: guaranteed, minimum, best-effort, or any name of one's own. */
  qosClass: choiceSchema.optional(),
});
export type Selector = z.infer<typeof selectorSchema>;

export const cadenceSchema = z.enum(["once", "monthly", "quarterly", "annual"]);
export type Cadence = z.infer<typeof cadenceSchema>;
