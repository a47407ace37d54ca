import { z } from "zod";
import { METERS, type MeterId } from "../kinds/component-kind.ts";

/** An exact amount or price as text, e.g. `0.0425`. Never a float. */
export const decimalSchema = z.string().regex(/^-?\d{1,18}(\.\d{1,18})?$/);

/** Overlapping rates are an error, never a double charge. */
function areDistinct(rates: readonly Rate[]): boolean {
  const keys = rates.flatMap((rate) => [
    `id ${rate.id}`,
    `for ${rate.meter} ${rate.item} ${rate.per}`,
  ]);
  return new Set(keys).size === keys.length;
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const rateSchema = z.looseObject({
  id: z.string(),
  meter: z.enum(Object.keys(METERS) as [MeterId, ...MeterId[]]),
  /** The catalogue item, or `*` for every item of the meter that has no rate of its own. */
  item: z.string(),
  /** What one price buys: a unit for an hour, for a calendar month, or once. */
  per: z.enum(["hour", "month", "once"]),
  price: decimalSchema,
  description: z.string().optional(),
});

/**
 * A versioned price list, immutable once used. Windows, tiers, discounts and base fees (BILLING.md §2)
 * become further fields; each billing scheme reads its own.
 */
export const rateCardSchema = z.looseObject({
  format: z.literal("labwright-rate-card"),
  version: z.literal(1),
  id: z.string(),
  /** Counts up with each change of a price. */
  revision: z.int().min(1),
  name: z.string(),
  /** ISO 4217. */
  currency: z.string().length(3),
  effectiveFrom: z.iso.datetime(),
  /** Where months begin and end, an IANA zone; UTC when left out. */
  billingZone: z.string().refine(isTimeZone, "not an IANA time zone").optional(),
  rates: z
    .array(rateSchema)
    .refine(areDistinct, "two rates have the same id, or price the same meter, item and period"),
});

export type Rate = z.infer<typeof rateSchema>;
export type RateCard = z.infer<typeof rateCardSchema>;
