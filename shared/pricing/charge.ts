import { z } from "zod";
import { METERS, type MeterId } from "../kinds/component-kind.ts";
import { decimalSchema } from "./rate-card.ts";

const meterSchema = z.enum(Object.keys(METERS) as [MeterId, ...MeterId[]]);

/** A level of one meter of one instance over a half-open interval: what the engine rates. */
export const usageSegmentSchema = z.object({
  node: z.string(),
  instance: z.string(),
  meter: meterSchema,
  item: z.string(),
  /** The level, in the meter's unit. */
  quantity: decimalSchema,
  start: z.iso.datetime(),
  /** null while it goes on. */
  end: z.iso.datetime().nullable(),
  /** projected: expected by a quote; measured: seen by the daemon; estimated: its end was lost in a crash. */
  quality: z.enum(["projected", "measured", "estimated"]),
});

/** One priced line: amount = quantity × unitPrice, rounded once, here. */
const chargeSchema = z.object({
  /** The same for the projected and the metered line, so that they meet in one row. */
  lineKey: z.string(),
  node: z.string(),
  meter: meterSchema,
  item: z.string(),
  /** Exact, in `unit`, summed over the node's instances. */
  quantity: decimalSchema,
  /** e.g. `instance-hour`, `GiB-month`, `seat`. */
  unit: z.string(),
  unitPrice: decimalSchema,
  /** Exact product, so it may have as many decimals as both factors together. */
  amount: z.string().regex(/^-?\d{1,36}(\.\d{1,36})?$/),
  /** The amount in the currency's minor unit, half away from zero. The total adds these up. */
  rounded: decimalSchema,
  rate: z.object({ card: z.string(), revision: z.int(), id: z.string() }),
  /** A sentence for the bill: what, how many, how long. */
  reason: z.string(),
  instances: z.int(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
});

/** A quote (projected) or a statement (actual): the same lines from the same engine. */
export const billSchema = z.object({
  source: z.enum(["projected", "metered"]),
  currency: z.string(),
  charges: z.array(chargeSchema).readonly(),
  /** The sum of the rounded lines. */
  total: decimalSchema,
  /** Meters for which the rate card has no rate: never silently free. */
  unpriced: z
    .array(z.object({ node: z.string(), meter: meterSchema, item: z.string() }))
    .readonly(),
});

export type UsageSegment = z.infer<typeof usageSegmentSchema>;
export type Charge = z.infer<typeof chargeSchema>;
export type Bill = z.infer<typeof billSchema>;
