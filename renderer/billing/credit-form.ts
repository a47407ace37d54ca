import { Decimal } from "../../shared/base/money.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type { Bill } from "../../shared/billing/bill.ts";
import { amountSchema } from "../../shared/pricing/engine/schema/values.ts";
import { money } from "../ui/money.ts";

export type CreditField = "amount" | "reason";

interface Credit {
  readonly number: string;
  readonly amount: string;
  readonly reason: string;
}

/** What is asked of the lab to give a part of a bill back, or what is wrong with which field. */
export function creditOf(
  { number, totals, currency }: Pick<Bill, "number" | "totals" | "currency">,
  form: Readonly<Record<CreditField, string>>,
): Result<Credit, Partial<Record<CreditField, string>>> {
  const reason = form.reason.trim();
  const read = amountSchema.safeParse(form.amount.trim());
  const isSome = read.success && !new Decimal(read.data).isZero();
  const isTooMuch = isSome && new Decimal(read.data).greaterThan(totals.net);
  const wrong = {
    ...(!isSome && { amount: "An amount above zero, such as 12.00." }),
    ...(isTooMuch && { amount: `The whole bill is ${money(totals.net, currency)} without taxes.` }),
    ...(reason === "" && { reason: "Say why: the customer reads it on the note." }),
  };
  if (!read.success || Object.keys(wrong).length > 0) return err(wrong);
  return ok({ number, amount: read.data, reason });
}
