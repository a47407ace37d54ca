import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { Decimal, moneyText } from "../../../shared/base/money.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import { mayFollow, type Dispute } from "../../../shared/statements/dispute.ts";
import type { AccountContext } from "./account.ts";
import { creditBill } from "./issue.ts";

interface Settling {
  readonly tenant: string;
  readonly id: string;
  readonly text: string;
  readonly by: string;
  readonly outcome: NonNullable<Dispute["answer"]>["outcome"];
  /** The bill to give back from; the one that it is about, unless given. */
  readonly bill?: string | undefined;
  /** Without taxes; what the line came to, unless given. */
  readonly credit?: string | undefined;
}

/** Refuses what is said about a bill's line that the bill does not have. */
export async function refuseUnknownLine(
  { store }: Pick<AccountContext, "store">,
  tenant: string,
  { about, line }: Pick<Dispute, "about" | "line">,
): Promise<Result<void>> {
  const bill = await store.billOfNumber(about);
  // What is no bill of theirs is a statement, which only the customer has.
  if (bill?.tenant !== tenant || line === "" || lineOf(bill, line) !== undefined)
    return ok(undefined);
  return err(fault("not-found", { what: "line", id: line }));
}

/** By its own id, or by the charge that it is a part of. */
function lineOf({ lines }: Bill, line: string): Bill["lines"][number] | undefined {
  return lines.find(({ id, lineKey }) => id === line || lineKey === line);
}

/** Answers what a customer said. Where the customer is right, a credit note gives the money back, once. */
export async function settleDispute(
  context: AccountContext,
  settling: Settling,
): Promise<Result<Dispute>> {
  const { store, clock } = context;
  const { tenant, id, text, by, outcome } = settling;
  const dispute = (await store.disputes(tenant)).find((one) => one.id === id);
  const missing = fault("not-found", { what: "note", id });
  if (dispute === undefined || !mayFollow(dispute.answer, { outcome })) return err(missing);
  const note = outcome === "accepted" ? await giveBack(context, settling, dispute) : ok(null);
  if (!note.ok) return note;
  const at = toInstant(clock.now());
  const creditNote = note.value;
  const answer = { text, by, at, outcome, ...(creditNote !== null && { creditNote }) };
  const answered = await store.answerDispute(tenant, id, answer);
  return answered === null ? err(missing) : ok(answered);
}

/** The number of the note, also when it was issued before and only the answer got lost. */
async function giveBack(
  context: AccountContext,
  { bill: number, credit }: Settling,
  { tenant, id, about, line }: Dispute,
): Promise<Result<string>> {
  const { store } = context;
  const bill = await store.billOfNumber(number ?? about);
  if (bill?.tenant !== tenant) return err(fault("dispute-without-bill", { about }));
  const reason = `dispute ${id} was accepted`;
  const given = (await store.bills(tenant)).find(
    (one) => one.corrects === bill.sequence && one.reason.endsWith(reason),
  );
  if (given !== undefined) return ok(given.number);
  const net = credit ?? owedBack(bill, line);
  if (net === null) return err(fault("dispute-without-bill", { about }));
  const made = await creditBill(context, { bill, reason, net });
  if (!made.ok) return made;
  return ok(made.value[0]?.number ?? "");
}

/** What a line came to, or all of the bill; null for a line that it does not have. */
function owedBack(bill: Bill, line: string): string | null {
  if (line === "") return bill.totals.net;
  const known = lineOf(bill, line);
  return known === undefined ? null : moneyText(new Decimal(known.rounded), bill.currency);
}
