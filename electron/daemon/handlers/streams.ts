import { fault, FaultError } from "../../../shared/base/fault.ts";
import { toWireError } from "../../../shared/protocol/errors.ts";
import type { CallContext } from "../server/call-context.ts";

/**
 * Runs a stream while counting it against its connection's limit. What fails once it runs is beyond the
 * reach of the call's own error handling, so it is made ready for the wire here.
 */
export async function* countedStream<T>(
  { streams }: CallContext,
  limit: number,
  stream: () => AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  if (streams.open >= limit) throw toWireError(fault("too-many-requests", { seconds: 1 }));
  streams.open++;
  try {
    yield* stream();
  } catch (error) {
    throw error instanceof FaultError ? toWireError(error.fault) : error;
  } finally {
    streams.open--;
  }
}
