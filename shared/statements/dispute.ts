import { z } from "zod";
import { idSchema } from "../pricing/engine/schema/values.ts";

export const disputeTextSchema = z.string().trim().min(1).max(2000);

/** What a customer has to say about a line; made offline, too, so its id is the customer's own. */
export const newDisputeSchema = z.strictObject({
  /** The same id is the same note, told again. */
  id: idSchema,
  /** The statement's id, or the bill's number. */
  about: z.string().min(1).max(300),
  /** The line's key; empty: all of it. */
  line: z.string().max(2000),
  title: z.string().max(1000),
  text: disputeTextSchema,
  /** A remark, or that the amount is not accepted. */
  sort: z.enum(["note", "dispute"]),
  madeAt: z.iso.datetime(),
});

/** The same as the lab has it. Only an answer is added to it, once. */
export const disputeSchema = newDisputeSchema.extend({
  tenant: idSchema,
  /** Who said it. */
  by: z.string(),
  receivedAt: z.iso.datetime(),
  answer: z
    .strictObject({ text: disputeTextSchema, by: z.string(), at: z.iso.datetime() })
    .nullable(),
});
export type Dispute = z.infer<typeof disputeSchema>;
