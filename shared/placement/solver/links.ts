import type { ItemNetwork } from "./problem.ts";

/** Networks seen from their members. Most join two items only, and are kept apart because they are far quicker. */
export interface Links {
  /** Links of item `i` stand from `firstPair[i]` to `firstPair[i + 1]`. */
  readonly firstPair: Int32Array;
  readonly mate: Int32Array;
  readonly pairMbps: Float64Array;
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
}

/** Turns networks round, once for each problem. */
export function linksOf(items: number, networks: readonly ItemNetwork[]): Links {
  const pairs = Array.from({ length: items }, (): End[] => []);
  const memberships = Array.from({ length: items }, (): End[] => []);
  const lans: ItemNetwork[] = [];
  for (const network of networks) {
    const { members, mbps } = network;
    if (members.length < 2) continue;
    if (members.length === 2) {
      const [a = 0, b = 0] = members;
      const least = Math.min(mbps[0] ?? 0, mbps[1] ?? 0);
      pairs[a]?.push({ to: b, mbps: least });
      pairs[b]?.push({ to: a, mbps: least });
      continue;
    }
    members.forEach((item, index) => {
      memberships[item]?.push({ to: lans.length, mbps: mbps[index] ?? 0 });
    });
    lans.push(network);
  }
  const [firstPair, mate, pairMbps] = flat(pairs);
  const [firstLan, lanOf, lanMbps] = flat(memberships);
  return { firstPair, mate, pairMbps, lans, firstLan, lanOf, lanMbps };
}

function flat(lists: readonly (readonly End[])[]): [Int32Array, Int32Array, Float64Array] {
  const first = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => (first[index + 1] = (first[index] ?? 0) + list.length));
  const all = lists.flat();
  return [first, Int32Array.from(all, ({ to }) => to), Float64Array.from(all, ({ mbps }) => mbps)];
}
