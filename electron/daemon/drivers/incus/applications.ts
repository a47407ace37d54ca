import { ok } from "../../../../shared/base/result.ts";
import type { DesiredInstance } from "../../../../shared/plan/desired.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { markInstance, readBoot } from "./instances.ts";
import { runInInstance } from "./run-in-instance.ts";
import { STAMP, instanceName } from "./stamp.ts";

/** Runs an application's install script and marks the instance with it for good. */
export async function installApplication(
  context: Context,
  instance: DesiredInstance,
  id: string,
): Promise<Outcome<void>> {
  const script = scriptOf(instance, id, "install");
  const run = await runInside(context, instance, script, `to install ${id}`);
  if (!run.ok) return run;
  return markInstance(context, instanceName(instance.id), { [`${STAMP.installed}${id}`]: "true" });
}

/** Runs an application's start script and marks the instance with it for this boot. */
export async function startApplication(
  context: Context,
  instance: DesiredInstance,
  id: string,
): Promise<Outcome<void>> {
  const name = instanceName(instance.id);
  const boot = await readBoot(context, name);
  if (!boot.ok) return boot;
  const script = scriptOf(instance, id, "start");
  const run = await runInside(context, instance, script, `to start ${id}`);
  return run.ok ? markInstance(context, name, { [`${STAMP.started}${id}`]: boot.value }) : run;
}

function scriptOf(instance: DesiredInstance, id: string, part: "install" | "start"): string | null {
  return instance.applications.find((application) => application.id === id)?.[part] ?? null;
}

async function runInside(
  context: Context,
  instance: DesiredInstance,
  text: string | null,
  action: string,
): Promise<Outcome<void>> {
  if (text === null) return ok(undefined);
  const name = instanceName(instance.id);
  const where = `${action} on ${instance.hostname}`;
  const script = { instance: name, text, action: where };
  return runInInstance(context, script);
}
