import { implement, type ImplementerInternalWithMiddlewares } from "@orpc/server";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import type { Result } from "../../../shared/base/result.ts";
import { contract } from "../../../shared/protocol/contract.ts";
import type { ProcedureMeta } from "../../../shared/protocol/roles.ts";
import type { CallContext } from "../server/call-context.ts";

/** Answers are checked where they leave the daemon, in turns. */
const implementer = implement(contract)
  .$context<CallContext>()
  .$config({ initialOutputValidationIndex: Number.NaN });

/**
 * The one place where it is decided who may call what. Runs before the input is even parsed. Whose data a
 * call touches is decided by the session alone: handlers get its tenant and ask the store for nothing else,
 * so a foreign id answers exactly like a missing one.
 */
const authorise = implementer.middleware(async ({ context, procedure, next }) => {
  const { roles } = procedure["~orpc"].meta satisfies ProcedureMeta;
  const { user, tenant } = context.session;
  if (!roles.some((role) => user.roles.includes(role)))
    throw new FaultError(fault("forbidden", { roles: roles.join(", ") }));
  return next({ context: { tenant: tenant.id, user } });
});

/**
 * What handlers are written with: `procedures.environments.get.handler(…)`. Its type is written down, because the
 * compiler does not spell out one as long as the whole contract.
 */
export const procedures: ImplementerInternalWithMiddlewares<
  typeof contract,
  CallContext,
  CallContext & { tenant: string; user: CallContext["session"]["user"] }
> = implementer.use(authorise);

/** Makes an expected failure what the wire carries. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new FaultError(result.error);
}

/** The value, or the same answer for a missing and for a foreign one. */
export function found<T>(value: T | null | undefined, what: string, id: string): T {
  if (value === null || value === undefined) throw new FaultError(fault("not-found", { what, id }));
  return value;
}
