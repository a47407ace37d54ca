import { z } from "zod";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok } from "../../../../shared/base/result.ts";
import type { DesiredInstance } from "../../../../shared/plan/desired.ts";
import { isSameMaking } from "../../../../shared/plan/remaining.ts";
import { inProject, type Context } from "./context.ts";
import { refused, type Failure, type Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { findImage } from "./images.ts";
import { instanceBody, networkDevices } from "./instance-body.ts";
import { expectAnswering, hostDown, onMember } from "./members.ts";
import { oneChangeAtATime } from "./one-change.ts";
import { waitUntilIdle, whenIdle } from "./operations.ts";
import { STAMP, instanceName } from "./stamp.ts";
import { bringVolumes } from "./volume-moves.ts";

/** What a server leaves out, or gives as null, is `empty`. */
export function nullable<Schema extends z.ZodType>(schema: Schema, empty: z.output<Schema>) {
  return schema.nullish().transform((value) => value ?? empty);
}

export const instanceSchema = z.looseObject({
  name: z.string(),
  status: z.string(),
  /** When it was last booted: the name of this boot. A restart from inside changes it too. */
  last_used_at: z.string(),
  /** The member of a cluster that it is on. */
  location: z.string().default(""),
  architecture: z.string().default(""),
  ephemeral: z.boolean().default(false),
  // Null where that member does not answer: then no more is known of it.
  profiles: nullable(z.array(z.string()), []),
  config: nullable(z.record(z.string(), z.string()), {}),
  devices: nullable(z.record(z.string(), z.record(z.string(), z.string())), {}),
});
export type FoundInstance = z.infer<typeof instanceSchema>;

/** Seconds that an orderly start or stop may take on the server. */
const POWER_TIMEOUT = 60;

export function instancePath(context: Context, name: string, ...more: string[]): string {
  return apiPath(["instances", name, ...more], inProject(context));
}

export function readInstance(context: Context, name: string): Promise<Outcome<FoundInstance>> {
  return context.rest.get(instancePath(context, name), instanceSchema, context.signal);
}

/**
 * Makes an instance, and says so in its configuration when it is whole. One without that mark was cut off:
 * if the server is still at it we wait, then it is made again.
 */
export function createInstance(
  context: Context,
  instance: DesiredInstance,
): Promise<Outcome<void>> {
  const name = instanceName(instance.id);
  return whenIdle(context, name, () => makeInstance(context, instance, name));
}

/** Whether it was made to its end, and not cut off. */
export function isWhole({ config }: FoundInstance): boolean {
  return config[STAMP.complete] !== undefined;
}

/** Which making of its id it is. */
export function generationOf({ config }: FoundInstance): number {
  return Number(config[STAMP.generation] ?? 1);
}

async function makeInstance(
  context: Context,
  instance: DesiredInstance,
  name: string,
): Promise<Outcome<void>> {
  const found = await readInstance(context, name);
  if (
    found.ok &&
    isWhole(found.value) &&
    isSameMaking(instance, { generation: generationOf(found.value) })
  )
    return ok(undefined);
  if (!found.ok && !isMissing(found.error)) return found;
  if (found.ok) {
    const idle = await waitUntilIdle(context, name);
    if (!idle.ok) return idle;
    const cleared = await removeNamedInstance(context, name);
    if (!cleared.ok) return cleared;
  }
  const { rest, signal } = context;
  const image = await findImage(rest, instance, signal);
  if (!image.ok) return image;
  const brought = await bringVolumes(context, instance);
  if (!brought.ok) return brought;
  const path = apiPath(["instances"], inProject(context, onMember(context, instance.host)));
  const body = instanceBody(context, name, instance, image.value);
  const made = await rest.change("POST", path, body, `to make ${instance.hostname}`, signal);
  return made.ok ? markInstance(context, name, { [STAMP.complete]: "true" }) : made;
}

/** Starts an instance; one that runs, by this call or an earlier one that was cut off, is left alone. */
export function startInstance(context: Context, instance: DesiredInstance): Promise<Outcome<void>> {
  const name = instanceName(instance.id);
  return whenIdle(context, name, async () => {
    const started = await bringUp(context, instance, name);
    if (started.ok) return started;
    const found = await readInstance(context, name);
    return found.ok && found.value.status === "Running" ? ok(undefined) : started;
  });
}

/** Seconds in which a machine whose disk is kept may shut down by itself; then it is cut off. */
const ORDERLY = 15;

/** Switches an instance off, in order where it can; one that is off already is left alone. */
export function stopInstance(context: Context, instance: DesiredInstance): Promise<Outcome<void>> {
  const name = instanceName(instance.id);
  return whenIdle(context, name, async () => {
    const idle = await waitUntilIdle(context, name);
    if (!idle.ok) return idle;
    if (await isOff(context, name)) return ok(undefined);
    const path = instancePath(context, name, "state");
    const body = { action: "stop", timeout: ORDERLY, force: false };
    const action = `to stop ${name}`;
    const asked = await context.rest.change("PUT", path, body, action, context.signal);
    if (asked.ok || (await isOff(context, name))) return ok(undefined);
    const cut = await setPower(context, name, "stop");
    return cut.ok || (await isOff(context, name)) ? ok(undefined) : cut;
  });
}

async function isOff(context: Context, name: string): Promise<boolean> {
  const found = await readInstance(context, name);
  return found.ok && found.value.status === "Stopped";
}

async function bringUp(
  context: Context,
  instance: DesiredInstance,
  name: string,
): Promise<Outcome<void>> {
  const idle = await waitUntilIdle(context, name);
  if (!idle.ok) return idle;
  const found = await readInstance(context, name);
  if (!found.ok) return found;
  if (found.value.status === "Running") return ok(undefined);
  const action = found.value.status === "Frozen" ? "unfreeze" : "start";
  const started = await setPower(context, name, action);
  if (started.ok || !lacksEgressLimits(started.error)) return started;
  context.memory.egressLimits = false;
  const devices = networkDevices(context, instance);
  const patched = await patchInstance(context, name, { devices }, `to limit ${name} inside`);
  return patched.ok ? setPower(context, name, action) : patched;
}

/** Some kernels are built without the tc action that `limits.egress` needs; the limit is then set inside. */
export function lacksEgressLimits(failure: Failure): boolean {
  return JSON.stringify(failure.fault).includes("tc filter");
}

export async function setPower(
  context: Context,
  name: string,
  action: "start" | "stop" | "unfreeze",
): Promise<Outcome<void>> {
  const path = instancePath(context, name, "state");
  // What is cut off is never needed again, or had its time to shut down in order.
  const body = { action, timeout: POWER_TIMEOUT, force: action === "stop" };
  const done = await context.rest.change("PUT", path, body, `to ${action} ${name}`, context.signal);
  return done.ok ? ok(undefined) : done;
}

export async function removeInstance(context: Context, id: string): Promise<Outcome<void>> {
  const name = instanceName(id);
  const all = await listInstances(context);
  if (!all.ok) return isMissing(all.error) ? ok(undefined) : all;
  const found = all.value.find((one) => one.name === name);
  return found === undefined ? ok(undefined) : removeFound(context, found);
}

/** Every instance in the environment's project, whole or not. */
export function listInstances(context: Context): Promise<Outcome<readonly FoundInstance[]>> {
  const path = apiPath(["instances"], inProject(context, { recursion: "1" }));
  return context.rest.get(path, z.array(instanceSchema), context.signal);
}

/** Removes one that was listed; a fault where the member that it is on does not answer. */
export async function removeFound(context: Context, found: FoundInstance): Promise<Outcome<void>> {
  if (isOutOfReach(found)) return err(hostDown(found.location));
  return removeNamedInstance(context, found.name);
}

/** Whether no more is known of an instance than its name and its member: that one does not answer. */
export function isOutOfReach({ status, config }: FoundInstance): boolean {
  return status === "Error" && config[STAMP.id] === undefined;
}

/**
 * A fault where the member that an instance is on, or is to be on, does not answer: whoever asked for something there
 * would wait long to be told less.
 */
export async function expectReachable(
  context: Context,
  { id, host }: DesiredInstance,
): Promise<Outcome<void>> {
  if (!context.facts.clustered) return ok(undefined);
  const all = await listInstances(context);
  if (!all.ok) return all;
  const found = all.value.find(({ name }) => name === instanceName(id));
  if (found !== undefined && isOutOfReach(found)) return err(hostDown(found.location));
  return expectAnswering(context, host);
}

function removeNamedInstance(context: Context, name: string): Promise<Outcome<void>> {
  return whenIdle(context, name, () => deleteInstance(context, name));
}

async function deleteInstance(context: Context, name: string): Promise<Outcome<void>> {
  const found = await readInstance(context, name);
  if (!found.ok) return isMissing(found.error) ? ok(undefined) : found;
  // A stop that fails because it stopped by itself shows in the removal.
  if (found.value.status !== "Stopped") await setPower(context, name, "stop");
  const path = instancePath(context, name);
  const action = `to remove ${name}`;
  const removed = await context.rest.change("DELETE", path, undefined, action, context.signal);
  return removed.ok || isMissing(removed.error) ? ok(undefined) : removed;
}

/** Adds keys to an instance's configuration. */
export function markInstance(
  context: Context,
  name: string,
  config: Readonly<Record<string, string>>,
): Promise<Outcome<void>> {
  return patchInstance(context, name, { config }, `to mark ${name}`);
}

export function patchInstance(
  context: Context,
  name: string,
  body: unknown,
  action: string,
): Promise<Outcome<void>> {
  return oneChangeAtATime(context, name, async () => {
    const path = instancePath(context, name);
    const done = await context.rest.change("PATCH", path, body, action, context.signal);
    return done.ok ? ok(undefined) : done;
  });
}

/** The name of this boot of a running instance, or a failure that says that it does not run. */
export async function readBoot(context: Context, name: string): Promise<Outcome<string>> {
  const found = await readInstance(context, name);
  if (!found.ok) return found;
  if (found.value.status === "Running") return ok(found.value.last_used_at);
  return err(refused(`to work in ${name}`, `it is ${found.value.status.toLowerCase()}`));
}

/** For people who want in: a fault that says in which state the instance is when it does not run. */
export async function expectRunning(context: Context, id: string): Promise<Outcome<void>> {
  const found = await readInstance(context, instanceName(id));
  if (!found.ok && !isMissing(found.error)) return found;
  const state = found.ok ? found.value.status.toLowerCase() : "not there";
  if (state === "running") return ok(undefined);
  return err({ status: null, fault: fault("node-not-running", { node: id, state }) });
}
