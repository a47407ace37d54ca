import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { runScript, type Script } from "./client/script.ts";
import { waitUntilIdle } from "./operations.ts";

/** Runs a script in one of the environment's instances, after whatever an earlier try still runs there. */
export async function runInInstance(
  context: Context,
  script: Omit<Script, "project">,
): Promise<Outcome<void>> {
  const idle = await waitUntilIdle(context, script.instance);
  if (!idle.ok) return idle;
  return runScript(context.rest, { ...script, project: context.project }, context.signal);
}
