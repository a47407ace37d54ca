import { ruleSchema } from "../../shared/pricing/engine/schema/rule.ts";

/** A fee for each month in which an environment is there at all. */
export const presenceFee = ruleSchema.parse({
  id: "there",
  kind: "base",
  basis: "account",
  meter: "presence",
  match: { kind: "environment" },
  cadence: "monthly",
  pricing: { shape: "unit", price: "3" },
});
