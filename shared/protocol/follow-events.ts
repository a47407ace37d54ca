import type { AbortSignalLike, Clock } from "../base/clock.ts";
import { FaultError, type FaultCode } from "../base/fault.ts";
import type { LabwrightClient } from "./client.ts";
import { faultOf } from "./errors.ts";
import type { LabwrightEvent } from "./event.ts";

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

/** Trying again cannot help: somebody must log in, or update. */
const FINAL: ReadonlySet<FaultCode> = new Set<FaultCode>([
  "unauthenticated",
  "forbidden",
  "protocol-version",
]);

export interface FollowOptions {
  /** The sequence that the caller's state is true as of: the events after it are wanted. */
  readonly after: number;
  readonly clock: Clock;
  readonly signal: AbortSignalLike;
  /** The stream broke, or works again after it did. */
  readonly onConnection?: (connected: boolean) => void;
}

/**
 * The tenant's events without a gap or a repeat, over as many connections as it takes; ends when the
 * signal aborts. On a `resynchronise` event the caller fetches the present state again; what follows
 * belongs after that event's sequence. Throws a FaultError when trying again cannot help.
 */
export async function* followEvents(
  client: LabwrightClient,
  options: FollowOptions,
): AsyncGenerator<LabwrightEvent, void, void> {
  let last = options.after;
  let wait = FIRST_WAIT;
  const { signal } = options;
  while (!options.signal.aborted) {
    try {
      const stream = await client.events.subscribe({ after: last }, { signal });
      options.onConnection?.(true);
      for await (const event of stream) {
        wait = FIRST_WAIT;
        if (event.sequence <= last && event.body.type !== "resynchronise") continue;
        last = Math.max(last, event.sequence);
        yield event;
      }
    } catch (thrown) {
      if (options.signal.aborted) return;
      const reason = faultOf(thrown);
      if (FINAL.has(reason.code)) throw new FaultError(reason);
    }
    options.onConnection?.(false);
    await options.clock.sleep(wait, options.signal).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}
