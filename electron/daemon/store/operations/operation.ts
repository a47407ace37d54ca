import type { Kysely } from "kysely";
import type { Result } from "../../../../shared/base/result.ts";
import type { Store } from "../store.ts";
import type { Tables } from "../schema/tables.ts";

/** One connection inside a transaction, of either engine. */
export type Transaction = Kysely<Tables>;

/** The verbs of the store that are one transaction; the rest belong to the engine. */
export type OperationName = Exclude<keyof Store, "onEvents" | "acquireLeadership" | "close">;

type Plain<Output> = Output extends Result<infer Value> ? Value : Output;

/** What an operation answers; where the store answers a Result, a fault is thrown as a FaultError instead. */
export type OperationOutput<Name extends OperationName> = Plain<Awaited<ReturnType<Store[Name]>>>;

/**
 * One transaction, written once for both engines. It may be run again from the start when the engine has to
 * retry, so it has no effect but on the database. Throwing takes back everything that it did.
 */
export interface Operation<Name extends OperationName> {
  readonly writes: boolean;
  /** It is one statement, which sees one moment without a transaction around it. */
  readonly single: boolean;
  run(transaction: Transaction, ...input: Parameters<Store[Name]>): Promise<OperationOutput<Name>>;
}

export type Operations = { readonly [Name in OperationName]: Operation<Name> };

export function reads<const Run>(run: Run): {
  readonly writes: false;
  readonly single: boolean;
  readonly run: Run;
} {
  return { writes: false, single: false, run };
}

/** A read that is one statement and never becomes two: PostgreSQL is asked once instead of three times. */
export function readsOnce<const Run>(run: Run): ReturnType<typeof reads<Run>> {
  return { writes: false, single: true, run };
}

export function writes<const Run>(run: Run): {
  readonly writes: true;
  readonly single: false;
  readonly run: Run;
} {
  return { writes: true, single: false, run };
}
