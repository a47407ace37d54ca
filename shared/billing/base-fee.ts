import { z } from "zod";
import { ruleSchema, type Rule } from "../pricing/engine/schema/rule.ts";
import { amountSchema, cadenceSchema } from "../pricing/engine/schema/values.ts";

/** A fee that is for being a customer. */
export const baseFeeSchema = z.strictObject({
  amount: amountSchema,
  cadence: cadenceSchema.default("monthly"),
  due: z.enum(["advance", "arrears"]).default("advance"),
  /** Once for all, or for each user who uses anything. */
  basis: z.enum(["account", "user"]).default("account"),
});
export type BaseFee = z.infer<typeof baseFeeSchema>;

const ID = "contract-base-fee";

/** The fee as a rule of the contract's own. */
function feeRule({ amount, cadence, due, basis }: BaseFee): Rule {
  return ruleSchema.parse({
    id: ID,
    title: "Base fee",
    kind: "base",
    basis,
    cadence,
    due,
    // Whoever uses a machine is there.
    ...(basis === "user" && { meter: "instance" }),
    pricing: { shape: "flat", price: amount },
  });
}

/** The fee that a contract's own rules ask for; null when they ask for none. */
export function baseFeeOf(overrides: readonly Rule[]): BaseFee | null {
  const rule = overrides.find(({ id }) => id === ID);
  if (rule?.kind !== "base" || rule.pricing.shape !== "flat") return null;
  const { cadence, due, pricing } = rule;
  const basis = rule.basis === "user" ? "user" : "account";
  return { amount: pricing.price, cadence, due, basis };
}

/** A contract's own rules with this fee in the place of the one before; null: with none. */
export function withBaseFee(overrides: readonly Rule[], fee: BaseFee | null): Rule[] {
  const others = overrides.filter(({ id }) => id !== ID);
  return fee === null ? others : [...others, feeRule(fee)];
}
