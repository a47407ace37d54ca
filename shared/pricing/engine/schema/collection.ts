import { z } from "zod";
import { amountSchema, instantSchema } from "./values.ts";

/** Which lines: all, unless narrowed down. */
const lines = {
  kinds: z.array(z.enum(["usage", "capacity", "base", "package", "purchase"])).optional(),
  rules: z.array(z.string()).optional(),
};
const cadence = z.enum(["monthly", "quarterly", "annual"]);

/** One way of paying, by the name of its file in schemes/. A contract mixes them by listing several. */
export const collectionSchema = z.discriminatedUnion("scheme", [
  /** As soon as it is used. */
  z.strictObject({ scheme: z.literal("pay-per-use"), ...lines }),
  /** All that was due within a period, at its end. */
  z.strictObject({
    scheme: z.literal("periodic"),
    ...lines,
    cadence: cadence.default("monthly"),
    payWithinDays: z.int().min(0).default(0),
  }),
  /** The sum in so many equal parts, from `start` on. */
  z.strictObject({
    scheme: z.literal("instalment"),
    ...lines,
    count: z.int().min(1).max(1200),
    cadence: cadence.default("monthly"),
    start: instantSchema.optional(),
    /** The agreed total: what was used beyond it is due after the last instalment. */
    total: amountSchema.optional(),
  }),
  /** Out of money that was paid in before; what it does not cover is due at once. */
  z.strictObject({
    scheme: z.literal("prepaid"),
    ...lines,
    deposits: z
      .array(
        z.strictObject({
          at: instantSchema,
          amount: amountSchema,
          expires: instantSchema.optional(),
        }),
      )
      .min(1),
  }),
]);
export type Collection = z.infer<typeof collectionSchema>;
export type CollectionOf<Scheme extends Collection["scheme"]> = Extract<
  Collection,
  { scheme: Scheme }
>;
