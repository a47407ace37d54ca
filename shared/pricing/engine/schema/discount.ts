import { z } from "zod";
import { amountSchema, idSchema, instantSchema, selectorSchema } from "./values.ts";

const stepSchema = z
  .strictObject({
    /** From this amount of money, this many members, or this rank on; the first is 1. */
    from: amountSchema,
    percent: amountSchema.optional(),
    /** So much money off each unit that is priced, never more than its line; of `volume` off all of it, once. */
    amount: amountSchema.optional(),
  })
  .refine(({ percent, amount }) => (percent === undefined) !== (amount === undefined), {
    message: "a step has either percent or amount",
  });

/**
 * One reason for paying less. `volume`: by the money spent in the month on what it matches; `group-size`: by the
 * members a group has at the time; `similar-nth`: by the place a component has among similar ones at the time,
 * those that were drawn first, copies that came by scaling last; `manual`: simply given.
 */
export const discountSchema = z
  .strictObject({
    id: idSchema,
    title: z.string().optional(),
    match: selectorSchema.default({}),
    meter: z.string().optional(),
    trigger: z.enum(["manual", "volume", "group-size", "similar-nth"]),
    /** Whose volume, or among whom one is the nth. */
    scope: z.enum(["account", "environment", "group", "component"]).default("account"),
    /** What makes two components similar. */
    similarBy: z.array(z.enum(["item", "kind", "component", "meter"])).default(["item"]),
    steps: z.array(stepSchema).default([]),
    /** For `manual`: off everything, or this much money in each month. */
    percent: amountSchema.optional(),
    amount: amountSchema.optional(),
    /** Volume: the step that the total reaches holds for all of it, or each step for what is above it. */
    apply: z.enum(["all", "above"]).default("all"),
    /** Of what the discounts before it left, or of the list price. */
    base: z.enum(["remaining", "list"]).default("remaining"),
    /** At most this much money in each month and scope. */
    cap: amountSchema.optional(),
    validFrom: instantSchema.optional(),
    validTo: instantSchema.optional(),
  })
  .refine(
    ({ trigger, percent, amount, steps }) =>
      trigger === "manual"
        ? (percent === undefined) !== (amount === undefined) && steps.length === 0
        : percent === undefined && amount === undefined && steps.length > 0,
    {
      message:
        "manual discounts have either percent or amount; all others have steps instead of both",
    },
  )
  .refine(
    ({ steps }) =>
      steps.every(({ from }, at) => at === 0 || Number(from) > Number(steps[at - 1]?.from)),
    { message: "steps must rise", path: ["steps"] },
  );
export type Discount = z.infer<typeof discountSchema>;

/** A credit when a guarantee is missed: a percentage of what the month cost, by how far it was missed. */
export const qosTermSchema = z.strictObject({
  id: idSchema,
  title: z.string().optional(),
  match: selectorSchema.default({}),
  /** The meter whose level is the quality, e.g. `availability` in percent, averaged over the month's time. */
  metric: z.string(),
  target: amountSchema,
  /** The lowest `below` that the measured average is under counts. */
  bands: z.array(z.strictObject({ below: amountSchema, percent: amountSchema })).min(1),
  /** Times that do not count, such as announced maintenance. */
  exclusions: z.array(z.strictObject({ from: instantSchema, to: instantSchema })).default([]),
  /** At most this percentage of the month. */
  capPercent: amountSchema.default("100"),
  /** Given only when claimed within so many days after the month; left out: given without asking. */
  claimDays: z.int().min(0).optional(),
});
export type QosTerm = z.infer<typeof qosTermSchema>;
