import { sumOf, type Amounts } from "./bins.ts";
import type { Layout, Machine } from "./layout.ts";
import type { TreeNode } from "./network-tree.ts";

/**
 * What cables may suffer on the way. `overbook`: anything, to be relieved afterwards. `spare`: no cable is
 * ever overbooked, which spreads a network too big for one switch over several.
 */
export type Care = "overbook" | "spare";

/**
 * Puts each network's machines as close together as they fit: on one host, else under one switch, else on
 * as few switches as may be. Bare-metal machines first, while whole hosts are left. False (with some
 * machines put) when one found no host.
 */
export function placeByNetwork(layout: Layout, care: Care): boolean {
  return groupsOf(layout).every((group) => placeGroup(layout, group, care));
}

/** Best-fit decreasing without regard to networks: finds room where keeping together does not. */
export function placeBySize(
  layout: Layout,
  care: Care,
  size: (machine: Machine) => number,
): boolean {
  const machines = layout
    .unplaced()
    .toSorted((a, b) => bareFirst(a, b) || size(b) - size(a) || a.index - b.index);
  const hosts = allHosts(layout);
  return machines.every((machine) => putBestFit(layout, machine, hosts, care));
}

function bareFirst(a: Machine, b: Machine): number {
  return Number(b.shape.bareMetal) - Number(a.shape.bareMetal);
}

/** Machines by the network that binds them most; each is in one group only, those in none come last. */
function groupsOf(layout: Layout): readonly (readonly Machine[])[] {
  const { problem, bins } = layout;
  const unplaced = layout.unplaced();
  const networks = problem.bandwidths.map((bandwidth, index) => {
    const members = problem.members[index] ?? [];
    const size = members.reduce((sum, { shape }) => sum + bins.size(shape), 0);
    return { bandwidth, size, members };
  });
  networks.sort((a, b) => b.bandwidth - a.bandwidth || b.size - a.size);
  const alone = unplaced
    .toSorted((a, b) => bins.size(b.shape) - bins.size(a.shape))
    .map((machine) => ({ members: [machine] }));
  const left = new Set(unplaced);
  const groups: Machine[][] = [];
  for (const bareMetal of [true, false])
    for (const { members } of [...networks, ...alone]) {
      const group = members.filter((one) => left.has(one) && one.shape.bareMetal === bareMetal);
      for (const member of group) left.delete(member);
      group.sort((a, b) => bins.size(b.shape) - bins.size(a.shape) || a.index - b.index);
      if (group.length > 0) groups.push(group);
    }
  return groups;
}

function placeGroup(layout: Layout, group: readonly Machine[], care: Care): boolean {
  const [first] = group;
  if (group.length === 1 && first?.networks.length === 0)
    return putBestFit(layout, first, allHosts(layout), care);
  const needed = sumOf(group.map(({ shape }) => shape.amounts));
  for (const place of placesFor(layout, group, needed)) {
    if (packInto(layout, place, group, care).length === 0) return true;
    for (const machine of group) layout.lift(machine);
  }
  return false;
}

function allHosts({ problem }: Layout): readonly number[] {
  return problem.tree.nodes[problem.tree.root]?.hosts ?? [];
}

/**
 * Places with room in sum, small ones first, then full ones. Where machines of the same networks stand
 * already, only the places they stand in, from their host up to the whole lab.
 */
function placesFor(
  layout: Layout,
  group: readonly Machine[],
  needed: Amounts,
): readonly TreeNode[] {
  const { tree } = layout.problem;
  const mates = matesBelow(layout, group);
  const near = [...mates.keys()].flatMap((index) => tree.nodes[index] ?? []);
  return (near.length > 0 ? near : tree.nodes)
    .filter(({ index, hosts }) => hosts.length > 0 && covers(layout.bins.freeBelow(index), needed))
    .map((place) => ({ place, room: layout.bins.roomBelow(place.index) }))
    .sort(
      (a, b) =>
        a.place.hosts.length - b.place.hosts.length ||
        (mates.get(b.place.index) ?? 0) - (mates.get(a.place.index) ?? 0) ||
        a.room - b.room ||
        a.place.index - b.place.index,
    )
    .map(({ place }) => place);
}

/** How many machines of the group's networks stand below each tree node already. */
function matesBelow(layout: Layout, group: readonly Machine[]): ReadonlyMap<number, number> {
  const { tree, members } = layout.problem;
  const networks = new Set(group.flatMap((machine) => machine.networks));
  const counts = new Map<number, number>();
  for (const network of networks)
    for (const machine of members[network] ?? []) {
      const host = layout.hostOf(machine);
      const leaf = host === null ? null : (tree.leafOf[host] ?? null);
      for (let at = leaf; at !== null; at = tree.nodes[at]?.parent ?? null)
        counts.set(at, (counts.get(at) ?? 0) + 1);
    }
  return counts;
}

/** Fills the hosts of a place, then its switches, roomiest first; gives back what found no room. */
function packInto(
  layout: Layout,
  place: TreeNode,
  machines: readonly Machine[],
  care: Care,
): readonly Machine[] {
  const { tree } = layout.problem;
  const children = place.children.flatMap((child) => tree.nodes[child] ?? []);
  const hosts = [place, ...children].flatMap(({ host }) => host ?? []);
  let left = machines.filter((machine) => !putBestFit(layout, machine, hosts, care));
  const switches = children
    .filter(({ host }) => host === null)
    .map((child) => ({ child, room: layout.bins.roomBelow(child.index) }))
    .sort((a, b) => b.room - a.room);
  for (const { child } of switches) {
    if (left.length === 0) break;
    left = [...packInto(layout, child, left, care)];
  }
  return left;
}

/** On the host that it leaves least of; false when none of the given hosts can take it. */
function putBestFit(
  layout: Layout,
  machine: Machine,
  hosts: readonly number[],
  care: Care,
): boolean {
  const { shape } = machine;
  let best: number | null = null;
  let least = Infinity;
  for (const host of hosts) {
    if (shape.suits[host] !== true || !layout.bins.fits(shape, host)) continue;
    const residual = layout.bins.residual(shape, host);
    if (residual >= least || (care === "spare" && overbooks(layout, machine, host))) continue;
    [best, least] = [host, residual];
  }
  if (best !== null) layout.put(machine, best);
  return best !== null;
}

function overbooks(layout: Layout, machine: Machine, host: number): boolean {
  layout.put(machine, host);
  const overbooked = layout.hose.isOverloadedAbove(host);
  layout.lift(machine);
  return overbooked;
}

function covers(free: Amounts, needed: Amounts): boolean {
  return needed.every((amount, part) => amount <= (free[part] ?? 0) + 1e-6);
}
