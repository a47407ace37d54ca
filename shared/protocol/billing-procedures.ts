import { z } from "zod";
import { baseFeeSchema } from "../billing/base-fee.ts";
import { billSchema, billSummarySchema } from "../billing/bill.ts";
import { budgetSchema, budgetStateSchema } from "../billing/budget.ts";
import { expectedUsageSchema } from "../billing/customer.ts";
import { customerContractSchema } from "../billing/customer-contract.ts";
import { declaredFeeQuoteSchema } from "../billing/declared-fee.ts";
import { reportScheduleSchema, statusReportSchema } from "../billing/status-report.ts";
import {
  amountSchema,
  exactSchema,
  idSchema,
  instantSchema,
} from "../pricing/engine/schema/values.ts";
import { sharingSchema } from "../pricing/engine/sharing.ts";
import { lab, nothing, own, procedure } from "./procedure.ts";

const readers = own("customer", "operator");
const operator = lab("operator");
const number = z.object({ number: z.string().min(1).max(300) });
const tenant = z.object({ tenant: idSchema });
const reason = z.string().trim().min(1).max(500);
const bills = z.array(billSchema);

/** The caller's own contract, bills, budgets and reports. */
export const billingProcedures = {
  /** What was agreed on, as it holds now; null when nothing was. */
  contract: procedure
    .meta(readers)
    .route({ method: "GET", path: "/billing/contract" })
    .output(z.object({ contract: customerContractSchema.nullable() })),
  /** The customer ends the contract, at an instant or now; bills give back or charge what is left of fees. */
  end: procedure
    .meta(own("customer"))
    .route({ method: "POST", path: "/billing/contract/end" })
    .input(z.object({ at: instantSchema.optional() }))
    .output(customerContractSchema),
  /** A licence for an environment that was kept is not renewed any more, from an instant on or now. */
  endLicence: procedure
    .meta(own("customer"))
    .route({ method: "POST", path: "/billing/contract/licences/{environment}/end" })
    .input(z.object({ environment: idSchema, at: instantSchema.optional() }))
    .output(customerContractSchema),
  /** Asks for the credit of a guarantee that was missed in a month; the next bill gives it, as far as it is due. */
  claim: procedure
    .meta(own("customer"))
    .route({ method: "POST", path: "/billing/contract/claims" })
    .input(
      z.object({ term: idSchema, month: z.string().regex(/^\d{4}-\d{2}$/, "such as 2026-11") }),
    )
    .output(customerContractSchema),
  /** Who shares what one environment costs, from an instant on or now; nobody: as the contract says for the rest. */
  share: procedure
    .meta(own("customer"))
    .route({ method: "POST", path: "/billing/contract/sharing" })
    .input(sharingSchema.extend({ from: instantSchema.optional() }))
    .output(customerContractSchema),
  list: procedure
    .meta(readers)
    .route({ method: "GET", path: "/billing/bills" })
    .output(z.array(billSummarySchema)),
  get: procedure
    .meta(readers)
    .route({ method: "GET", path: "/billing/bills/{number}" })
    .input(number)
    .output(billSchema),
  /** What a bill would say now: nothing is issued. */
  draft: procedure.meta(readers).route({ method: "GET", path: "/billing/draft" }).output(bills),
  /** What is there, what was used, what it costs so far. */
  status: procedure
    .meta(own("architect", "customer", "operator"))
    .route({ method: "GET", path: "/billing/status" })
    .output(statusReportSchema),
  reports: procedure
    .meta(readers)
    .route({ method: "GET", path: "/billing/reports" })
    .output(z.array(reportScheduleSchema)),
  putReport: procedure
    .meta(readers)
    .route({ method: "PUT", path: "/billing/reports" })
    .input(reportScheduleSchema)
    .output(nothing),
  removeReport: procedure
    .meta(readers)
    .route({ method: "DELETE", path: "/billing/reports/{id}" })
    .input(z.object({ id: idSchema }))
    .output(nothing),
};

