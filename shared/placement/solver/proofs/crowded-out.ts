import { copiesOn } from "./counted-out.ts";
import {
  TOLERANCE,
  type HostGrid,
  type ItemNetwork,
  type ItemShape,
  type MappingProblem,
} from "../problem.ts";

/** Members of one network of which fewer have room than there are, however they are divided. */
export interface CrowdedOut {
  /** Those that may send most first. */
  readonly members: Int32Array;
  readonly most: number;
}

/** Of a network whose members may send so many different amounts, only the largest are tried by themselves. */
const MOST_SORTS = 8;

/** So many hosts are looked at, for those networks first whose members may send most: some milliseconds. */
const MOST_LOOKS = 50_000;

/**
 * A proof by counting that a network of three and more has no room. Wherever its members stand, some switch or host is
 * the middle of them: beyond each trunk or cable from there are members that may send no more than half of all, and what
 * they may send is what it carries. So from any middle there are no more members than hosts, cables and trunks hold.
 * Null where that proves nothing of any network. Other networks and rules are left out of it.
 */
export function crowdedOut(problem: MappingProblem): CrowdedOut | null {
  if (problem.grid.homes !== null) return null;
  const counts = new Map<string, HostCounts>();
  let looks = 0;
  for (const { members, mbps } of busiestFirst(problem.networks)) {
    const order = [...members.keys()].sort((a, b) => (mbps[b] ?? 0) - (mbps[a] ?? 0));
    const sizes = [...new Set(order.map((index) => mbps[index] ?? 0))];
    // Those that send most by themselves: fewer of them fit beyond a cable than of all.
    for (const size of sizes.filter((one) => one > 0).slice(0, MOST_SORTS)) {
      looks += problem.grid.hosts;
      if (looks > Math.max(MOST_LOOKS, problem.grid.hosts)) return null;
      const chosen = order.filter((index) => (mbps[index] ?? 0) >= size);
      const own = Int32Array.from(chosen, (index) => members[index] ?? 0);
      const onHosts = hostCountsOf(problem, own, counts);
      const most = mostOf(problem.grid, onHosts, new Sums(chosen.map((index) => mbps[index] ?? 0)));
      if (most < own.length) return { members: own, most };
    }
  }
  return null;
}

function busiestFirst(networks: readonly ItemNetwork[]): readonly ItemNetwork[] {
  return networks
    .filter(({ members }) => members.length > 2)
    .map((network) => ({ network, mbps: network.mbps.reduce((sum, one) => sum + one, 0) }))
    .sort((a, b) => b.mbps - a.mbps)
    .map(({ network }) => network);
}

/** Of some parts of the lab, one by one: how many members there are at most, and how many Mb/s they may send at most. */
interface Held {
  readonly counts: Float64Array;
  readonly mbps: Float64Array;
}

function nothing(parts: number): Held {
  return { counts: new Float64Array(parts), mbps: new Float64Array(parts) };
}

/** How many members of some shapes hosts hold, whatever they send. */
interface HostCounts {
  /** Per host: how many there are at most. */
  readonly onHosts: Float64Array;
  /** Whether some of them share hosts, and so cables; and whether some have one for themselves. */
  readonly areShared: boolean;
  readonly areAlone: boolean;
}

/** The same for all networks of the same shapes: looked up, or reckoned and added. */
function hostCountsOf(
  { grid, shapes, shapeOf }: MappingProblem,
  members: Int32Array,
  known: Map<string, HostCounts>,
): HostCounts {
  const numbers = [...new Set(members.map((item) => shapeOf[item] ?? 0))];
  const key = numbers.join(" ");
  const found = known.get(key);
  if (found !== undefined) return found;
  const all = numbers.flatMap((shape) => shapes[shape] ?? []);
  const base = leastOf(all);
  const onHosts = new Float64Array(grid.hosts);
  for (let host = 0; host < grid.hosts; host++)
    if (base.suits[host] === 1) onHosts[host] = copiesOn(grid, base, host, shapeOf.length);
  const areShared = all.some(({ exclusive }) => !exclusive);
  const counts = { onHosts, areShared, areAlone: all.some(({ exclusive }) => exclusive) };
  known.set(key, counts);
  return counts;
}

