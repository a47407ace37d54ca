import { billNamesSchema } from "./bill-names.ts";
import { z } from "zod";
import { Decimal, moneyText } from "../base/money.ts";
import { totalsSchema } from "../pricing/engine/invoice.ts";
import { zoneSchema } from "../schedule/wall-clock.ts";
import { sharingSchema } from "../pricing/engine/sharing.ts";
import { ratedLineSchema } from "../pricing/engine/line.ts";
import { COLLECTION_SCHEMES } from "../pricing/engine/schemes/index.ts";
import { agreementSchema } from "./commitments.ts";
import { customerSchema } from "./customer.ts";

/** A line of a bill: what the engine rated, or how that changed since it was billed last. Never changes. */
export const billedLineSchema = ratedLineSchema.extend({
  /** Of its own among all lines of the customer: the bill's place in their row and the line's in it, `3.12`. */
  id: z.string(),
  /** The engine's line of which this charges a part; null for what was granted beside all usage. */
  charge: z.string().nullable(),
});
export type BilledLine = z.infer<typeof billedLineSchema>;

const schemeNames = Object.keys(COLLECTION_SCHEMES) as [keyof typeof COLLECTION_SCHEMES];

/** A part of a bill that is asked for at some time. All of them add up to its gross. */
const scheduledSchema = z.strictObject({
  at: z.iso.datetime(),
  scheme: z.enum(schemeNames),
  /** With its share of the taxes. */
  amount: z.string(),
  /** `paid` out of a deposit, or `due`. */
  state: z.enum(["due", "paid"]),
  /** Of the lines that it pays. */
  lines: z.array(z.string()),
  explain: z.string(),
});
export type Scheduled = z.infer<typeof scheduledSchema>;

const paymentSchema = z.strictObject({
  /** The same id is the same payment, told again. */
  id: z.string().min(1).max(200),
  at: z.iso.datetime(),
  /** Negative: paid back. */
  amount: z.string(),
  /** `manual`, or the payment service that told of it. */
  provider: z.string(),
  reference: z.string().max(500),
});
export type BillPayment = z.infer<typeof paymentSchema>;

/** The first, second … document of the customer. */
const place = z.int().min(1);

/**
 * What was charged to a customer: a bill, or a note that corrects bills. Made as a draft; once it is issued nothing
 * of it changes but its payments, and that a note may make it void.
 */
export const billSchema = z.strictObject({
  format: z.literal("labwright-bill").default("labwright-bill"),
  version: z.literal(1).default(1),
  /** Empty while it is a draft. Of its row of numbers none is left out and none comes twice. */
  number: z.string(),
  tenant: z.string(),
  sequence: place,
  kind: z.enum(["periodic", "on-demand", "credit-note", "debit-note"]),
  status: z.enum(["draft", "issued", "void"]),
  /** What it was billed in. What it is for, every line says. */
  period: z.strictObject({ label: z.string(), start: z.iso.datetime(), end: z.iso.datetime() }),
  /** Where the customer's months end, and days are counted; bills from before this was written down do not say. */
  zone: zoneSchema.optional(),
  issuedAt: z.iso.datetime().nullable(),
  due: z.iso.datetime(),
  customer: customerSchema,
  contract: z.strictObject({ id: z.string(), revision: z.int() }),
  /** What the contract bound the customer to then; bills from before this was written down do not say. */
  agreement: agreementSchema.optional(),
  /** Environments on it that are shared by themselves, and by whom. */
  sharing: z.array(sharingSchema).optional(),
  book: z.strictObject({ id: z.string(), revision: z.int() }),
  /** Why there is a note; empty for bills. */
  reason: z.string(),
  /** The sequence of the bill that a note takes back, wholly when `voids`. */
  corrects: place.nullable(),
  voids: z.boolean(),
  currency: z.string(),
  lines: z.array(billedLineSchema),
  totals: totalsSchema,
  schedule: z.array(scheduledSchema),
  payments: z.array(paymentSchema),
  /** Bills from before this was written down do not say. */
  names: billNamesSchema.optional(),
});
export type Bill = z.infer<typeof billSchema>;

/** A bill without its lines, as a list shows it. */
export const billSummarySchema = billSchema
  .pick({
    number: true,
    tenant: true,
    sequence: true,
    kind: true,
    status: true,
    period: true,
    zone: true,
    issuedAt: true,
    due: true,
    reason: true,
    currency: true,
  })
  .extend({ name: z.string(), net: z.string(), gross: z.string(), open: z.string() });
export type BillSummary = z.infer<typeof billSummarySchema>;

/**
 * What is still to be paid of it; negative when more was paid. Nothing of a bill that is void and of the note that
 * made it so, but what was paid for it.
 */
export function openAmount({ status, voids, totals, payments, schedule }: Bill): string {
  const counts = status !== "void" && !voids;
  const asked = new Decimal(counts ? totals.gross : 0);
  const deposits = counts ? schedule.filter(({ state }) => state === "paid") : [];
  const paid = [...payments, ...deposits].reduce(
    (sum, { amount }) => sum.plus(amount),
    new Decimal(0),
  );
  return moneyText(asked.minus(paid), totals.currency);
}

export function summaryOf(bill: Bill): BillSummary {
  const { number, tenant, sequence, kind, status, period, zone } = bill;
  const { issuedAt, due, reason, currency } = bill;
  const { net, gross } = bill.totals;
  const own = { number, tenant, sequence, kind, status, period, issuedAt, due, reason, currency };
  const where = zone === undefined ? {} : { zone };
  return { ...own, ...where, name: bill.customer.name, net, gross, open: openAmount(bill) };
}
