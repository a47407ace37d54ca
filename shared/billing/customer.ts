import { z } from "zod";
import { idSchema } from "../pricing/engine/schema/values.ts";

const line = z.string().trim().min(1).max(200);

const addressSchema = z.strictObject({
  street: line,
  /** Of the place, as it is written there. */
  postalCode: z.string().trim().max(20).default(""),
  city: line,
  /** ISO 3166, two letters. */
  country: z.string().regex(/^[A-Z]{2}$/, "an ISO 3166 code such as DE"),
});

/**
 * Who is billed, and where the bill goes. It says nothing about cards or bank accounts: those are the payment
 * provider's, who knows the customer by `reference`.
 */
export const customerSchema = z.strictObject({
  kind: z.enum(["company", "person", "process"]).default("company"),
  name: line,
  address: addressSchema,
  email: z.email().max(200),
  /** Of value added tax or the like. */
  taxId: z.string().trim().max(50).optional(),
  /** What the customer wants to read on bills, e.g. an order number. */
  reference: z.string().trim().max(200).optional(),
});

/** What somebody who signs up expects to use in a month; fees can be agreed on by it. */
export const expectedUsageSchema = z.strictObject({
  meter: idSchema,
  quantity: z.number().min(0),
  note: z.string().max(200).default(""),
});
export type ExpectedUsage = z.infer<typeof expectedUsageSchema>;
