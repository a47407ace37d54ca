import { z } from "zod";

/** An amount by the books in force and by the draft; exact, in the currency's units. */
const shiftSchema = z.object({ before: z.string(), after: z.string(), difference: z.string() });
export type Shift = z.infer<typeof shiftSchema>;

const shiftRowSchema = shiftSchema.extend({ id: z.string(), title: z.string() });
export type ShiftRow = z.infer<typeof shiftRowSchema>;

/** The same thing of one customer, at both prices. */
const usageShiftSchema = shiftSchema.extend({
  account: z.string(),
  environment: z.string(),
  node: z.string(),
  title: z.string(),
});
export type UsageShift = z.infer<typeof usageShiftSchema>;

/** What a draft would have charged for usage that was charged by the books in force. */
export const priceChangeSchema = z.object({
  currency: z.string(),
  total: shiftSchema,
  accounts: z.array(shiftRowSchema).readonly(),
  rules: z.array(shiftRowSchema).readonly(),
  items: z.array(shiftRowSchema).readonly(),
  /** Those that change most, most first. */
  largest: z.array(usageShiftSchema).readonly(),
  /** Why, as variances tell it: prices, bands, discounts, rounding, what is newly charged or no longer. */
  reasons: z.array(z.object({ step: z.string(), amount: z.string() })).readonly(),
  /** Usage that the draft has no price for, by item or meter. */
  unpriced: z.array(z.string()).readonly(),
  /** Customers whose contract names another book or revision: nothing changes for them. */
  unconcerned: z.array(z.string()).readonly(),
});
export type PriceChange = z.infer<typeof priceChangeSchema>;
