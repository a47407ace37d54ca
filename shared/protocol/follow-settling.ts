import type { AbortSignalLike, Clock } from "../base/clock.ts";
import type { Settling } from "../pool/outlook.ts";
import type { LabwrightClient } from "./client.ts";
import { attempt } from "./errors.ts";

const EVERY_MS = 1000;

interface Following {
  readonly pool: string;
  readonly clock: Clock;
  /** Ends it: the answer has come. */
  readonly signal: AbortSignalLike;
}

/** Tells now and then how far a lab has come with what the caller takes out of use. It is told or it is not: never fails. */
export async function followSettling(
  client: LabwrightClient,
  { pool, clock, signal }: Following,
  tell: (settling: Settling) => void,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(EVERY_MS, signal).catch(() => undefined);
    if (signal.aborted) return;
    const answer = await attempt(client.pools.settling({ id: pool }));
    if (answer.ok && answer.value !== null && !signal.aborted) tell(answer.value);
  }
}
