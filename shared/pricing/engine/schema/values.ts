import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { toInstant } from "../../../base/clock.ts";
import { Decimal } from "../../../base/money.ts";

/** What people get wrong most: a long fraction without quotes has already been through a float. */
const QUOTES = 'write it as text in quotes, e.g. "0.0425"';

/** Up to so many digits a float gives back what was written. */
const SAFE_DIGITS = 15;

const textSchema = z.string().regex(/^-?\d{1,18}(\.\d{1,18})?$/, {
  error: ({ input }) => notDecimal(String(input)),
});

function notDecimal(text: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return "more than 18 digits before or after the point";
  if (/^-?\d+,\d+$/.test(text)) return `a comma in it: write "${text.replace(",", ".")}"`;
  return 'not a plain decimal number such as "0.0425"';
}

/** A number that was written without quotes, as long as nothing of it can have been lost. */
const numberSchema = z
  .number()
  .refine((value) => new Decimal(value).precision() <= SAFE_DIGITS, QUOTES);

/** An exact number, kept as text. Numbers without quotes are taken as they stand when they have 15 digits at most. */
export const exactSchema = z
  .union([textSchema, numberSchema])
  .transform((value) => (typeof value === "string" ? value : new Decimal(value).toFixed()))
  .pipe(textSchema);

/** The same, not below zero. */
export const amountSchema = exactSchema.refine((text) => !text.startsWith("-"), {
  message: "must not be negative",
});

const INSTANT = "write it with its zone, like 2026-11-21T08:00:00Z or 2026-11-21T09:00+01:00";

/** Of what is left out it is enough to say so. */
function notInstant({ input }: { readonly input?: unknown }): string | undefined {
  return input === undefined ? undefined : INSTANT;
}

/** An instant with its zone: `Z`, an offset, or a place (`2026-11-21T09:00[Europe/Berlin]`). Kept in UTC. */
export const instantSchema = z.string({ error: notInstant }).transform((text, context) => {
  const instant = instantText(text);
  if (instant !== null) return instant;
  context.addIssue({ code: "custom", message: INSTANT });
  return z.NEVER;
});

function instantText(text: string): string | null {
  const known = Date.parse(text);
  // What comes from a program; a day that no month has would be read as one of the next.
  if (/^\d{4}(-\d\d){2}T\d\d(:\d\d){2}(\.\d{1,3})?Z$/.test(text) && !Number.isNaN(known)) {
    const plain = toInstant(known);
    return plain.startsWith(text.slice(0, 19)) ? plain : null;
  }
  try {
    const instant = text.includes("[")
      ? Temporal.ZonedDateTime.from(text, { disambiguation: "reject", offset: "reject" })
      : Temporal.Instant.from(text);
    return toInstant(instant.epochMilliseconds);
  } catch {
    return null;
  }
}

/** A calendar has an end: nothing lasts more than a hundred years. */
export function isWithinLife(start: string, end: string): boolean {
  return Date.parse(end) - Date.parse(start) <= 100 * 366 * 86_400_000;
}

/** Ids stand in line keys, whose parts a slash divides. */
export const idSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s/]+$/, "an id has neither spaces nor slashes");

/** One value, several, or any (`*`, the same as leaving it out). */
const choiceSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Whose doing usage was: that of the customer's own people and machines, or of others whom they serve. */
export const usedBySchema = z.enum(["user", "third-party"]);
export type UsedBy = z.infer<typeof usedBySchema>;

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
  /** Where meters tell it apart: `user` or `third-party`. What they do not tell apart is for neither. */
  usedBy: usedBySchema.optional(),
});
export type Selector = z.infer<typeof selectorSchema>;

export const cadenceSchema = z.enum(["once", "monthly", "quarterly", "annual"]);
export type Cadence = z.infer<typeof cadenceSchema>;
