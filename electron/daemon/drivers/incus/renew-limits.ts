import { ok } from "../../../../shared/base/result.ts";
import type { DesiredInstance } from "../../../../shared/plan/desired.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { cardOf, networkDevices } from "./instance-body.ts";
import { patchInstance } from "./instances.ts";
import { instanceName } from "./stamp.ts";
import { readVlanBridge } from "./vlan-bridge.ts";
import { vlanOf } from "./vlans.ts";

/**
 * Open vSwitch wipes the limits of a card when it takes it in, at every boot, and leaves alone what is set later: so
 * they are taken off and put on again. Cut off in between, the instance differs from what is desired, which mends it.
 */
export async function renewLimits(
  context: Context,
  instance: DesiredInstance,
): Promise<Outcome<void>> {
  const wiped = instance.interfaces.filter(
    ({ network, limitMbps }) => limitMbps !== null && vlanOf(context, network) !== null,
  );
  if (wiped.length === 0) return ok(undefined);
  const action = `to limit ${instance.hostname}`;
  const bridge = await readVlanBridge(context, action, instance.host);
  if (!bridge.ok) return bridge;
  if (bridge.value === "linux") return ok(undefined);
  const name = instanceName(instance.id);
  const bare = Object.fromEntries(wiped.map((item) => [item.name, cardOf(context, item)]));
  const off = await patchInstance(context, name, { devices: bare }, action);
  if (!off.ok) return off;
  const devices = networkDevices(context, { ...instance, interfaces: wiped });
  return patchInstance(context, name, { devices }, action);
}
