import type { Design, NodeId } from "../design/design.ts";
import { instancePairs } from "../design/instance-pairs.ts";
import { instanceId, type InstanceId } from "../design/instances.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { sortedIds } from "./ids.ts";

/** Which volumes each machine attaches, in order of links, without repeats. */
export function attachedVolumes(
  design: Design,
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
): ReadonlyMap<InstanceId, ReadonlySet<InstanceId>> {
  const attached = new Map<InstanceId, Set<InstanceId>>();
  for (const id of sortedIds(Object.keys(design.links))) {
    const link = design.links[id];
    const ends = [link?.from, link?.to].map((end) => nodes.get(end?.node ?? ""));
    const machine = ends.find((node) => node?.demand.compute !== undefined);
    const volume = ends.find((node) => node?.demand.volume !== undefined);
    if (machine === undefined || volume === undefined) continue;
    for (const [mine, theirs] of instancePairs(machine.count, volume.count)) {
      const key = instanceId(machine.id, mine);
      const volumes = attached.get(key) ?? new Set();
      attached.set(key, volumes.add(instanceId(volume.id, theirs)));
    }
  }
  return attached;
}
