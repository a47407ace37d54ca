import { z } from "zod";
import { amountSchema, idSchema } from "../pricing/engine/schema/values.ts";
import {
  DISPUTE_OUTCOMES,
  disputeSchema,
  disputeTextSchema,
  newDisputeSchema,
} from "../statements/dispute.ts";
import { lab, own, procedure } from "./procedure.ts";

const readers = own("architect", "customer", "operator");
const operator = lab("operator");
const disputes = z.array(disputeSchema);

/** Statements to take home, and what customers say about their lines. */
export const statementProcedures = {
  /** A signed file of an environment, or of what is billed in a month (`2026-11`), or of everything. */
  get: procedure
    .meta(readers)
    .route({ method: "GET", path: "/statements" })
    .input(
      z.object({
        environment: z.string().max(200).optional(),
        month: z.string().max(40).optional(),
      }),
    )
    .output(z.object({ name: z.string(), text: z.string() })),
  /** Whose signature statements of this lab carry. */
  signer: procedure
    .meta(own("architect", "lab-admin", "customer", "operator"))
    .route({ method: "GET", path: "/statements/signer" })
    .output(z.object({ name: z.string(), publicKey: z.string(), fingerprint: z.string() })),
  /** Says something about a line, or that it is not accepted. The same id again is harmless. */
  dispute: procedure
    .meta(own("customer", "operator"))
    .route({ method: "POST", path: "/statements/disputes" })
    .input(newDisputeSchema)
    .output(disputeSchema),
  disputes: procedure
    .meta(readers)
    .route({ method: "GET", path: "/statements/disputes" })
    .output(disputes),
  /** Of all customers, for whoever answers them. */
  allDisputes: procedure
    .meta(operator)
    .route({ method: "GET", path: "/invoicing/disputes" })
    .output(disputes),
  /**
   * Answers one. An explanation may be followed by the last word: accepted, with a credit note on the bill that it is
   * about (of what the line came to, unless said otherwise), or rejected.
   */
  answer: procedure
    .meta(operator)
    .route({ method: "POST", path: "/invoicing/disputes/{tenant}/{id}/answer" })
    .input(
      z.object({
        tenant: idSchema,
        id: idSchema,
        text: disputeTextSchema,
        outcome: z.enum(DISPUTE_OUTCOMES).default("answered"),
        /** Where it is about a statement: the bill that the money is given back from. */
        bill: z.string().min(1).max(300).optional(),
        /** Without taxes, which are given back with it. */
        credit: amountSchema.optional(),
      }),
    )
    .output(disputeSchema),
};
