import pg from "pg";
import type { Engine } from "../batch.ts";
import { kyselyOverClient } from "./connect.ts";
import { lockForTransaction } from "./locks.ts";

/** The channel on which each commit tells every daemon its newest event. */
export const EVENTS_CHANNEL = "labwright_events";

/** SQLSTATE classes of a wrong value, a broken constraint, a wrong statement and a RAISE: the database is well. */
const STATEMENT_ERRORS = new Set(["22", "23", "42", "P0"]);

/** Serialisation failure and deadlock: nothing happened, and trying again is the remedy. */
const RETRIED = new Set(["40001", "40P01"]);

export function postgresEngine(client: pg.Client): Engine {
  return {
    connection: kyselyOverClient(client),
    begin: ["BEGIN", lockForTransaction("write")],
    commit: (sequence) =>
      sequence === null ? ["COMMIT"] : [`NOTIFY ${EVENTS_CHANNEL}, '${sequence}'`, "COMMIT"],
    isFatal,
  };
}

export function isFatal(error: unknown): boolean {
  if (error instanceof pg.DatabaseError)
    return !STATEMENT_ERRORS.has((error.code ?? "").slice(0, 2));
  // Not the server's answer: a lost connection, or a plain bug of an operation.
  return error instanceof Error && !(error instanceof TypeError);
}

export function isRetried(error: unknown): boolean {
  return error instanceof pg.DatabaseError && RETRIED.has(error.code ?? "");
}
