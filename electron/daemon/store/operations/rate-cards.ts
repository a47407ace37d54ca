import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type { RateCard } from "../../../../shared/pricing/rate-card.ts";
import type { Transaction } from "./operation.ts";

export async function putRateCard(transaction: Transaction, card: RateCard): Promise<void> {
  const { id, revision } = card;
  const stored = await rateCard(transaction, id, revision);
  const text = JSON.stringify(card);
  if (stored !== null) {
    if (JSON.stringify(stored) === text) return;
    const name = `${id} revision ${revision}`;
    throw new FaultError(fault("already-exists", { what: "rate card", id: name }));
  }
  await transaction
    .insertInto("rate_cards")
    .values({ id, revision, effective_from: fromInstant(card.effectiveFrom), card: text })
    .execute();
}

export async function currentRateCard(
  transaction: Transaction,
  at: Instant,
): Promise<RateCard | null> {
  const row = await transaction
    .selectFrom("rate_cards")
    .select("card")
    .where("effective_from", "<=", fromInstant(at))
    .orderBy("effective_from", "desc")
    .orderBy("revision", "desc")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : JSON.parse(row.card);
}

export async function rateCard(
  transaction: Transaction,
  id: string,
  revision: number,
): Promise<RateCard | null> {
  const row = await transaction
    .selectFrom("rate_cards")
    .select("card")
    .where("id", "=", id)
    .where("revision", "=", revision)
    .executeTakeFirst();
  return row === undefined ? null : JSON.parse(row.card);
}