/** The most members that have room, from the middle that is best for them. */
function mostOf(grid: HostGrid, { onHosts, areShared, areAlone }: HostCounts, sums: Sums): number {
  // Who has a host for itself was given one whose cable is wide enough.
  const leastBeyond = areAlone ? 1 : 0;
  const beyond = nothing(grid.hosts);
  for (let host = 0; host < grid.hosts; host++) {
    const count = Math.min(onHosts[host] ?? 0, sums.members);
    if (count === 0) continue;
    const most = count * sums.largest;
    const free = grid.uplinkFree[host] ?? 0;
    beyond.counts[host] = areShared ? Math.max(sums.within(count, free), leastBeyond) : count;
    beyond.mbps[host] = areShared
      ? Math.max(Math.min(most, free + TOLERANCE), leastBeyond * sums.largest)
      : most;
  }
  const around = aroundSwitches(grid, beyond, sums);
  let most = 0;
  for (let at = 0; at < around.counts.length; at++)
    most = Math.max(most, sums.within(around.counts[at] ?? 0, around.mbps[at] ?? 0));
  if (!areShared) return most;
  for (let host = 0; host < grid.hosts; host++) {
    const at = grid.switchOf[host] ?? 0;
    const free = grid.uplinkFree[host] ?? 0;
    const count = Math.min(onHosts[host] ?? 0, sums.members);
    const rest = (around.counts[at] ?? 0) - (beyond.counts[host] ?? 0);
    const mbps = Math.min((around.mbps[at] ?? 0) - (beyond.mbps[host] ?? 0), free + TOLERANCE);
    const together = count + sums.within(rest, free);
    most = Math.max(most, sums.within(together, count * sums.largest + mbps));
  }
  return most;
}

/** Per switch: what its hosts and all trunks round it hold, when it is the middle. */
function aroundSwitches(
  { parent, depth, switchOf, trunkFree }: HostGrid,
  beyond: Held,
  sums: Sums,
): Held {
  const below = nothing(parent.length);
  const add = (to: Held, at: number, count: number, mbps: number): void => {
    to.counts[at] = (to.counts[at] ?? 0) + count;
    to.mbps[at] = (to.mbps[at] ?? 0) + mbps;
  };
  for (let host = 0; host < switchOf.length; host++)
    add(below, switchOf[host] ?? 0, beyond.counts[host] ?? 0, beyond.mbps[host] ?? 0);
  const downwards = [...parent.keys()].sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0));
  const byTrunk = nothing(parent.length);
  for (const at of downwards.toReversed()) {
    const above = parent[at] ?? -1;
    if (above === -1) continue;
    const free = trunkFree[at] ?? 0;
    const count = sums.within(below.counts[at] ?? 0, free);
    add(byTrunk, at, count, Math.min(below.mbps[at] ?? 0, free + TOLERANCE));
    add(below, above, count, byTrunk.mbps[at] ?? 0);
  }
  const around = { counts: below.counts.slice(), mbps: below.mbps.slice() };
  for (const at of downwards) {
    const above = parent[at] ?? -1;
    if (above === -1) continue;
    const free = trunkFree[at] ?? 0;
    const rest = (around.counts[above] ?? 0) - (byTrunk.counts[at] ?? 0);
    const mbps = (around.mbps[above] ?? 0) - (byTrunk.mbps[at] ?? 0);
    add(around, at, sums.within(rest, free), Math.min(mbps, free + TOLERANCE));
  }
  return around;
}

/** What every one of some shapes takes at least. */
function leastOf(shapes: readonly ItemShape[]): ItemShape {
  const [first, ...others] = shapes;
  if (first === undefined) throw new Error("A network has members, and each has a shape");
  const amounts = first.amounts.map((amount, part) =>
    others.reduce((least, other) => Math.min(least, other.amounts[part] ?? 0), amount),
  );
  const different = [...new Set(others.map((other) => other.suits))].filter(
    (one) => one !== first.suits,
  );
  const suits =
    different.length === 0
      ? first.suits
      : first.suits.map((one, host) =>
          different.reduce((most, other) => Math.max(most, other[host] ?? 0), one),
        );
  return { amounts, suits, exclusive: shapes.every(({ exclusive }) => exclusive) };
}

/** What some members may send, of which the ones that may send least take least of a cable. */
class Sums {
  readonly largest: number;
  readonly members: number;
  /** What so many of the smallest may send together. */
  readonly #ofSmallest: Float64Array;

  /** `mbps`: of each member, the largest first. */
  constructor(mbps: readonly number[]) {
    this.largest = mbps[0] ?? 0;
    this.members = mbps.length;
    let sum = 0;
    this.#ofSmallest = Float64Array.from(mbps.toReversed(), (one) => (sum += one));
  }

  /** How many of so many members may send no more than that together. */
  within(count: number, mbps: number): number {
    if (count <= 0) return count;
    let [low, high] = [0, Math.min(count, this.#ofSmallest.length)];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#ofSmallest[middle] ?? 0) <= mbps + TOLERANCE) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
