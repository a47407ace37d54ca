import { z } from "zod";
import { zoneSchema } from "../../schedule/wall-clock.ts";
import { ruleSchema } from "./schema/rule.ts";
import { collectionSchema } from "./schema/collection.ts";
import { amountSchema, idSchema, instantSchema } from "./schema/values.ts";
import { partiesSchema, sharingSchema } from "./sharing.ts";

const releaseSchema = z.strictObject({
  environment: idSchema,
  at: instantSchema,
  option: z.enum(["buy", "renew"]),
  /** What is renewed ends; left out: with the contract. */
  until: instantSchema.optional(),
});
export type Release = z.infer<typeof releaseSchema>;

/**
 * Who pays, from when to when, in which months, and how. `anchorDay` is where quarters and years (and months, when
 * it is not 1) of this contract begin; in shorter months it is the last day.
 */
export const contractSchema = z.strictObject({
  format: z.literal("labwright-contract").default("labwright-contract"),
  version: z.literal(1).default(1),
  id: idSchema.default("contract"),
  account: idSchema,
  billedParty: z.string().optional(),
  /** The price book that was agreed on; any when left out. */
  book: z.strictObject({ id: idSchema, revision: z.int().optional() }).optional(),
  currency: z.string().optional(),
  /** This customer's own rules: in the place of those of the book with the same id, or beside them. */
  overrides: z.array(ruleSchema).default([]),
  /** Where a month ends. */
  billingZone: zoneSchema.default("UTC"),
  start: instantSchema,
  /** Not given: goes on. */
  end: instantSchema.optional(),
  anchorDay: z.int().min(1).max(31).default(1),
  /** The first month of the contract's years and quarters. */
  anchorMonth: z.int().min(1).max(12).default(1),
  /** Up to here bills are issued; what comes later for before is late. */
  issuedThrough: instantSchema.optional(),
  /** No less and no more than this in each month, all rules together. */
  minimum: amountSchema.optional(),
  maximum: amountSchema.optional(),
  /** Who shares what the contract comes to, by weight. */
  parties: partiesSchema.default([]),
  /** Who shares one environment's cost, each from its instant on; the rest is paid as the contract says. */
  sharing: z.array(sharingSchema).optional(),
  /** What a customer chose when an environment was released. */
  releases: z.array(releaseSchema).default([]),
  /** Claims for credits, by term and month (`2026-11`). */
  claims: z
    .array(z.strictObject({ term: idSchema, month: z.string(), at: instantSchema }))
    .default([]),
  /** How the lines are paid; the first that matches a line takes it. What none takes is billed monthly. */
  collection: z.array(collectionSchema).default([]),
});
export type Contract = z.infer<typeof contractSchema>;
