import { err, ok } from "../../../shared/base/result.ts";
import { FaultError } from "../../../shared/base/fault.ts";
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
  const { createEnvironment } = Object.fromEntries(list) as Record<"createEnvironment", Verb>;
  return { ...plain, createEnvironment: asResult(createEnvironment) };
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

const REFUSALS: ReadonlySet<string> = new Set(["double-booking", "idempotency-conflict"]);

/** Its refusals are values; a store that fails still rejects. */
function asResult(verb: Verb): Verbs["createEnvironment"] {
  return async (created) => {
    try {
      return ok((await verb(created)) as { id: string; created: boolean });
    } catch (error) {
      if (error instanceof FaultError && REFUSALS.has(error.fault.code)) return err(error.fault);
      throw error;
    }
  };
}
