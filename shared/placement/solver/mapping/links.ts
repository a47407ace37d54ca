import type { ItemNetwork } from "../problem.ts";

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

/** Turns networks round, once for each problem. */
export function linksOf(items: number, networks: readonly ItemNetwork[]): Links {
  const firstPair = new Int32Array(items + 1);
  const firstLan = new Int32Array(items + 1);
  for (const { members } of networks) {
    if (members.length < 2) continue;
    const first = members.length === 2 ? firstPair : firstLan;
    for (const item of members) first[item + 1] = (first[item + 1] ?? 0) + 1;
  }
  for (let item = 0; item < items; item++) {
    firstPair[item + 1] = (firstPair[item + 1] ?? 0) + (firstPair[item] ?? 0);
    firstLan[item + 1] = (firstLan[item + 1] ?? 0) + (firstLan[item] ?? 0);
  }
  const [ends, memberships] = [firstPair[items] ?? 0, firstLan[items] ?? 0];
  const links = {
    firstPair,
    mate: new Int32Array(ends),
    itemOf: new Int32Array(ends),
    networkOfPair: new Int32Array(ends),
    networkOfLan: [] as number[],
    pairMbps: new Float64Array(ends),
    statedMbps: new Float64Array(ends),
    lans: [] as ItemNetwork[],
    firstLan,
    lanOf: new Int32Array(memberships),
    lanMbps: new Float64Array(memberships),
  };
  const [nextPair, nextLan] = [firstPair.slice(), firstLan.slice()];
  networks.forEach((network, number) => {
    if (network.members.length === 2) addPair(links, nextPair, network, number);
    else if (network.members.length > 2) addLan(links, nextLan, network, number);
  });
  return links;
}

/** While larger networks are added. */
interface Growing extends Links {
  readonly networkOfLan: number[];
  readonly lans: ItemNetwork[];
}

function addPair(
  { mate, itemOf, networkOfPair, pairMbps, statedMbps }: Growing,
  next: Int32Array,
  { members, mbps }: ItemNetwork,
  number: number,
): void {
  const least = Math.min(mbps[0] ?? 0, mbps[1] ?? 0);
  for (let side = 0; side < 2; side++) {
    const item = members[side] ?? 0;
    const end = next[item] ?? 0;
    next[item] = end + 1;
    mate[end] = members[1 - side] ?? 0;
    itemOf[end] = item;
    networkOfPair[end] = number;
    pairMbps[end] = least;
    statedMbps[end] = mbps[side] ?? 0;
  }
}

function addLan(
  { lans, networkOfLan, lanOf, lanMbps }: Growing,
  next: Int32Array,
  network: ItemNetwork,
  number: number,
): void {
  network.members.forEach((item, index) => {
    const membership = next[item] ?? 0;
    next[item] = membership + 1;
    lanOf[membership] = lans.length;
    lanMbps[membership] = network.mbps[index] ?? 0;
  });
  lans.push(network);
  networkOfLan.push(number);
}
