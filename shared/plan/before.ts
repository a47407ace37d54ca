import type { InstanceId } from "../design/instances.ts";
import type { KeptAddresses } from "../topology/addresses.ts";
import type { DesiredInstance, DesiredState } from "./desired.ts";

/** What is there already while a changed design is described: machines that stay keep what they are known by. */
export interface Before {
  readonly instances: ReadonlyMap<InstanceId, DesiredInstance>;
  readonly addresses: KeptAddresses;
}

/** Arranges a state for looking things up in it. */
export function beforeOf(state: DesiredState): Before {
  const instances = new Map(state.instances.map((instance) => [instance.id, instance]));
  return {
    instances,
    addresses: (instance, network) =>
      instances
        .get(instance)
        ?.interfaces.find((one) => one.network === network)
        ?.address?.split("/")[0],
  };
}
