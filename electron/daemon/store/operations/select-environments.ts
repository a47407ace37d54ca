import type { Transaction } from "./operation.ts";

/** Environments, each beside its reservation where it was booked: that has its id. */
export function withBooked(transaction: Transaction) {
  return transaction
    .selectFrom("environments")
    .leftJoin("reservations", "reservations.id", "environments.id")
    .select(["reservations.start_at as booked_start", "reservations.end_at as booked_end"]);
}

/** What a summary is made of, without an environment's documents. */
export function selectSummaries(transaction: Transaction) {
  return withBooked(transaction).select([
    "environments.id",
    "environments.tenant",
    "environments.owner",
    "environments.pool",
    "environments.name",
    "environments.state",
    "environments.error",
    "environments.start_at",
    "environments.end_at",
    "environments.created_at",
    "environments.updated_at",
    "environments.revision",
  ]);
}
