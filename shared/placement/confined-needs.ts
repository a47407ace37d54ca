import type { Design } from "../design/design.ts";
import { instanceId, type InstanceId } from "../design/instances.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { attachedVolumes } from "../topology/attached-volumes.ts";
import type { PoolResources } from "../pool/pool.ts";
import type { BandwidthNetwork } from "./bandwidth-networks.ts";
import type { Kept } from "./placement.ts";
import type { StandingNeed } from "./standing-needs.ts";

/** The lab that a design is to be placed in, as far as it says what stays within a host. */
export interface Confining {
  readonly resources: Pick<PoolResources, "storage" | "cablesEndAtHost">;
  /** Where volumes are already. */
  readonly kept: Kept["storage"];
}

/** What a lab asks of where a design's machines stand, because something that they share reaches no other host. */
export interface Confined {
  readonly standings: readonly StandingNeed[];
  /** Volumes of several machines that go only into storage that all hosts reach, so that those may stand anywhere. */
  readonly shared: ReadonlySet<InstanceId>;
}

/**
 * Machines at the ends of a bare cable stand together where none leads from host to host. Those that share a volume do
 * where all storage is local, or the volume is there already; with other storage in the lab it goes there instead.
 */
export function confinedNeeds(
  design: Design,
  nodes: ReadonlyMap<string, ResolvedNode>,
  networks: readonly BandwidthNetwork[],
  { resources, kept }: Confining,
): Confined {
  const local = new Set(resources.storage.flatMap((one) => (one.local ? [one.id] : [])));
  const isAllLocal = local.size === resources.storage.length;
  const cables = resources.cablesEndAtHost
    ? networks.flatMap((network) => cableNeed(design, nodes, network))
    : [];
  const volumes = local.size === 0 ? [] : sharedVolumes(design, nodes);
  const isConfined = ({ volume }: SharedVolume): boolean =>
    kept[volume] === undefined ? isAllLocal : local.has(kept[volume]);
  return {
    standings: [...cables, ...volumes.filter(isConfined).map(({ need }) => need)],
    shared: new Set(volumes.flatMap((one) => (isConfined(one) ? [] : [one.volume]))),
  };
}

function cableNeed(
  { links }: Design,
  nodes: ReadonlyMap<string, ResolvedNode>,
  { id, subnet, members }: BandwidthNetwork,
): readonly StandingNeed[] {
  if (subnet !== null) return [];
  const ends = [...members.keys()];
  const machines = ends.reduce((sum, node) => sum + (nodes.get(node)?.count ?? 0), 0);
  const nameOf = (node = ""): string => nodes.get(node)?.node.name ?? node;
  const { label, from, to } = links[id] ?? {};
  const name = label ?? `${nameOf(from?.node)} – ${nameOf(to?.node)}`;
  return machines < 2
    ? []
    : [{ name, nodes: ends, level: "host", apart: false, confinedBy: { sort: "cable", id } }];
}

interface SharedVolume {
  readonly volume: InstanceId;
  readonly need: StandingNeed;
}

/** Volumes that several machines attach, in the order of their nodes. */
function sharedVolumes(
  design: Design,
  nodes: ReadonlyMap<string, ResolvedNode>,
): readonly SharedVolume[] {
  const machines = new Map<InstanceId, Set<InstanceId>>();
  const attached = attachedVolumes(design, nodes);
  for (const [machine, volumes] of attached)
    for (const volume of volumes)
      machines.set(volume, (machines.get(volume) ?? new Set()).add(machine));
  return [...nodes.values()].flatMap(({ id, node: { name }, count }) =>
    Array.from({ length: count }, (_, index) => instanceId(id, index + 1)).flatMap((volume) => {
      const instances = machines.get(volume);
      if (instances === undefined || instances.size < 2) return [];
      const among = [...nodes.values()].filter((one) =>
        Array.from({ length: one.count }, (_, index) => instanceId(one.id, index + 1)).some(
          (instance) => instances.has(instance),
        ),
      );
      const own = { name, nodes: among.map((one) => one.id), instances };
      const confinedBy = { sort: "volume", id } as const;
      return [{ volume, need: { ...own, level: "host", apart: false, confinedBy } }];
    }),
  );
}
