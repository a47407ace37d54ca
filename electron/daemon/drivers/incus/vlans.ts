import type { DesiredNetwork } from "../../../../shared/plan/desired.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import type { Configured } from "./make-once.ts";
import { markProject } from "./projects.ts";
import { STAMP } from "./stamp.ts";
import { readVlanBridge } from "./vlan-bridge.ts";

// Where the server has a bridge that carries VLANs, a subnet is one of them there: nothing is made for it but a mark
// on the environment's project, and each card that is plugged in names the VLAN. Its number is nobody else's at the
// time, since the placement claimed it.

/**
 * The VLAN that a network is on the server's bridge; null for one with a bridge of its own, as those have that are
 * older than the bridge: another VLAN than Labwright's may be the office's.
 */
export function vlanOf({ vlans, environment }: Context, network: string): number | null {
  if (vlans === null) return null;
  const found = environment.desired.networks.find(({ id }) => id === network);
  const vlan = found?.type === "subnet" ? found.vlan : null;
  return vlan !== null && vlan >= vlans.first && vlan <= vlans.last ? vlan : null;
}

/** Looks whether the bridge keeps VLANs apart before it promises one: wherever the VLAN will be. */
export async function createVlan(
  context: Context,
  network: DesiredNetwork,
  vlan: number,
): Promise<Outcome<void>> {
  const action = `to make network ${network.name}`;
  for (const member of membersWith(context, network.id)) {
    const bridge = await readVlanBridge(context, action, member);
    if (!bridge.ok) return bridge;
  }
  return markProject(context, STAMP.vlan + network.id, String(vlan));
}

function membersWith({ facts, environment }: Context, network: string): readonly string[] {
  const { instances } = environment.desired;
  const on = instances.filter(({ interfaces }) =>
    interfaces.some((one) => one.network === network),
  );
  return facts.clustered ? [...new Set(on.map(({ host }) => host))] : [facts.name];
}

export function removeVlan(context: Context, id: string): Promise<Outcome<void>> {
  return markProject(context, STAMP.vlan + id, null);
}

/** Which subnets are VLANs; none any more once the server is to be used without them. */
export function markedVlans({ vlans }: Context, { config }: Configured): readonly string[] {
  if (vlans === null) return [];
  return Object.keys(config).flatMap((key) =>
    key.startsWith(STAMP.vlan) ? [key.slice(STAMP.vlan.length)] : [],
  );
}
