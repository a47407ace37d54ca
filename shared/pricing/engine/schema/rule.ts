import { z } from "zod";
import {
  amountSchema,
  cadenceSchema,
  exactSchema,
  idSchema,
  instantSchema,
  selectorSchema,
} from "./values.ts";
import { ruleSettingsSchema } from "./settings.ts";

const bandSchema = z.strictObject({
  /** Up to this quantity, or the band's width (settings.bandLimits); left out: without end, in the last band only. */
  upTo: amountSchema.optional(),
  /** For each unit in the band. */
  unit: exactSchema.default("0"),
  /** Once, as soon as the band is reached. */
  flat: exactSchema.default("0"),
});
export type Band = z.infer<typeof bandSchema>;

/** A step has a fee only. */
const stepSchema = z.strictObject({ upTo: amountSchema.optional(), flat: exactSchema });

/**
 * What a quantity costs. The names are those of shapes/index.ts:
 * `flat` a fee however much it is; `unit` so much each; `graduated` each band at its own price; `volume` all at the
 * price of the band that the total is in; `package` so much for each started (or full) pack; `stair-step` the fee of the band
 * that the total is in; `peak` so much for each unit of the highest level.
 */
export const pricingSchema = z.discriminatedUnion("shape", [
  z.strictObject({ shape: z.literal("flat"), price: exactSchema }),
  z.strictObject({ shape: z.literal("unit"), price: exactSchema }),
  z.strictObject({ shape: z.literal("graduated"), bands: z.array(bandSchema).min(1) }),
  z.strictObject({ shape: z.literal("volume"), bands: z.array(bandSchema).min(1) }),
  z.strictObject({ shape: z.literal("stair-step"), bands: z.array(stepSchema).min(1) }),
  z.strictObject({
    shape: z.literal("package"),
    price: exactSchema,
    size: amountSchema.refine((size) => Number(size) > 0, "a pack holds more than nothing"),
    /** `down`: only packs that are full are paid for; `up`, those that were begun, unless said. */
    round: z.enum(["up", "down"]).optional(),
  }),
  z.strictObject({ shape: z.literal("peak"), price: exactSchema }),
]);
export type Pricing = z.infer<typeof pricingSchema>;

const accumulatorSchema = z.strictObject({
  /** Whose quantities are added up before bands, packs, allowances and limits are looked at. */
  scope: z.enum(["account", "environment", "group", "component", "instance"]).default("account"),
  period: z.enum(["month", "quarter", "year", "contract"]).default("month"),
});

/** What every rule has. */
const common = {
  id: idSchema,
  title: z.string().optional(),
  match: selectorSchema.default({}),
  /** Within the book's own time; the rule with the new price begins where the old one ends. */
  validFrom: instantSchema.optional(),
  validTo: instantSchema.optional(),
  /** Of the book that it came from, where several were put together. */
  revision: z.int().optional(),
  /** What one unit costs the provider: shown beside the price, never charged. */
  cost: exactSchema.optional(),
  /** Replaces settings of the book for this rule. */
  settings: ruleSettingsSchema.optional(),
};

const usageSchema = z.strictObject({
  ...common,
  /** `capacity` is usage too: of what is set aside rather than used. */
  kind: z.enum(["usage", "capacity"]),
  meter: z.string(),
  /**
   * What becomes of many readings: `time-integral` level × time; `sum` of quantities; `max` the highest level at
   * one time; `unique` how many different instances; `latest` the last level.
   */
  aggregation: z.enum(["time-integral", "sum", "max", "unique", "latest"]).default("time-integral"),
  /** What one price buys of a time integral. `once`: each unit of the highest level of each instance, for good. */
  per: z.enum(["second", "minute", "hour", "day", "week", "month", "once"]).default("hour"),
  /** The unit of prices and bands where it is not the meter's, e.g. `GiB` for bytes. */
  unit: z.string().optional(),
  pricing: pricingSchema.optional(),
  /** Instead of `pricing`: one for each window of a window set. */
  windows: z
    .strictObject({ set: idSchema, pricing: z.record(z.string(), pricingSchema) })
    .optional(),
  /** Instead of a price: this percentage over `cost`. */
  markup: exactSchema.optional(),
  accumulator: accumulatorSchema.prefault({}),
  /** So many units of each accumulator and period are free; the first ones. */
  allowance: amountSchema.optional(),
  /** No less, no more than this much money for each accumulator and period. */
  minimum: amountSchema.optional(),
  maximum: amountSchema.optional(),
});

const baseSchema = z.strictObject({
  ...common,
  kind: z.literal("base"),
  basis: z.enum(["account", "user", "component", "group"]),
  /** Whose presence counts: segments of this meter. Accounts are present as long as their contract lasts. */
  meter: z.string().default("presence"),
  cadence: cadenceSchema,
  due: z.enum(["advance", "arrears"]).default("advance"),
  pricing: pricingSchema,
});

const packageSchema = z.strictObject({
  ...common,
  kind: z.literal("package"),
  meter: z.string().default("presence"),
  cadence: cadenceSchema,
  due: z.enum(["advance", "arrears"]).default("arrears"),
  /** For each instance that is present. */
  price: exactSchema,
  /** The usage that comes with it; all usage of the same environment when left out. */
  includes: selectorSchema.default({}),
});

const purchaseSchema = z.strictObject({
  ...common,
  kind: z.literal("purchase"),
  /** What a contract's `releases` names. */
  option: z.enum(["buy", "renew"]),
  price: exactSchema,
  /** For `renew`. */
  cadence: cadenceSchema.default("annual"),
  /** This much of what was paid for using it so far is taken off, in percent; only for `buy`. */
  creditPercent: amountSchema.default("0"),
});

export const ruleSchema = z.discriminatedUnion("kind", [
  usageSchema,
  baseSchema,
  packageSchema,
  purchaseSchema,
]);
export type Rule = z.infer<typeof ruleSchema>;
export type RuleOf<Kind extends Rule["kind"]> = Extract<Rule, { kind: Kind }>;
export type UsageRule = z.infer<typeof usageSchema>;

/** True for rules that price what was used, rather than that something was there. */
export function isUsage(rule: Rule): rule is UsageRule {
  return rule.kind === "usage" || rule.kind === "capacity";
}
