import { z } from "zod";
import { Decimal, decimalText } from "../base/money.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { baseFeeSchema, type BaseFee } from "./base-fee.ts";
import type { ExpectedUsage } from "./customer.ts";

/** What a price book asks of somebody who signs up, and what comes of their answer. */
export const declaredFeeQuoteSchema = z.object({
  /** Of the amounts. */
  currency: z.string(),
  /** What may be declared; none where the book sets no fee by it. */
  asks: z.array(z.object({ meter: z.string(), counts: z.string() })),
  /** null while nothing was declared that a fee follows from. */
  fee: baseFeeSchema.nullable(),
  /** Each part of the fee and what it follows from. */
  parts: z.array(
    z.object({
      meter: z.string(),
      counts: z.string(),
      quantity: z.number(),
      /** `up to 100`, `more than 100 up to 1000`, `more than 1000`. */
      band: z.string(),
      amount: z.string(),
    }),
  ),
});
export type DeclaredFeeQuote = z.infer<typeof declaredFeeQuoteSchema>;

type Pricing = Pick<PriceBook, "currency" | "declaredFee" | "settings">;
type Tier = NonNullable<PriceBook["declaredFee"]>["tiers"][number];

/** The base fee of somebody who expects to use so much in a month. */
export function declaredFee(
  { currency, declaredFee: terms, settings }: Pricing,
  expected: readonly ExpectedUsage[],
): DeclaredFeeQuote {
  if (terms === undefined) return { currency, asks: [], fee: null, parts: [] };
  const { tiers, cadence, due, basis } = terms;
  const asks = tiers.map(({ meter, counts }) => ({ meter, counts }));
  const parts = tiers.flatMap((tier) => {
    const declared = expected.filter(({ meter }) => meter === tier.meter);
    const quantity = declared.reduce((sum, one) => sum.plus(one.quantity), new Decimal(0));
    return declared.length === 0 ? [] : [partOf(tier, quantity, settings.bandBound)];
  });
  const sum = parts.reduce((total, part) => total.plus(part.amount), new Decimal(0));
  const fee: BaseFee = { amount: decimalText(sum), cadence, due, basis };
  return { currency, asks, fee: parts.length === 0 ? null : fee, parts };
}

function partOf(
  { meter, counts, bands }: Tier,
  quantity: Decimal,
  bound: PriceBook["settings"]["bandBound"],
): DeclaredFeeQuote["parts"][number] {
  const isWithin = ({ upTo }: Tier["bands"][number]): boolean =>
    upTo === undefined ||
    (bound === "inclusive" ? quantity.lessThanOrEqualTo(upTo) : quantity.lessThan(upTo));
  const at = bands.findIndex(isWithin);
  const limits = [bands[at - 1]?.upTo, bands[at]?.upTo];
  return {
    meter,
    counts,
    quantity: quantity.toNumber(),
    band: bandWords(limits[0], limits[1], bound),
    amount: bands[at]?.fee ?? "0",
  };
}

function bandWords(
  from: string | undefined,
  to: string | undefined,
  bound: PriceBook["settings"]["bandBound"],
): string {
  const [over, under] = bound === "inclusive" ? ["more than", "up to"] : ["at least", "less than"];
  const words = [
    from === undefined ? "" : `${over} ${from}`,
    to === undefined ? "" : `${under} ${to}`,
  ];
  return words.filter((word) => word !== "").join(", ") || "any";
}