/** What may be spent, and how far it is. */
export const budgetProcedures = {
  list: procedure
    .meta(own("architect", "customer", "operator"))
    .route({ method: "GET", path: "/budgets" })
    .output(z.array(budgetStateSchema)),
  set: procedure
    .meta(readers)
    .route({ method: "PUT", path: "/budgets" })
    .input(budgetSchema)
    .output(budgetStateSchema),
  remove: procedure
    .meta(readers)
    .route({ method: "DELETE", path: "/budgets/{id}" })
    .input(z.object({ id: idSchema }))
    .output(nothing),
};

/** What is asked of somebody who becomes a customer. */
export const signUpSchema = customerContractSchema
  .omit({ tenant: true, revision: true, validFrom: true })
  .extend({
    tenant: idSchema,
    /** Of a new tenant; the customer's name unless given. */
    name: z.string().trim().min(1).max(200).optional(),
    /** The first person of a new tenant, who can see its bills; a token is given for them. */
    user: z.string().trim().min(1).max(200).optional(),
    /** A fee that is for being a customer, as a rule of the contract's own; else what the price book sets by `expectedUsage`. */
    baseFee: baseFeeSchema.optional(),
  });
export type SignUp = z.output<typeof signUpSchema>;

/** Whoever runs the lab bills its customers. */
export const invoicingProcedures = {
  /** Those who have a contract. */
  accounts: procedure
    .meta(operator)
    .route({ method: "GET", path: "/invoicing/accounts" })
    .output(z.array(customerContractSchema)),
  /** A new customer, or another contract after one that is over. */
  signUp: procedure
    .meta(operator)
    .route({ method: "POST", path: "/invoicing/accounts" })
    .input(signUpSchema)
    .output(z.object({ contract: customerContractSchema, secret: z.string().nullable() })),
  /** What the price book asks of a customer, and the base fee that follows from what they declare: nothing is agreed. */
  declaredFee: procedure
    .meta(operator)
    .route({ method: "POST", path: "/invoicing/declared-fee" })
    .input(
      z.object({
        /** When the contract is to begin: by the prices that hold then. */
        start: instantSchema,
        expectedUsage: z.array(expectedUsageSchema).default([]),
      }),
    )
    .output(declaredFeeQuoteSchema),
  /** The next revision of a contract, whole: what holds from `validFrom` on. */
  amend: procedure
    .meta(operator)
    .route({ method: "PUT", path: "/invoicing/accounts/{tenant}" })
    .input(customerContractSchema)
    .output(customerContractSchema),
  /** Of all customers. */
  list: procedure
    .meta(operator)
    .route({ method: "GET", path: "/invoicing/bills" })
    .output(z.array(billSummarySchema)),
  get: procedure
    .meta(operator)
    .route({ method: "GET", path: "/invoicing/bills/{number}" })
    .input(number)
    .output(billSchema),
  draft: procedure
    .meta(operator)
    .route({ method: "GET", path: "/invoicing/accounts/{tenant}/draft" })
    .input(tenant)
    .output(bills),
  /** Bills whole periods that are over and then what there is up to now. */
  issue: procedure
    .meta(operator)
    .route({ method: "POST", path: "/invoicing/accounts/{tenant}/issue" })
    .input(tenant)
    .output(bills),
  /** Takes a bill back by a credit note of all of it. */
  void: procedure
    .meta(operator)
    .route({ method: "POST", path: "/invoicing/bills/{number}/void" })
    .input(number.extend({ reason }))
    .output(billSchema),
  /** Gives a part of a bill back, so much without taxes. */
  credit: procedure
    .meta(operator)
    .route({ method: "POST", path: "/invoicing/bills/{number}/credit" })
    .input(number.extend({ amount: amountSchema, reason }))
    .output(billSchema),
  /** The manual payment provider: somebody saw the money arrive. Left out, all that is open. */
  pay: procedure
    .meta(operator)
    .route({ method: "POST", path: "/invoicing/bills/{number}/pay" })
    .input(
      number.extend({
        amount: exactSchema.optional(),
        reference: z.string().max(500).default(""),
        /** The same id is the same payment. */
        id: z.string().min(1).max(200).optional(),
      }),
    )
    .output(billSchema),
};
