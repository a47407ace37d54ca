import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import {
  disputeSchema,
  mayFollow,
  summaryOfDispute,
  type Dispute,
} from "../../../../shared/statements/dispute.ts";
import { append } from "./events.ts";
import type { Transaction } from "./operation.ts";

/** The same again is harmless; another one under its id is refused. */
export async function putDispute(transaction: Transaction, dispute: Dispute): Promise<boolean> {
  const { tenant, id, receivedAt, answer: _, ...said } = dispute;
  const [known] = await disputesOf(transaction, tenant, id);
  if (known !== undefined) {
    if (known.text === said.text && known.line === said.line && known.about === said.about)
      return false;
    throw new FaultError(fault("already-exists", { what: "note", id }));
  }
  await transaction
    .insertInto("disputes")
    .values({
      tenant,
      id,
      received_at: fromInstant(receivedAt),
      answered: 0,
      dispute: JSON.stringify({ ...said, tenant, id, receivedAt }),
      answer: null,
    })
    .execute();
  await tell(transaction, { ...said, tenant, id, receivedAt, answer: null }, receivedAt);
  return true;
}

/** Its people, and whoever runs the lab. */
async function tell(transaction: Transaction, dispute: Dispute, at: Instant): Promise<void> {
  const summary = summaryOfDispute(dispute);
  const { tenant } = dispute;
  await append(transaction, [
    { tenant, environment: null, at, body: { type: "dispute", dispute: summary } },
    { tenant: null, environment: null, at, body: { type: "lab-dispute", dispute: summary } },
  ]);
}

/** Newest first. Of all tenants where none is named. */
export function disputes(transaction: Transaction, tenant?: string): Promise<readonly Dispute[]> {
  return disputesOf(transaction, tenant);
}

async function disputesOf(
  transaction: Transaction,
  tenant?: string,
  id?: string,
): Promise<readonly Dispute[]> {
  const rows = await transaction
    .selectFrom("disputes")
    .select(["dispute", "answer"])
    .$if(tenant !== undefined, (query) => query.where("tenant", "=", tenant ?? ""))
    .$if(id !== undefined, (query) => query.where("id", "=", id ?? ""))
    .orderBy("received_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(({ dispute, answer }) =>
    disputeSchema.parse({
      ...JSON.parse(dispute),
      answer: answer === null ? null : JSON.parse(answer),
    }),
  );
}

/** Answers one; null when there is none, or nothing more can be said to it. */
export async function answerDispute(
  transaction: Transaction,
  tenant: string,
  id: string,
  answer: NonNullable<Dispute["answer"]>,
): Promise<Dispute | null> {
  const [before] = await disputesOf(transaction, tenant, id);
  if (before === undefined || !mayFollow(before.answer, answer)) return null;
  const stored = await transaction
    .selectFrom("disputes")
    .select("answer")
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .executeTakeFirst();
  const known = stored?.answer ?? null;
  const { numUpdatedRows } = await transaction
    .updateTable("disputes")
    .set({ answered: 1, answer: JSON.stringify(answer) })
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    // Nobody else was faster.
    .where("answer", known === null ? "is" : "=", known)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return null;
  const [answered] = await disputesOf(transaction, tenant, id);
  if (answered === undefined) return null;
  await tell(transaction, answered, answer.at);
  return answered;
}
