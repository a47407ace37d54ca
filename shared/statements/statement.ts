import { z } from "zod";
import { bookSchema } from "../pricing/engine/book.ts";
import { calendarSchema } from "../pricing/engine/calendar.ts";
import { contractSchema } from "../pricing/engine/contract.ts";
import { totalsSchema } from "../pricing/engine/invoice.ts";
import { ratedLineSchema } from "../pricing/engine/line.ts";
import { segmentSchema } from "../pricing/engine/segments.ts";
import { STATEMENT_FORMAT, STATEMENT_VERSION } from "./format.ts";

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");
const amountSchema = z.string().regex(/^-?\d{1,60}(\.\d{1,60})?$/, "an amount such as 4.20");
const nameSchema = z.string().max(1000);

/** Whoever shows a line reckons with its amounts: they have to be numbers, whoever wrote the file. */
const statedLineSchema = ratedLineSchema.extend({
  quantity: amountSchema,
  unitPrice: z.union([amountSchema, z.literal("")]),
  fee: amountSchema,
  list: amountSchema,
  discounts: z.array(z.strictObject({ id: z.string(), title: z.string(), amount: amountSchema })),
  net: amountSchema,
  rounded: amountSchema,
  cost: z.union([amountSchema, z.literal("")]),
});

/** All that a rating depends on. */
export const inputsSchema = z.strictObject({
  book: bookSchema,
  contract: contractSchema,
  /** Expanded, so that the reader's own time-zone data do not matter. */
  calendar: calendarSchema,
  segments: z.array(segmentSchema),
});

/** All that a rating was made from, and what came of it: enough to do it again anywhere. */
const runSchema = inputsSchema.extend({
  lines: z.array(statedLineSchema),
  totals: totalsSchema.extend({
    net: amountSchema,
    gross: amountSchema,
  }),
  digests: z.strictObject({ inputs: digestSchema, lines: digestSchema }),
});
export type StatementRun = z.infer<typeof runSchema>;

/** What of a rating is stated; empty: all of it. Bands and limits count the rest, too. */
const scopeSchema = z.strictObject({
  environment: nameSchema.default(""),
  /** The month in which it is billed, e.g. `2026-11`. */
  billedIn: z.string().max(40).default(""),
});
export type StatementScope = z.infer<typeof scopeSchema>;

export const statementSchema = z.strictObject({
  id: z.string().min(1).max(200),
  /** The environment's name, or the month. */
  title: nameSchema,
  /** The lab that states it. */
  issuer: nameSchema,
  scope: scopeSchema.prefault({}),
  asOf: z.iso.datetime(),
  /** Up to here every meter has reported; what is after it may still change. */
  completeUpTo: z.iso.datetime().nullable(),
  /** Nothing more can come. */
  final: z.boolean(),
  engine: z.strictObject({ version: z.string().max(100), tzdb: z.string().max(100) }),
  actual: runSchema,
  /** What was promised when it was sent; null where nothing was. */
  projected: runSchema.nullable(),
  /** Environments, by name, of which no accepted price was kept: what is projected of them is their design as it is. */
  unaccepted: z.array(nameSchema).max(10_000).optional(),
});
export type Statement = z.infer<typeof statementSchema>;

const signatureSchema = z.strictObject({
  algorithm: z.literal("Ed25519"),
  /** Raw, hexadecimal. */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
  value: z.string().regex(/^[0-9a-f]{128}$/, "128 hexadecimal digits"),
});
export type Signature = z.infer<typeof signatureSchema>;

/** One statement as one file. It has exactly one text: `printStatement`. */
export const statementFileSchema = z.strictObject({
  format: z.literal(STATEMENT_FORMAT),
  version: z.literal(STATEMENT_VERSION),
  /** Of format, version and statement. */
  digest: digestSchema,
  signature: signatureSchema.nullable(),
  statement: statementSchema,
});
export type StatementFile = z.infer<typeof statementFileSchema>;
