import { ok } from "../../../../shared/base/result.ts";
import type { DesiredInstance } from "../../../../shared/plan/desired.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { instanceDevices, sizeConfig, SIZE_KEYS, type Device } from "./instance-body.ts";
import {
  instancePath,
  lacksEgressLimits,
  readInstance,
  setPower,
  type FoundInstance,
} from "./instances.ts";
import { oneChangeAtATime } from "./one-change.ts";
import { waitUntilIdle, whenIdle } from "./operations.ts";
import { instanceName } from "./stamp.ts";
import { bringVolumes } from "./volume-moves.ts";

/**
 * Gives an instance its size, interfaces and volumes while it runs. What the server will not do to a running
 * one is done to it stopped; the plan starts it again.
 */
export function changeInstance(
  context: Context,
  instance: DesiredInstance,
): Promise<Outcome<void>> {
  const name = instanceName(instance.id);
  return whenIdle(context, name, async () => {
    const idle = await waitUntilIdle(context, name);
    if (!idle.ok) return idle;
    const brought = await bringVolumes(context, instance);
    if (!brought.ok) return brought;
    const changed = await replaceShape(context, instance, name);
    if (changed.ok) return changed;
    if (lacksEgressLimits(changed.error)) {
      context.memory.egressLimits = false;
      return replaceShape(context, instance, name);
    }
    const found = await readInstance(context, name);
    if (!found.ok || found.value.status !== "Running") return changed;
    const stopped = await setPower(context, name, "stop");
    return stopped.ok ? replaceShape(context, instance, name) : stopped;
  });
}

/** Replaces size and devices and leaves everything else as the server has it: it keeps its own notes there. */
function replaceShape(
  context: Context,
  instance: DesiredInstance,
  name: string,
): Promise<Outcome<void>> {
  return oneChangeAtATime(context, name, async () => {
    const found = await readInstance(context, name);
    if (!found.ok) return found;
    if (hasShape(context, found.value, instance)) return ok(undefined);
    const { architecture, ephemeral, profiles, config } = found.value;
    const rest = Object.entries(config).filter(([key]) => !SIZE_KEYS.has(key));
    const body = {
      architecture,
      ephemeral,
      profiles,
      description: instance.hostname,
      config: { ...Object.fromEntries(rest), ...sizeConfig(instance) },
      devices: instanceDevices(context, instance),
    };
    const action = `to change ${instance.hostname}`;
    const path = instancePath(context, name);
    const done = await context.rest.change("PUT", path, body, action, context.signal);
    return done.ok ? ok(undefined) : done;
  });
}

/** Whether an instance has the size, the interfaces and the volumes that are desired. */
export function hasShape(
  context: Context,
  { config, devices }: Pick<FoundInstance, "config" | "devices">,
  instance: DesiredInstance,
): boolean {
  const size = Object.fromEntries(Object.entries(config).filter(([key]) => SIZE_KEYS.has(key)));
  return (
    sortedText(size) === sortedText(sizeConfig(instance)) &&
    deviceText(devices) === deviceText(instanceDevices(context, instance))
  );
}

/** Whether what an instance sends is limited by the host or from inside depends on the kernel, not on the design. */
function deviceText(devices: Readonly<Record<string, Device>>): string {
  const texts = Object.entries(devices).map(([name, device]): [string, string] => {
    const known = Object.entries(device).filter(([key]) => key !== "limits.egress");
    return [name, sortedText(Object.fromEntries(known))];
  });
  return sortedText(Object.fromEntries(texts));
}

function sortedText(record: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
