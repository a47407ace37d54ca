import type { Selectable } from "kysely";
import { fromInstant, toInstant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import {
  summaryOf,
  type Bill,
  type BillPayment,
  type BillSummary,
} from "../../../../shared/billing/bill.ts";
import { messagesOf } from "../../../../shared/billing/bill-message.ts";
import { billNumber, issued } from "../../../../shared/billing/issue.ts";
import type { Issuing } from "../billing-store.ts";
import type { Tables } from "../schema/tables.ts";
import { append } from "./events.ts";
import { keepMessages } from "./messages.ts";
import type { Transaction } from "./operation.ts";

/** Writers take turns, so that whoever counts sees all that was counted before. */
export async function issueBills(
  transaction: Transaction,
  { tenant, after, drafts, row, at, channels }: Issuing,
): Promise<readonly Bill[]> {
  if ((await lastSequence(transaction, tenant)) !== after)
    throw new FaultError(fault("bill-outdated"));
  const first = await takeNumbers(transaction, row, drafts.length);
  const bills = drafts.map((draft, index) =>
    issued(draft, billNumber(row, first + index), fromInstant(at)),
  );
  for (const bill of bills) await insert(transaction, bill);
  const voided: Bill[] = [];
  for (const { voids, corrects } of bills)
    if (voids && corrects !== null)
      voided.push(await makeVoid(transaction, tenant, corrects, after));
  await keepMessages(
    transaction,
    bills.flatMap((bill) => messagesOf(bill, channels)),
    at,
  );
  await tell(transaction, [...voided, ...bills], at);
  return bills;
}

async function lastSequence(transaction: Transaction, tenant: string): Promise<number> {
  const row = await transaction
    .selectFrom("bills")
    .select("sequence")
    .where("tenant", "=", tenant)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

/** The first of so many numbers; they are given back when the transaction is not committed. */
async function takeNumbers(transaction: Transaction, row: string, count: number): Promise<number> {
  const name = `bills ${row}`;
  await transaction
    .insertInto("counters")
    .values({ name, value: 0 })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const { value } = await transaction
    .updateTable("counters")
    .set(({ eb }) => ({ value: eb("value", "+", count) }))
    .where("name", "=", name)
    .returning("value")
    .executeTakeFirstOrThrow();
  return value - count + 1;
}

async function insert(transaction: Transaction, bill: Bill): Promise<void> {
  const { tenant, sequence, number, kind, period, issuedAt, contract } = bill;
  await transaction
    .insertInto("bills")
    .values({
      tenant,
      sequence,
      number,
      kind,
      contract: contract.id,
      period_end: fromInstant(period.end),
      issued_at: fromInstant(issuedAt ?? ""),
      summary: JSON.stringify(summaryOf(bill)),
      bill: JSON.stringify(bill),
    })
    .execute();
}

async function makeVoid(
  transaction: Transaction,
  tenant: string,
  sequence: number,
  after: number,
): Promise<Bill> {
  const { numUpdatedRows } = await transaction
    .updateTable("bills")
    .set({ void_by: after + 1 })
    .where("tenant", "=", tenant)
    .where("sequence", "=", sequence)
    .where("void_by", "is", null)
    .executeTakeFirst();
  const voided = await bill(transaction, tenant, sequence);
  if (numUpdatedRows === 0n || voided === null)
    throw new FaultError(fault("bill-not-issued", { number: voided?.number ?? String(sequence) }));
  return voided;
}

async function tell(transaction: Transaction, bills: readonly Bill[], at: string): Promise<void> {
  const events = bills.map((one) => ({
    tenant: one.tenant,
    environment: null,
    at,
    body: { type: "bill" as const, bill: summaryOf(one) },
  }));
  await append(transaction, events);
}

type Row = Pick<Selectable<Tables["bills"]>, "tenant" | "sequence" | "void_by" | "bill">;

/** With what became of it since. */
async function assembled(transaction: Transaction, rows: readonly Row[]): Promise<readonly Bill[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const payments = await paymentsOf(transaction, first.tenant);
  return rows.map(({ sequence, void_by, bill: text }): Bill => {
    const known: Bill = JSON.parse(text);
    const status = void_by === null ? known.status : "void";
    return { ...known, status, payments: [...(payments.get(sequence) ?? [])] };
  });
}

async function paymentsOf(
  transaction: Transaction,
  tenant: string | null,
): Promise<ReadonlyMap<number, readonly BillPayment[]>> {
  const rows = await transaction
    .selectFrom("bill_payments")
    .select(["sequence", "payment"])
    .$if(tenant !== null, (query) => query.where("tenant", "=", tenant ?? ""))
    .orderBy("at")
    .orderBy("id")
    .execute();
  const groups = Map.groupBy(rows, ({ sequence }) => sequence);
  return new Map(
    [...groups].map(([sequence, own]) => [
      sequence,
      own.map(({ payment }): BillPayment => JSON.parse(payment)),
    ]),
  );
}

const COLUMNS = ["tenant", "sequence", "void_by", "bill"] as const;

export async function bills(transaction: Transaction, tenant: string): Promise<readonly Bill[]> {
  const rows = await transaction
    .selectFrom("bills")
    .select(COLUMNS)
    .where("tenant", "=", tenant)
    .orderBy("sequence")
    .execute();
  return assembled(transaction, rows);
}

export async function bill(
  transaction: Transaction,
  tenant: string,
  sequence: number,
): Promise<Bill | null> {
  const rows = await transaction
    .selectFrom("bills")
    .select(COLUMNS)
    .where("tenant", "=", tenant)
    .where("sequence", "=", sequence)
    .execute();
  return (await assembled(transaction, rows))[0] ?? null;
}

export async function billOfNumber(transaction: Transaction, number: string): Promise<Bill | null> {
  const rows = await transaction
    .selectFrom("bills")
    .select(COLUMNS)
    .where("number", "=", number)
    .execute();
  return (await assembled(transaction, rows))[0] ?? null;
}

export async function listBills(
  transaction: Transaction,
  tenant: string | null,
): Promise<readonly BillSummary[]> {
  const rows = await transaction
    .selectFrom("bills")
    .select(["summary", "void_by", "open_now"])
    .$if(tenant !== null, (query) => query.where("tenant", "=", tenant ?? ""))
    .orderBy("issued_at", "desc")
    .orderBy("tenant")
    .orderBy("sequence", "desc")
    .execute();
  return rows.map(({ summary, void_by, open_now }): BillSummary => {
    const known: BillSummary = JSON.parse(summary);
    const status = void_by === null ? known.status : "void";
    return Object.assign(known, { status, open: open_now ?? known.open });
  });
}

export async function payBill(
  transaction: Transaction,
  tenant: string,
  sequence: number,
  payment: BillPayment,
): Promise<void> {
  const known = await bill(transaction, tenant, sequence);
  if (known === null || known.status !== "issued")
    throw new FaultError(fault("bill-not-issued", { number: known?.number ?? String(sequence) }));
  const before = await transaction
    .selectFrom("bill_payments")
    .select(["sequence", "payment"])
    .where("tenant", "=", tenant)
    .where("id", "=", payment.id)
    .executeTakeFirst();
  const isSame = (one: BillPayment): boolean =>
    before?.sequence === sequence &&
    one.amount === payment.amount &&
    one.provider === payment.provider;
  if (before !== undefined) {
    if (isSame(JSON.parse(before.payment))) return;
    throw new FaultError(fault("already-exists", { what: "payment", id: payment.id }));
  }
  const at = fromInstant(payment.at);
  await transaction
    .insertInto("bill_payments")
    .values({ tenant, sequence, id: payment.id, at, payment: JSON.stringify(payment) })
    .execute();
  await afterwards(transaction, tenant, sequence, toInstant(at));
}

/** What is open now stands beside the bill, so that lists need not add payments up. */
async function afterwards(
  transaction: Transaction,
  tenant: string,
  sequence: number,
  at: string,
): Promise<void> {
  const now = await bill(transaction, tenant, sequence);
  if (now === null) return;
  await transaction
    .updateTable("bills")
    .set({ open_now: summaryOf(now).open })
    .where("tenant", "=", tenant)
    .where("sequence", "=", sequence)
    .execute();
  await tell(transaction, [now], at);
}
