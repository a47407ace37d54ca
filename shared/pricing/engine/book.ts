import { z } from "zod";
import { zoneSchema } from "../../schedule/wall-clock.ts";
import { declaredFeeSchema } from "./schema/declared-fee.ts";
import { discountSchema, qosTermSchema } from "./schema/discount.ts";
import { ruleSchema } from "./schema/rule.ts";
import { settingsSchema } from "./schema/settings.ts";
import { idSchema, instantSchema } from "./schema/values.ts";
import { windowSetSchema } from "./schema/window-set.ts";

const meterSchema = z.strictObject({
  title: z.string().optional(),
  /** Of its levels or quantities where a segment names none, e.g. `GiB`, `vCPU`, `request`. */
  unit: z.string().min(1),
});

/**
 * A versioned price list, immutable once used: rules, peak calendars, discounts, guarantees, and every convention
 * that billing systems disagree on. Nothing that changes an amount is anywhere else but here and in the contract.
 * Read one with `readBook`, which also refuses what contradicts itself.
 */
export const bookSchema = z.strictObject({
  format: z.literal("labwright-price-book").default("labwright-price-book"),
  version: z.literal(1).default(1),
  id: idSchema,
  /** Counts up with each change. */
  revision: z.int().min(1).default(1),
  name: z.string().optional(),
  currency: z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code such as EUR"),
  /** Where peak is. */
  tariffZone: zoneSchema.default("UTC"),
  /** Before and after it the book prices nothing. Not given: always. */
  effectiveFrom: instantSchema.optional(),
  effectiveTo: instantSchema.optional(),
  settings: settingsSchema.prefault({}),
  /** Meters beside those that Labwright has. */
  meters: z.record(z.string(), meterSchema).default({}),
  windowSets: z.array(windowSetSchema).default([]),
  rules: z.array(ruleSchema),
  /** In the order in which they are taken off. */
  discounts: z.array(discountSchema).default([]),
  qosTerms: z.array(qosTermSchema).default([]),
  /** What customers pay for being one, by what they declare at sign-up; left out: what is agreed on with each. */
  declaredFee: declaredFeeSchema.optional(),
});
export type PriceBook = z.infer<typeof bookSchema>;
