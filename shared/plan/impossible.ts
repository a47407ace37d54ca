import { fault, type Fault } from "../base/fault.ts";
import { formatGibibytes } from "../base/units.ts";
import type { DesiredState } from "./desired.ts";

/**
 * What stands in the way from one state to another: changes that would lose what a volume is there to keep, or
 * that no lab can do to a network.
 */
export function impossibleChanges(before: DesiredState, after: DesiredState): readonly Fault[] {
  const volumes = new Map(before.volumes.map((volume) => [volume.id, volume]));
  const networks = new Map(before.networks.map((network) => [network.id, network]));
  return [
    ...after.volumes.flatMap((volume): readonly Fault[] => {
      const old = volumes.get(volume.id);
      if (old === undefined) return [];
      const part = `The volume ${volume.name}`;
      if (volume.capacityGiB < old.capacityGiB) {
        const detail = `It has ${formatGibibytes(old.capacityGiB)}, and a volume does not become smaller without losing what is on it.`;
        return [fault("part-cannot-change", { part, detail })];
      }
      if (volume.storage === old.storage) return [];
      const detail = `It is on the storage ${old.storage ?? "that the lab chose"}, which does not hold it any more.`;
      return [fault("part-cannot-change", { part, detail })];
    }),
    ...after.networks.flatMap((network): readonly Fault[] => {
      const old = networks.get(network.id);
      if (old === undefined || old.type === network.type) return [];
      const detail = `It is a network of another sort: ${old.type}, and not ${network.type}.`;
      return [fault("part-cannot-change", { part: `The network ${network.name}`, detail })];
    }),
  ];
}
