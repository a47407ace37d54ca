import { toInstant } from "../../../shared/base/clock.ts";
import { fault, FaultError, type Fault } from "../../../shared/base/fault.ts";
import { z } from "zod";
import { exactSchema } from "../../../shared/pricing/engine/schema/values.ts";
import type { AccountContext } from "./account.ts";
import type { Outside } from "./outside.ts";
import { isSignedBy } from "./signature.ts";

const toldSchema = z.strictObject({
  number: z.string(),
  /** The service's own name of the payment: told again, it is the same one. */
  id: z.string().min(1).max(200),
  /** Negative: paid back. */
  amount: exactSchema,
  reference: z.string().max(500).default(""),
});

/**
 * What the payment service says about a bill, in a body that is signed like those it gets. Null when it was noted, or
 * was before.
 */
export async function paymentTold(
  { store, clock, outside }: AccountContext & { readonly outside: Outside },
  signature: string | undefined,
  body: string,
): Promise<Fault | null> {
  const secret = outside.webhook?.secret;
  const isKnown =
    secret !== undefined &&
    signature !== undefined &&
    isSignedBy(secret, body, signature, clock.now());
  if (!isKnown) return fault("unauthenticated");
  const told = toldSchema.safeParse(parsed(body));
  if (!told.success) return fault("input-invalid", { detail: told.error.issues[0]?.message ?? "" });
  const { number, ...payment } = told.data;
  const bill = await store.billOfNumber(number);
  if (bill === null) return fault("not-found", { what: "bill", id: number });
  try {
    const at = toInstant(clock.now());
    await store.payBill(bill.tenant, bill.sequence, { ...payment, at, provider: "webhook" });
    return null;
  } catch (error) {
    if (error instanceof FaultError && ANSWERS.has(error.fault.code)) return error.fault;
    throw error;
  }
}

const ANSWERS: ReadonlySet<string> = new Set(["bill-not-issued", "already-exists"]);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
