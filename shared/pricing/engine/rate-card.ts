import { z } from "zod";
import { decimalSchema } from "../../base/money.ts";
import { METERS, type MeterId } from "../../kinds/component-kind.ts";

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

/** The price lists of earlier versions of Labwright; they are read as price books (of-rate-card.ts). */
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

/** Tells a rate card from a price book among documents that were checked before. */
export function isRateCard(document: unknown): document is RateCard {
  return mark.safeParse(document).success;
}

const mark = z.looseObject({ format: z.literal("labwright-rate-card") });
