import { z } from "zod";
import { Decimal, decimalText } from "../../../../shared/base/money.ts";
import type { RatedLine } from "../../../../shared/pricing/engine/line.ts";
import type { Rated } from "../../../../shared/pricing/rated.ts";

const chargeSchema = z.object({
  lineKey: z.string(),
  node: z.string(),
  meter: z.string(),
  item: z.string(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  amount: z.string(),
  rounded: z.string(),
  rate: z.object({ card: z.string(), revision: z.int(), id: z.string() }),
  reason: z.string(),
  instances: z.int(),
  start: z.string(),
  end: z.string(),
});

/** Quotes and statements as earlier versions stored them. */
const billSchema = z.object({
  source: z.enum(["projected", "metered"]),
  currency: z.string(),
  charges: z.array(chargeSchema),
  total: z.string(),
});

/** A stored quote or statement; one of an earlier version says the same amounts for the same reasons. */
export function toRated(text: string): Rated {
  const stored: unknown = JSON.parse(text);
  const bill = billSchema.safeParse(stored);
  return bill.success ? ratedOfBill(bill.data) : (stored as Rated);
}

function ratedOfBill({ source, currency, charges, total }: z.infer<typeof billSchema>): Rated {
  return {
    source,
    currency,
    lines: charges.map((charge) => lineOfCharge(charge, source)),
    totals: { currency, net: total, taxes: [], gross: total, parties: [] },
  };
}

function lineOfCharge(
  { rate, reason, amount, ...charge }: z.infer<typeof chargeSchema>,
  source: "projected" | "metered",
): RatedLine {
  const { meter, lineKey, end } = charge;
  const amounts = { list: amount, net: decimalText(new Decimal(amount)), cost: "", fee: "0" };
  return {
    ...charge,
    ...amounts,
    source,
    meter,
    compareKey: lineKey,
    category: "usage",
    class: "regular",
    account: "",
    environment: "",
    user: "",
    groups: [],
    title: reason,
    rule: { book: rate.card, revision: rate.revision, id: rate.id },
    period: "",
    billedIn: "",
    window: "",
    band: "",
    unused: false,
    discounts: [],
    estimated: false,
    due: end,
    notes: [],
    explain: [reason],
  };
}
