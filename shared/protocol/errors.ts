import { ORPCError } from "@orpc/client";
import { z } from "zod";
import { FAULT_TEXTS } from "../base/fault-texts.ts";
import {
  fault,
  FaultError,
  faultSentence,
  isFaultCode,
  type Fault,
  type FaultCode,
} from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { faultSchema, type WireFault } from "./environment.ts";

const detailsSchema = faultSchema.omit({ code: true });

/** A fault as the wire carries it: its code, its HTTP status, its sentence, and the parts to rebuild it. */
export function toWireError(value: Fault): ORPCError<string, unknown> {
  const { code, ...details } = value;
  return new ORPCError(code, {
    status: FAULT_TEXTS[code].status,
    message: faultSentence(value),
    data: details,
  });
}

/**
 * Whatever a call over the wire threw, as a fault. A code that this version does not know keeps the
 * sentence its daemon sent; anything that is not an answer at all means the daemon went away.
 */
export function faultOf(thrown: unknown, address = "its address"): Fault {
  if (thrown instanceof FaultError) return thrown.fault;
  if (!(thrown instanceof ORPCError)) return fault("daemon-unreachable", { address });
  const details = detailsSchema.safeParse(thrown.data);
  if (!isFaultCode(thrown.code) || !details.success)
    return fault("internal", { detail: thrown.message, reference: thrown.code });
  return fault(thrown.code, details.data.parameters, details.data.where);
}

/** A stored or received fault; an unknown code of a newer daemon becomes `internal` and names it. */
export function fromWireFault(value: WireFault): Fault {
  return isFaultCode(value.code)
    ? fault(value.code, value.parameters, value.where)
    : fault("internal", { detail: value.code, reference: value.code }, value.where);
}

/** Makes a call's rejection a value. A bug in the caller still throws. */
export async function attempt<T>(call: Promise<T>): Promise<Result<T>> {
  try {
    return ok(await call);
  } catch (thrown) {
    return err(faultOf(thrown));
  }
}

/** The answer to a call, or something else where it ends in that fault. Any other is thrown. */
export async function unlessFault<T, F>(
  call: Promise<T>,
  code: FaultCode,
  other: F,
): Promise<T | F> {
  const answer = await attempt(call);
  if (answer.ok) return answer.value;
  if (answer.error.code === code) return other;
  throw new FaultError(answer.error);
}

/** The first thing a schema refused, as `input-invalid` with its place. */
export function inputFault(
  issues: readonly { readonly message: string; readonly path?: unknown }[],
): Fault {
  const [first] = issues;
  const path = z.array(z.union([z.string(), z.number()])).safeParse(first?.path);
  const where = path.success && path.data.length > 0 ? path.data.join(".") : undefined;
  return fault("input-invalid", { detail: first?.message ?? "It could not be read." }, where);
}
