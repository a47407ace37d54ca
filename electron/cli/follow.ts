import { fault, FaultError } from "../../shared/base/fault.ts";
import { systemClock } from "../node/system-clock.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { attempt } from "../../shared/protocol/errors.ts";
import { followEvents } from "../../shared/protocol/follow-events.ts";
import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import { must } from "./connect.ts";
import type { Terminal } from "./terminal.ts";

/** A daemon that was killed is usually started again within this time. */
const PATIENCE = 60_000;

/**
 * An environment as it is now and after each event about it, until the caller stops iterating. Events carry
 * whole values, so each is simply put in place. A daemon that goes away is waited for; throws the fault
 * `daemon-unreachable` when it stays away.
 */
export async function* followEnvironment(
  client: LabwrightClient,
  first: EnvironmentView,
  terminal: Pick<Terminal, "now" | "note">,
): AsyncGenerator<EnvironmentView, void, void> {
  const stop = new AbortController();
  let current = first;
  yield current;
  const options = {
    after: first.sequence,
    clock: systemClock(),
    signal: stop.signal,
    onConnection: absence(terminal),
  };
  try {
    for await (const event of followEvents(client, options)) {
      if (event.body.type === "resynchronise")
        current = must(await attempt(client.environments.get({ id: first.id })));
      else {
        const next = applyEvent(current, event);
        if (next === current) continue;
        current = next;
      }
      yield current;
    }
  } finally {
    stop.abort();
  }
}

/** Tells the user that the daemon is away or back, and throws when it was away for too long. */
function absence({ now, note }: Pick<Terminal, "now" | "note">): (connected: boolean) => void {
  let since: number | null = null;
  return (connected) => {
    if (connected && since !== null) note("The daemon is back.");
    if (connected) since = null;
    else if (since === null) {
      since = now();
      note("The daemon does not answer; the environment goes on when it is back. Waiting for it …");
    } else if (now() - since > PATIENCE)
      throw new FaultError(fault("daemon-unreachable", { address: "its address" }));
  };
}

function applyEvent(environment: EnvironmentView, { body }: LabwrightEvent): EnvironmentView {
  if (body.type === "environment" && body.environment.id === environment.id)
    return { ...environment, ...body.environment };
  if (body.type === "departed" && body.environment === environment.id)
    return {
      ...environment,
      status: environment.status.filter(({ id }) => id !== body.instance),
    };
  if (body.type !== "instance" || body.environment !== environment.id) return environment;
  const known = environment.status.some(({ id }) => id === body.status.id);
  const status = known
    ? environment.status.map((old) => (old.id === body.status.id ? body.status : old))
    : [...environment.status, body.status];
  return { ...environment, status };
}
