import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../shared/base/clock.ts";
import type { Access } from "./access.ts";
import type { Connections } from "./connections.ts";
import type { Limits } from "./limits.ts";

/** Cuts connections that are dead, and those whose session ended elsewhere, until the daemon stops. */
export async function keepConnections(
  connections: Connections,
  access: Access,
  { clock, limits }: { clock: Clock; limits: Limits },
  signal: AbortSignal,
): Promise<void> {
  let validated = clock.now();
  while (!signal.aborted) {
    await clock.sleep(limits.heartbeat, signal).catch(() => undefined);
    if (signal.aborted) return;
    // A daemon that was held up reads first what has come meanwhile: answers to its last pings are among that.
    await setImmediate();
    connections.beat();
    if (clock.now() - validated < limits.revalidation) continue;
    validated = clock.now();
    await connections.revalidate((session) => access.isValid(session));
  }
}
