import { sql } from "kysely";
import { FaultError, fault, type Fault } from "../../../shared/base/fault.ts";
import type { Call, Outcome } from "./calls.ts";
import { OPERATIONS } from "./operations/index.ts";
import type { Transaction } from "./operations/operation.ts";

/** What the batch needs to know of its engine. */
export interface Engine {
  /** One connection, used by nobody else while a batch runs. */
  readonly connection: Transaction;
  /** Opens a transaction that no other writer overtakes. */
  readonly begin: readonly string[];
  /** Ends it. The sequence is the newest event's when the batch wrote any. */
  commit(sequence: number | null): readonly string[];
  /** The database itself failed (disk, connection), and not just one statement. */
  isFatal(error: unknown): boolean;
}

export interface BatchResult {
  readonly outcomes: readonly Outcome[];
  /** The newest event's sequence when the batch wrote any. */
  readonly sequence: number | null;
}

/**
 * Runs calls in one transaction, each from its own savepoint, and answers when it is on the disk: one flush
 * serves them all. Rejects when the transaction failed as a whole; then nothing of it is stored.
 */
export async function runBatch(engine: Engine, calls: readonly Call[]): Promise<BatchResult> {
  const { connection } = engine;
  const writing = calls.some(({ name }) => OPERATIONS[name].writes);
  if (!writing) return { outcomes: await runAll(engine, calls), sequence: null };
  await executeAll(connection, engine.begin);
  try {
    const before = await OPERATIONS.latestSequence.run(connection);
    const outcomes = await runAll(engine, calls);
    const after = await OPERATIONS.latestSequence.run(connection);
    const sequence = after === before ? null : after;
    await executeAll(connection, engine.commit(sequence));
    return { outcomes, sequence };
  } catch (error) {
    // A transaction that is gone already cannot be rolled back; the first error is the one that counts.
    await execute(connection, "ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function runAll(engine: Engine, calls: readonly Call[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const call of calls)
    outcomes.push(await (OPERATIONS[call.name].writes ? runWrite : runRead)(engine, call));
  return outcomes;
}

async function runWrite(engine: Engine, call: Call): Promise<Outcome> {
  const { connection } = engine;
  await execute(connection, "SAVEPOINT operation");
  try {
    const output = await run(connection, call);
    await execute(connection, "RELEASE SAVEPOINT operation");
    return { type: "done", output };
  } catch (error) {
    const outcome = failure(engine, error);
    await execute(connection, "ROLLBACK TO SAVEPOINT operation");
    await execute(connection, "RELEASE SAVEPOINT operation");
    return outcome;
  }
}

/** A call that only reads: no savepoint, since it has nothing to take back. */
export async function runRead(
  engine: Pick<Engine, "connection" | "isFatal">,
  call: Call,
): Promise<Outcome> {
  try {
    return { type: "done", output: await run(engine.connection, call) };
  } catch (error) {
    return failure(engine, error);
  }
}

function run(connection: Transaction, { name, input }: Call): Promise<unknown> {
  // Name and input were paired by the store's own methods (facade.ts).
  const operation = OPERATIONS[name].run as (
    transaction: Transaction,
    ...input: readonly unknown[]
  ) => Promise<unknown>;
  return operation(connection, ...input);
}

function failure(engine: Pick<Engine, "isFatal">, error: unknown): Outcome {
  const refusal = asRefusal(error);
  if (refusal !== null) return { type: "refused", fault: refusal };
  if (engine.isFatal(error)) throw error;
  return { type: "bug", error };
}

const DOUBLE_BOOKING = /double-booking:(.+)/;

/** The expected failures: what an operation refused, and what the database's own guard did. */
function asRefusal(error: unknown): Fault | null {
  if (error instanceof FaultError) return error.fault;
  const resource = error instanceof Error ? DOUBLE_BOOKING.exec(error.message)?.[1] : undefined;
  return resource === undefined ? null : fault("double-booking", { resource });
}

async function executeAll(connection: Transaction, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await execute(connection, statement);
}

async function execute(connection: Transaction, statement: string): Promise<void> {
  await sql.raw(statement).execute(connection);
}
