import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { Message } from "../../../../shared/billing/message.ts";
import type { Waiting } from "../billing-store.ts";
import type { Transaction } from "./operation.ts";

/** Keeps messages until they are sent; one that is there already is not sent again. */
export async function keepMessages(
  transaction: Transaction,
  messages: readonly Message[],
  at: Instant,
): Promise<void> {
  for (const message of messages)
    await transaction
      .insertInto("messages")
      .values({
        id: message.id,
        tenant: message.tenant,
        message: JSON.stringify(message),
        made_at: fromInstant(at),
        next_at: fromInstant(at),
        attempts: 0,
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
}

export async function waitingMessages(
  transaction: Transaction,
  by: Instant,
  limit: number,
): Promise<readonly Waiting[]> {
  const rows = await transaction
    .selectFrom("messages")
    .select(["message", "attempts"])
    .where("next_at", "<=", fromInstant(by))
    .orderBy("next_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ message, attempts }) => ({ message: JSON.parse(message), attempts }));
}

export async function messageSent(
  transaction: Transaction,
  id: string,
  at: Instant,
): Promise<void> {
  await transaction
    .updateTable("messages")
    .set({ next_at: null, sent_at: fromInstant(at), error: null })
    .where("id", "=", id)
    .execute();
}

export async function messageFailed(
  transaction: Transaction,
  id: string,
  error: string,
  nextAt: Instant | null,
): Promise<void> {
  await transaction
    .updateTable("messages")
    .set(({ eb }) => ({
      next_at: nextAt === null ? null : fromInstant(nextAt),
      attempts: eb("attempts", "+", 1),
      error,
    }))
    .where("id", "=", id)
    .execute();
}
