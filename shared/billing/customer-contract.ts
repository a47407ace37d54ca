import { z } from "zod";
import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { contractSchema, type Contract } from "../pricing/engine/contract.ts";
import { idSchema, instantSchema } from "../pricing/engine/schema/values.ts";
import { quotaSchema } from "../protocol/reservation.ts";
import { customerSchema, expectedUsageSchema } from "./customer.ts";

/** What the customer may hold, as limits of the tenant and of its users; null: no limit. */
const entitlementSchema = quotaSchema.omit({ tenant: true });

/** How bills are made of a contract, and what follows from them. */
const billingTermsSchema = z.strictObject({
  /** How often a bill is issued by itself. */
  cadence: z.enum(["monthly", "quarterly", "annual"]).default("monthly"),
  /** One row of numbers for all customers, or one for each. */
  numbering: z.enum(["provider", "account"]).default("provider"),
  payWithinDays: z.int().min(0).max(365).default(14),
  /** Who takes the money: somebody by hand, or a service that is told of each bill. */
  payment: z.enum(["manual", "webhook"]).default("manual"),
  /** Bills go to the customer's address by e-mail, too. */
  email: z.boolean().default(false),
  /** Budgets that are spent may stop what they are for, so long after it was said; null: they only tell. */
  hardStop: z
    .strictObject({ noticeHours: z.int().min(1).max(720) })
    .nullable()
    .default(null),
  /** What becomes of environments when the contract ends; left out: they are released, with a day's notice. */
  atEnd: z
    .strictObject({
      /** Released; or they go on, and what they use is billed on demand by the price book that holds then. */
      environments: z.enum(["release", "keep"]).default("release"),
      noticeHours: z.int().min(0).max(8760).default(24),
    })
    .optional(),
});

/**
 * One revision of what was agreed on with a tenant. It holds from `validFrom` until the next one does, and never
 * changes. `contract` is what prices are worked out by.
 */
export const customerContractSchema = z.strictObject({
  tenant: idSchema,
  /** Counts up from 1. */
  revision: z.int().min(1),
  validFrom: instantSchema,
  customer: customerSchema,
  contract: contractSchema,
  expectedUsage: z.array(expectedUsageSchema).default([]),
  entitlements: z.array(entitlementSchema).default([]),
  terms: billingTermsSchema.prefault({}),
});
export type CustomerContract = z.infer<typeof customerContractSchema>;

/** What bills of a contract are cut by: while it lasts they stay, or what was billed could not be found again. */
const LASTING = [
  "id",
  "account",
  "billingZone",
  "currency",
  "start",
  "anchorDay",
  "anchorMonth",
] as const satisfies readonly (keyof Contract)[];

/** Whether a revision may follow another one; the first follows null. */
export function checkSuccession(
  before: CustomerContract | null,
  next: CustomerContract,
): Result<void> {
  const refuse = (detail: string, where: string): Result<void> =>
    err(fault("contract-invalid", { detail }, where));
  const { contract, revision } = next;
  if (contract.end !== undefined && contract.end <= contract.start)
    return refuse("It ends before it starts.", "contract.end");
  const expected = (before?.revision ?? 0) + 1;
  if (revision !== expected) return refuse(`The next revision is ${expected}.`, "revision");
  if (before === null) return ok(undefined);
  if (next.validFrom < before.validFrom)
    return refuse("It holds before the revision that it follows.", "validFrom");
  // What is over makes room for another contract.
  if (isOver(before, next.validFrom) && contract.id !== before.contract.id) return ok(undefined);
  const changed = LASTING.find((name) => contract[name] !== before.contract[name]);
  return changed === undefined
    ? ok(undefined)
    : refuse("It stays while the contract lasts: end it and begin another.", `contract.${changed}`);
}

function isOver({ contract: { end } }: CustomerContract, at: string): boolean {
  return end !== undefined && end <= at;
}

/** The revision that holds at an instant; before the first one holds, the first. */
export function revisionAt(
  revisions: readonly CustomerContract[],
  at: string,
): CustomerContract | null {
  return revisions.findLast(({ validFrom }) => validFrom <= at) ?? revisions[0] ?? null;
}
