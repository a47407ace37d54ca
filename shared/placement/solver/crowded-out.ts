import { copiesOn } from "./counted-out.ts";
import {
  TOLERANCE,
  type HostGrid,
  type ItemNetwork,
  type ItemShape,
  type MappingProblem,
} from "./problem.ts";

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
      const most = mostOf(problem, own, new Sums(chosen.map((index) => mbps[index] ?? 0)));
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

/** How many members there are at most on a part of the lab, and how many Mb/s they may send at most. */
interface Held {
  readonly count: number;
  readonly mbps: number;
}

const NOTHING: Held = { count: 0, mbps: 0 };

/** The most members that have room, from the middle that is best for them. */
function mostOf({ grid, shapes, shapeOf }: MappingProblem, members: Int32Array, sums: Sums) {
  const own = [...new Set(Array.from(members, (item) => shapeOf[item] ?? 0))];
  const all = own.flatMap((shape) => shapes[shape] ?? []);
  const base = leastOf(all);
  const hosts = Array.from({ length: grid.hosts }, (_, host): Held => {
    const count = base.suits[host] === 1 ? copiesOn(grid, base, host, members.length) : 0;
    return { count, mbps: count * sums.largest };
  });
  // Who has a host for itself was given one whose cable is wide enough.
  const isCounted = all.some(({ exclusive }) => !exclusive);
  const beyond = hosts.map((host, index) => {
    const cable = sums.limited(host, grid.uplinkFree[index] ?? 0);
    const isAlone = isCounted && all.some(({ exclusive }) => exclusive) && host.count > 0;
    const one = isAlone ? { count: 1, mbps: sums.largest } : NOTHING;
    return isCounted ? larger(cable, one) : host;
  });
  const around = aroundSwitches(grid, beyond, sums);
  const middles = around.map((held) => sums.countOf(held));
  if (isCounted)
    hosts.forEach((host, index) => {
      const at = around[grid.switchOf[index] ?? 0] ?? NOTHING;
      const rest = less(at, beyond[index] ?? NOTHING);
      middles.push(sums.countOf(more(host, sums.limited(rest, grid.uplinkFree[index] ?? 0))));
    });
  return middles.reduce((most, count) => Math.max(most, count), 0);
}

/** Per switch: what its hosts and all trunks round it hold, when it is the middle. */
function aroundSwitches(
  { parent, depth, switchOf, trunkFree }: HostGrid,
  beyond: readonly Held[],
  sums: Sums,
): readonly Held[] {
  const below = Array.from(parent, () => NOTHING);
  beyond.forEach((held, host) => {
    const at = switchOf[host] ?? 0;
    below[at] = more(below[at] ?? NOTHING, held);
  });
  const downwards = [...parent.keys()].sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0));
  const byTrunk = Array.from(parent, () => NOTHING);
  for (const at of downwards.toReversed()) {
    const above = parent[at] ?? -1;
    if (above === -1) continue;
    byTrunk[at] = sums.limited(below[at] ?? NOTHING, trunkFree[at] ?? 0);
    below[above] = more(below[above] ?? NOTHING, byTrunk[at]);
  }
  const around = below.slice();
  for (const at of downwards) {
    const above = parent[at] ?? -1;
    if (above === -1) continue;
    const rest = less(around[above] ?? NOTHING, byTrunk[at] ?? NOTHING);
    around[at] = more(below[at] ?? NOTHING, sums.limited(rest, trunkFree[at] ?? 0));
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
  const suits = first.suits.map((one, host) =>
    Math.max(one, ...others.map((other) => other.suits[host] ?? 0)),
  );
  return { amounts, suits, exclusive: shapes.every(({ exclusive }) => exclusive) };
}

/** What some members may send, of which the ones that may send least take least of a cable. */
class Sums {
  readonly largest: number;
  /** What so many of the smallest may send together. */
  readonly #ofSmallest: readonly number[];

  /** `mbps`: of each member, the largest first. */
  constructor(mbps: readonly number[]) {
    this.largest = mbps[0] ?? 0;
    let sum = 0;
    this.#ofSmallest = mbps.toReversed().map((one) => (sum += one));
  }

  /** What of it is left beyond a cable or trunk. */
  limited({ count, mbps }: Held, free: number): Held {
    return {
      count: Math.min(count, this.#mostWithin(free)),
      mbps: Math.min(mbps, free + TOLERANCE),
    };
  }

  countOf({ count, mbps }: Held): number {
    return Math.min(count, this.#mostWithin(mbps));
  }

  #mostWithin(mbps: number): number {
    let [low, high] = [0, this.#ofSmallest.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#ofSmallest[middle] ?? 0) <= mbps + TOLERANCE) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function more(a: Held, b: Held): Held {
  return { count: a.count + b.count, mbps: a.mbps + b.mbps };
}

function less(a: Held, b: Held): Held {
  return { count: a.count - b.count, mbps: a.mbps - b.mbps };
}

function larger(a: Held, b: Held): Held {
  return { count: Math.max(a.count, b.count), mbps: Math.max(a.mbps, b.mbps) };
}
