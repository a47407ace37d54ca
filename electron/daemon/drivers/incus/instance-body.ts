import type { DesiredInstance, DesiredInterface } from "../../../../shared/plan/desired.ts";
import type { Context } from "./context.ts";
import { STAMP, networkName, stampOf, volumeName } from "./stamp.ts";
import { vlanOf } from "./vlans.ts";
import { poolOf } from "./volumes.ts";

export type Device = Readonly<Record<string, string>>;

/** What the server is asked to make for an instance. */
export function instanceBody(
  context: Context,
  name: string,
  instance: DesiredInstance,
  fingerprint: string,
): unknown {
  return {
    name,
    type: "container",
    description: instance.hostname,
    source: { type: "image", fingerprint },
    profiles: [],
    config: instanceConfig(context, instance),
    devices: instanceDevices(context, instance),
  };
}

function instanceConfig(context: Context, instance: DesiredInstance): Record<string, string> {
  const { environment, facts } = context;
  const { generation = 1 } = instance;
  // What a guest could ask its host would include these very keys; the two servers name the switch differently.
  const guestInterface = facts.software === "incus" ? "security.guestapi" : "security.devlxd";
  return {
    ...stampOf(environment.managementId, instance.id),
    ...(generation > 1 && { [STAMP.generation]: String(generation) }),
    ...sizeConfig(instance),
    "security.nesting": "false",
    "security.privileged": "false",
    [guestInterface]: "false",
  };
}

/** What of its configuration is the size of an instance. */
export const SIZE_KEYS: ReadonlySet<string> = new Set([
  "limits.cpu",
  "limits.cpu.allowance",
  "limits.memory",
]);

export function sizeConfig({ cores, memoryMiB }: DesiredInstance): Record<string, string> {
  return { ...processorLimits(cores), "limits.memory": `${memoryMiB}MiB` };
}

/** Whole cores are counted; of a part of a core it gets its share of each tenth of a second. */
function processorLimits(cores: number): Record<string, string> {
  const whole = Math.max(1, Math.ceil(cores));
  const limits = { "limits.cpu": String(whole) };
  if (cores <= 0 || Number.isInteger(cores)) return limits;
  return { ...limits, "limits.cpu.allowance": `${Math.ceil(cores * 100)}ms/100ms` };
}

/** Its disk, its interfaces and its volumes. */
export function instanceDevices(
  context: Context,
  instance: DesiredInstance,
): Record<string, Device> {
  const root = {
    type: "disk",
    path: "/",
    pool: context.facts.defaultPool,
    // The `dir` storage driver takes the size and keeps to it only on a file system with project quotas.
    size: `${Math.max(1, Math.ceil(instance.diskGiB))}GiB`,
  };
  return { root, ...networkDevices(context, instance), ...volumeDevices(context, instance) };
}

/** Also sent alone, to take back a limit that the server's kernel does not know. */
export function networkDevices(
  context: Context,
  instance: DesiredInstance,
): Record<string, Device> {
  return Object.fromEntries(
    instance.interfaces.map((item) => [item.name, networkDevice(context, item)]),
  );
}

function networkDevice(context: Context, item: DesiredInterface): Device {
  const rate = item.limitMbps === null ? null : `${Math.ceil(item.limitMbps)}Mbit`;
  return {
    ...cardOf(context, item),
    ...(rate !== null && { "limits.ingress": rate }),
    ...(rate !== null && context.memory.egressLimits && { "limits.egress": rate }),
  };
}

/** A network card without its limits: in the bridge of its network, or in its VLAN of the server's bridge. */
export function cardOf(context: Context, item: DesiredInterface): Device {
  const { environment, vlans } = context;
  const vlan = vlanOf(context, item.network);
  return {
    type: "nic",
    name: item.name,
    ...(vlan === null || vlans === null
      ? { network: networkName(environment.managementId, item.network) }
      : { nictype: "bridged", parent: vlans.bridge, vlan: String(vlan) }),
    hwaddr: item.mac,
    "security.mac_filtering": "true",
  };
}

function volumeDevices(context: Context, instance: DesiredInstance): Record<string, Device> {
  const { volumes } = context.environment.desired;
  const attached = volumes.filter(({ id }) => instance.volumes.includes(id));
  const paths = new Set<string>();
  return Object.fromEntries(
    attached.map((volume) => {
      const name = volumeName(volume.id);
      const plain = `/mnt/${volume.name.replaceAll(/[^a-zA-Z0-9._-]+/g, "-")}`;
      // Two volumes of one name: the second is told apart by its own.
      const path = paths.has(plain) ? `${plain}-${name}` : plain;
      paths.add(plain);
      const device = { type: "disk", pool: poolOf(context, volume), source: name, path };
      return [name, device];
    }),
  );
}
