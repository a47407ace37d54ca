import type { Transaction } from "./operation.ts";
import { SUMMARY_COLUMNS } from "./rows.ts";

/** Environments, each beside its reservation where it was booked: that has its id. */
export function withBooked(transaction: Transaction) {
  return transaction
    .selectFrom("environments")
    .leftJoin("reservations", "reservations.id", "environments.id")
    .select(["reservations.start_at as booked_start", "reservations.end_at as booked_end"]);
}

/** What a summary is made of, without an environment's documents. */
export function selectSummaries(transaction: Transaction) {
  return withBooked(transaction).select(
    SUMMARY_COLUMNS.map((column) => `environments.${column}` as const),
  );
}
