import type { ItemNetwork } from "./problem.ts";

/** Networks seen from their members. Most join two items only, and are kept apart because they are far quicker. */
export interface Links {
  /** Links of item `i` stand from `firstPair[i]` to `firstPair[i + 1]`. */
  readonly firstPair: Int32Array;
  readonly mate: Int32Array;
  /** Per end of a link: the item it belongs to. */
  readonly itemOf: Int32Array;
  /** Per end, and per larger network: its number in the problem. */
  readonly networkOfPair: Int32Array;
  readonly networkOfLan: readonly number[];
  readonly pairMbps: Float64Array;
  /** Per end: Mb/s that it asks for by itself, of which the other end may take less. */
  readonly statedMbps: Float64Array;
  /** Networks of three members and more. */
  readonly lans: readonly ItemNetwork[];
  /** Memberships of item `i` in them, likewise. */
  readonly firstLan: Int32Array;
  readonly lanOf: Int32Array;
  readonly lanMbps: Float64Array;
}

interface End {
  readonly to: number;
  readonly mbps: number;
  readonly stated: number;
  readonly network: number;
}

/** Turns networks round, once for each problem. */
export function linksOf(items: number, networks: readonly ItemNetwork[]): Links {
  const pairs = Array.from({ length: items }, (): End[] => []);
  const memberships = Array.from({ length: items }, (): End[] => []);
  const lans: ItemNetwork[] = [];
  const networkOfLan: number[] = [];
  for (const [number, network] of networks.entries()) {
    const { members, mbps } = network;
    if (members.length < 2) continue;
    if (members.length === 2) {
      const [a = 0, b = 0] = members;
      const [near = 0, far = 0] = mbps;
      const least = Math.min(near, far);
      pairs[a]?.push({ to: b, mbps: least, stated: near, network: number });
      pairs[b]?.push({ to: a, mbps: least, stated: far, network: number });
      continue;
    }
    members.forEach((item, index) => {
      const stated = mbps[index] ?? 0;
      memberships[item]?.push({ to: lans.length, mbps: stated, stated, network: number });
    });
    lans.push(network);
    networkOfLan.push(number);
  }
  const [firstPair, mate, pairMbps] = flat(pairs);
  const [firstLan, lanOf, lanMbps] = flat(memberships);
  const itemOf = Int32Array.from(pairs.flatMap((ends, item) => ends.map(() => item)));
  const networkOfPair = Int32Array.from(pairs.flat(), ({ network }) => network);
  return {
    firstPair,
    mate,
    itemOf,
    networkOfPair,
    networkOfLan,
    pairMbps,
    statedMbps: Float64Array.from(pairs.flat(), ({ stated }) => stated),
    lans,
    firstLan,
    lanOf,
    lanMbps,
  };
}

function flat(lists: readonly (readonly End[])[]): [Int32Array, Int32Array, Float64Array] {
  const first = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => (first[index + 1] = (first[index] ?? 0) + list.length));
  const all = lists.flat();
  return [first, Int32Array.from(all, ({ to }) => to), Float64Array.from(all, ({ mbps }) => mbps)];
}
