import { fault, FaultError } from "../../../shared/base/fault.ts";
import type { CallContext } from "../server/call-context.ts";

/** Runs a stream while counting it against its connection's limit. */
export async function* countedStream<T>(
  { streams }: CallContext,
  limit: number,
  stream: () => AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  if (streams.open >= limit) throw new FaultError(fault("too-many-requests", { seconds: 1 }));
  streams.open++;
  try {
    yield* stream();
  } finally {
    streams.open--;
  }
}
