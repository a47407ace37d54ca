import { err, ok, type Result } from "../../../shared/base/result.ts";
import { FaultError, type FaultCode } from "../../../shared/base/fault.ts";
import type { Call, Outcome } from "./calls.ts";
import { OPERATIONS } from "./operations/index.ts";
import type { OperationName } from "./operations/operation.ts";
import type { Store } from "./store.ts";

type Verbs = Pick<Store, OperationName>;
type Verb = (...input: readonly unknown[]) => Promise<unknown>;

/** The store's verbs, each of which sends its call to an engine. */
export function verbs(send: (call: Call) => Promise<Outcome>): Verbs {
  const names = Object.keys(OPERATIONS) as OperationName[];
  const list = names.map((name): [OperationName, Verb] => [
    name,
    async (...input) => outputOf(await send({ name, input })),
  ]);
  const plain = Object.fromEntries(list) as Verbs;
  const answering = Object.fromEntries(
    list.filter(([name]) => ANSWERING.has(name)).map(([name, verb]) => [name, asResult(verb)]),
  );
  return { ...plain, ...answering };
}

function outputOf(outcome: Outcome): unknown {
  switch (outcome.type) {
    case "done":
      return outcome.output;
    case "refused":
      throw new FaultError(outcome.fault);
    case "bug":
      throw outcome.error;
  }
}

/** The verbs whose refusals are values; a store that fails still rejects. */
const ANSWERING: ReadonlySet<string> = new Set<OperationName>([
  "createEnvironment",
  "reviseEnvironment",
  "createBooking",
  "addReservations",
  "changeReservations",
  "issueBills",
]);

const REFUSALS: ReadonlySet<string> = new Set<FaultCode>([
  "double-booking",
  "idempotency-conflict",
  "environment-changed",
  "environment-over",
  "quota-exceeded",
  "hours-exceeded",
  "money-exceeded",
  "reservation-changed",
  "bill-outdated",
  "bill-not-issued",
]);

function asResult(verb: Verb): (...input: readonly unknown[]) => Promise<Result<unknown>> {
  return async (...input) => {
    try {
      return ok(await verb(...input));
    } catch (error) {
      if (error instanceof FaultError && REFUSALS.has(error.fault.code)) return err(error.fault);
      throw error;
    }
  };
}
