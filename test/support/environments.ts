import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Design } from "../../shared/design/design.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { EnvironmentState, EnvironmentView } from "../../shared/protocol/environment.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import type { CommandResult } from "./run-command.ts";
import { waitFor } from "./wait-for.ts";

const HOUR = 3_600_000;

/** One of the example designs that every installation has. */
export function exampleDesign(name: string): Design {
  const file = new URL(`../../assets/examples/${name}.labwright.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Design;
}

/** Sends a design to a pool for the next hour. */
export function sendDesign(
  client: LabwrightClient,
  pool: string,
  design: Design,
): Promise<EnvironmentView> {
  const now = Date.now();
  return client.environments.request({
    name: design.name,
    pool,
    design,
    window: { start: new Date(now).toISOString(), end: new Date(now + HOUR).toISOString() },
    idempotencyKey: randomUUID(),
  });
}

/** Waits until an environment is in a state. Fails at once when it has failed for good. */
export function untilState(
  client: LabwrightClient,
  id: string,
  state: EnvironmentState,
): Promise<EnvironmentView> {
  return waitFor(
    `environment ${id} to be ${state}`,
    async () => {
      const view = await client.environments.get({ id });
      if (view.state === state) return view;
      if (view.state === "failed") throw new Error(JSON.stringify([view.error, view.status]));
      return null;
    },
    150_000,
  );
}

/** Releases an environment and waits until nothing is left of it. */
export async function releaseFully(client: LabwrightClient, id: string): Promise<void> {
  await client.environments.release({ id });
  await untilState(client, id, "released");
}

/**
 * Runs a shell command in an instance by the daemon's console. As a person would, again where the console
 * was lost: LXD 5.0.2 on a busy machine now and then breaks off the stream of a command that is over at once.
 */
export async function shellCommand(
  client: LabwrightClient,
  environment: string,
  instance: string,
  command: string,
  attempts = 5,
): Promise<CommandResult> {
  try {
    return await runOnce(client, environment, instance, command);
  } catch (thrown) {
    if (attempts === 1 || faultOf(thrown).code !== "console-unavailable") throw thrown;
    return shellCommand(client, environment, instance, command, attempts - 1);
  }
}

async function runOnce(
  client: LabwrightClient,
  environment: string,
  instance: string,
  command: string,
): Promise<CommandResult> {
  const output = { stdout: "", stderr: "" };
  const events = await client.console.open({
    environment,
    instance,
    command: ["/bin/sh", "-c", command],
  });
  for await (const event of events) {
    if (event.type === "output")
      output[event.stream] += Buffer.from(event.data, "base64").toString();
    if (event.type === "exited") return { code: event.code, ...output };
  }
  throw new Error(`the console of ${instance} closed`);
}
