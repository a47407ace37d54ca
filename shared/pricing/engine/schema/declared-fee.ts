import { z } from "zod";
import { amountSchema, cadenceSchema, exactSchema, idSchema } from "./values.ts";

const tierSchema = z.strictObject({
  /** What is declared: a meter's id. */
  meter: idSchema,
  /** What one of what is declared is, for people: `machine-hours a month`. */
  counts: z.string().min(1).max(100),
  /** The fee of the band that the declared quantity is in; the last one has no `upTo`. */
  bands: z.array(z.strictObject({ upTo: amountSchema.optional(), fee: exactSchema })).min(1),
});

/**
 * A base fee that is set for each customer by what they declare at sign-up that they will use in a month. It is worked
 * out once and stands in the contract from then on: what is really used does not change it.
 */
export const declaredFeeSchema = z.strictObject({
  cadence: cadenceSchema.default("monthly"),
  due: z.enum(["advance", "arrears"]).default("advance"),
  /** Once for all, or for each user who uses anything. */
  basis: z.enum(["account", "user"]).default("account"),
  /** Fees of several are added up. What a customer declares nothing of adds nothing. */
  tiers: z.array(tierSchema).min(1),
});
