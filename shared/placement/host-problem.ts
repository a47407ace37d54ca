import { resourceIds, type Pool, type PoolHost } from "../pool/pool.ts";
import type { Available } from "./available.ts";
import type { Amounts, Shape } from "./bins.ts";
import type { HostProblem, Machine } from "./layout.ts";
import { networkTree } from "./network-tree.ts";
import type { Kept } from "./placement.ts";
import type { MachineNeed, Requirements } from "./requirements.ts";

/** The parts of a host that machines share, in the order of `Amounts`. */
export const HOST_PARTS = ["cores", "memoryMiB", "diskGiB"] as const;

/** Puts the machines of a design and the hosts of a pool into the form the solvers work on. */
export function hostProblem(
  pool: Pool,
  available: Available,
  { machines: needs, networks }: Requirements,
  kept: Kept["hosts"],
): HostProblem {
  const { hosts } = pool.resources;
  const shapes = needs.map((need, index) => shapeOf(need, index, hosts));
  const machines: Machine[] = [];
  needs.forEach((need, index) => {
    const shape = shapes[index];
    if (shape === undefined) return;
    const memberships = networks.flatMap(({ members }, network) => {
      const mbps = members.get(need.node);
      return mbps === undefined ? [] : [{ network, mbps }];
    });
    const common = {
      shape,
      networks: memberships.map(({ network }) => network),
      memberships: memberships.filter(({ mbps }) => mbps > 0),
    };
    for (const instance of need.instances) {
      const at = hosts.findIndex(({ id }) => id === kept[instance]);
      const stays = shape.suits[at] === true ? at : null;
      machines.push({ index: machines.length, instance, stays, ...common });
    }
  });
  return {
    tree: networkTree(pool, available),
    machines,
    free: hosts.map((host) => freeOf(pool, host, available)),
    whole: hosts.map((host) => isWhole(pool, host, available)),
    bandwidths: networks.map(({ members }) => bandwidthOf(members, needs)),
    members: membersOf(machines, networks.length),
  };
}

function membersOf(machines: readonly Machine[], networks: number): Machine[][] {
  const members = Array.from({ length: networks }, (): Machine[] => []);
  for (const machine of machines)
    for (const network of machine.networks) members[network]?.push(machine);
  return members;
}

function shapeOf(need: MachineNeed, index: number, hosts: readonly PoolHost[]): Shape {
  const { compute } = need;
  return {
    need: index,
    amounts: HOST_PARTS.map((part) => compute[part]),
    bareMetal: compute.bareMetal,
    suits: hosts.map((host) => suits(host, need)),
  };
}

/** Up, of the architecture, with every feature asked for. */
export function suits(host: PoolHost, { compute }: MachineNeed): boolean {
  return (
    host.state === "up" &&
    host.architecture === compute.architecture &&
    compute.features.every((feature) => host.features.includes(feature))
  );
}

export function freeOf(pool: Pool, host: PoolHost, available: Available): Amounts {
  return HOST_PARTS.map((part) => available.free(resourceIds.host(pool.id, host.id, part)));
}

/** Nobody else has any of it at any time in the window. */
export function isWhole(pool: Pool, host: PoolHost, available: Available): boolean {
  return HOST_PARTS.every((part) => !available.isHeld(resourceIds.host(pool.id, host.id, part)));
}

function bandwidthOf(members: ReadonlyMap<string, number>, needs: readonly MachineNeed[]): number {
  return needs.reduce(
    (sum, { node, instances }) => sum + (members.get(node) ?? 0) * instances.length,
    0,
  );
}
