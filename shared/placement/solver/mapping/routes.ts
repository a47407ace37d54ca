import type { Cables } from "./cables.ts";
import type { LanLoads } from "./lan-loads.ts";
import type { Links } from "./links.ts";
import { TOLERANCE, type HostGrid, type Homes } from "../problem.ts";

/** Nowhere. */
const NONE = -1;

/** What one unit too much on a cable weighs beside links between switches. */
const MUST = 1e6;

/** Rounds of looking for better ways. */
const MOST_ROUNDS = 8;

/** What of a network of three and more stands on a host: all of it leaves by the same cable. */
interface Bridge {
  readonly lan: number;
  readonly host: number;
  uplink: number;
  readonly members: { readonly mbps: number; readonly alone: boolean }[];
}

/**
 * By which of their cables links leave hosts that are cabled to several switches. Each takes the way that is best
 * when it comes; `improve` and `searchAll` look at them again. Only made where there are such hosts.
 */
export class Routes {
  readonly #grid: HostGrid;
  readonly #homes: Homes;
  readonly #cables: Cables;
  readonly #lans: LanLoads;
  readonly #links: Links;
  /** Per end of a link between two: the same link seen from its other end. */
  readonly #back: Int32Array;
  /** Per end: the cable by which it leaves, NONE while it does not. */
  readonly #via: Int32Array;
  /** Per end: 1 when the load of its cable is counted. */
  readonly #counts: Uint8Array;
  readonly #bridges = new Map<number, Bridge>();
  /** Trunks that links between two cross, halved. */
  crossings = 0;

  constructor(grid: HostGrid, homes: Homes, cables: Cables, lans: LanLoads, links: Links) {
    this.#grid = grid;
    this.#homes = homes;
    this.#cables = cables;
    this.#lans = lans;
    this.#links = links;
    this.#back = backOf(links);
    this.#via = new Int32Array(links.mate.length).fill(NONE);
    this.#counts = new Uint8Array(links.mate.length);
  }

  /** Begins (`sign` 1) or ends the way of a link between two that stand on different hosts. */
  changePair(
    end: number,
    hosts: readonly [number, number],
    alone: readonly [boolean, boolean],
    sign: 1 | -1,
  ): void {
    const other = this.#back[end] ?? 0;
    if (sign === -1) {
      this.#usePair(end, -1);
      this.#via[end] = NONE;
      this.#via[other] = NONE;
      return;
    }
    this.#counts[end] = this.#isCounted(hosts[0], alone[0]);
    this.#counts[other] = this.#isCounted(hosts[1], alone[1]);
    this.#choosePair(end, hosts);
  }

  /** The same for one more or less of a larger network on a host. */
  changeLan(lan: number, host: number, mbps: number, alone: boolean, sign: 1 | -1): void {
    const key = lan * this.#grid.hosts + host;
    const bridge = this.#bridges.get(key) ?? { lan, host, uplink: host, members: [] };
    const isOwn = this.#isCounted(host, alone) === 0;
    if (sign === 1) {
      if (bridge.members.length > 0) this.#useBridge(bridge, -1);
      else this.#bridges.set(key, bridge);
      bridge.members.push({ mbps, alone: isOwn });
      this.#chooseBridge(bridge);
      return;
    }
    this.#useBridge(bridge, -1);
    const index = bridge.members.findIndex((one) => one.mbps === mbps && one.alone === isOwn);
    bridge.members.splice(index, 1);
    if (bridge.members.length > 0) this.#useBridge(bridge, 1);
    else this.#bridges.delete(key);
  }

  /** Takes every way again, as long as that makes anything better. */
  improve(hostOfEnd: (end: number) => number): void {
    for (
      let round = 0, before = Infinity;
      round < MOST_ROUNDS && this.#harm() < before - TOLERANCE;
      round++
    ) {
      before = this.#harm();
      for (let end = 0; end < this.#via.length; end++) {
        const other = this.#back[end] ?? 0;
        if (end > other || this.#via[end] === NONE) continue;
        this.#usePair(end, -1);
        this.#choosePair(end, [hostOfEnd(end), hostOfEnd(other)]);
      }
      for (const bridge of this.#bridges.values()) {
        this.#useBridge(bridge, -1);
        this.#chooseBridge(bridge);
      }
    }
  }

  /** Lets every network leave hosts by the cables that it is told; −1 where that does not matter. */
  use(
    hostOfEnd: (end: number) => number,
    cableOf: (network: number, host: number) => number,
  ): void {
    const { networkOfPair, networkOfLan } = this.#links;
    for (let end = 0; end < this.#via.length; end++) {
      const other = this.#back[end] ?? 0;
      if (end > other || this.#via[end] === NONE) continue;
      const network = networkOfPair[end] ?? 0;
      const [from, to] = [end, other].map((one) => cableOf(network, hostOfEnd(one)));
      if (from === undefined || to === undefined || from === NONE || to === NONE) continue;
      this.#usePair(end, -1);
      this.#takePair(end, from, to);
    }
    for (const bridge of this.#bridges.values()) {
      const uplink = cableOf(networkOfLan[bridge.lan] ?? 0, bridge.host);
      if (uplink === NONE) continue;
      this.#useBridge(bridge, -1);
      bridge.uplink = uplink;
      this.#useBridge(bridge, 1);
    }
  }

  /** Tries all ways there are, as far as so many go, until nothing is too much on any cable. */
  searchAll(hostOfEnd: (end: number) => number, most: number): boolean {
    const ways = this.#ways(hostOfEnd);
    let tried = 0;
    const search = (at: number): boolean => {
      const way = ways[at];
      if (way === undefined) return this.#cables.over === 0;
      for (const use of way) {
        if (tried++ > most) return this.#cables.over === 0;
        use();
        if (search(at + 1)) return true;
      }
      return false;
    };
    return search(0);
  }

  /** Tells for every member of a network, while it leaves its host, by which cable it does. */
  eachVia(hostOf: Int32Array, tell: (network: number, item: number, cable: number) => void): void {
    const { mate, itemOf, networkOfPair, networkOfLan, lans } = this.#links;
    for (let end = 0; end < mate.length; end++) {
      const via = this.#via[end] ?? NONE;
      if (via !== NONE) tell(networkOfPair[end] ?? 0, itemOf[end] ?? 0, via);
    }
    for (const [lan, { members }] of lans.entries())
      for (const item of members) {
        const bridge = this.#bridges.get(lan * this.#grid.hosts + (hostOf[item] ?? 0));
        if (bridge !== undefined) tell(networkOfLan[lan] ?? 0, item, bridge.uplink);
      }
  }

  /** For each link and network that can leave in several ways: what makes it take each of them. */
  #ways(hostOfEnd: (end: number) => number): readonly (readonly (() => void)[])[] {
    const ways: (() => void)[][] = [];
    for (let end = 0; end < this.#via.length; end++) {
      const other = this.#back[end] ?? 0;
      if (end > other || this.#via[end] === NONE) continue;
      const pairs = this.#uplinksOf(hostOfEnd(end)).flatMap((from) =>
        this.#uplinksOf(hostOfEnd(other)).map((to) => () => {
          this.#usePair(end, -1);
          this.#takePair(end, from, to);
        }),
      );
      if (pairs.length > 1) ways.push(pairs);
    }
    for (const bridge of this.#bridges.values()) {
      const own = this.#uplinksOf(bridge.host).map((uplink) => () => {
        this.#useBridge(bridge, -1);
        bridge.uplink = uplink;
        this.#useBridge(bridge, 1);
      });
      if (own.length > 1) ways.push(own);
    }
    return ways;
  }

  #choosePair(end: number, [from, to]: readonly [number, number]): void {
    let [best, least] = [[from, to] as const, Infinity];
    const [near, far] = [this.#uplinksOf(from), this.#uplinksOf(to)];
    if (near.length * far.length > 1)
      for (const a of near)
        for (const b of far) {
          this.#takePair(end, a, b);
          const harm = this.#harm();
          if (harm < least - TOLERANCE) [best, least] = [[a, b] as const, harm];
          this.#usePair(end, -1);
        }
    this.#takePair(end, best[0], best[1]);
  }

  #takePair(end: number, from: number, to: number): void {
    this.#via[end] = from;
    this.#via[this.#back[end] ?? 0] = to;
    this.#usePair(end, 1);
  }

  #usePair(end: number, sign: 1 | -1): void {
    const other = this.#back[end] ?? 0;
    const { pairMbps, statedMbps } = this.#links;
    const mbps = pairMbps[end] ?? 0;
    const [from, to] = [this.#via[end] ?? 0, this.#via[other] ?? 0];
    if (mbps > 0 && this.#counts[end] === 1) this.#cables.changeUplink(from, sign * mbps);
    if (mbps > 0 && this.#counts[other] === 1) this.#cables.changeUplink(to, sign * mbps);
    if (mbps > 0) this.#usePort(from, statedMbps[end] ?? 0, sign);
    if (mbps > 0) this.#usePort(to, statedMbps[other] ?? 0, sign);
    const { switchOf } = this.#homes;
    this.crossings +=
      (sign * this.#cables.cross(switchOf[from] ?? 0, switchOf[to] ?? 0, sign * mbps)) / 2;
  }

  #usePort(uplink: number, mbps: number, sign: 1 | -1): void {
    const beyond = mbps - (this.#homes.widest[uplink] ?? Infinity);
    if (beyond > TOLERANCE) this.#cables.changeNarrow(sign * beyond);
  }

  #chooseBridge(bridge: Bridge): void {
    const uplinks = this.#uplinksOf(bridge.host);
    let [best, least] = [bridge.uplink, Infinity];
    if (uplinks.length > 1)
      for (const uplink of uplinks) {
        bridge.uplink = uplink;
        this.#useBridge(bridge, 1);
        const harm = this.#harm();
        if (harm < least - TOLERANCE) [best, least] = [uplink, harm];
        this.#useBridge(bridge, -1);
      }
    bridge.uplink = best;
    this.#useBridge(bridge, 1);
  }

  #useBridge({ lan, uplink, members }: Bridge, sign: 1 | -1): void {
    const at = this.#homes.switchOf[uplink] ?? 0;
    for (const { mbps, alone } of members) {
      this.#lans.change(lan, uplink, at, mbps, alone, sign);
      this.#usePort(uplink, mbps, sign);
    }
  }

  /** Who has its host for itself is sure of its only cable, but not of each of several. */
  #isCounted(host: number, alone: boolean): 0 | 1 {
    return !alone || this.#uplinksOf(host).length > 1 ? 1 : 0;
  }

  #uplinksOf(host: number): readonly number[] {
    return this.#homes.uplinks[host] ?? [];
  }

  #harm(): number {
    return this.#cables.over * MUST + this.crossings + this.#lans.crossings;
  }
}

function backOf({ firstPair, mate }: Links): Int32Array {
  const back = new Int32Array(mate.length);
  const items = firstPair.length - 1;
  const seen = new Map<number, number[]>();
  for (let item = 0; item < items; item++)
    for (let end = firstPair[item] ?? 0; end < (firstPair[item + 1] ?? 0); end++) {
      const other = mate[end] ?? 0;
      // Several links between the same two stand in the same order at both.
      const [here, there] = [item * items + other, other * items + item];
      const waiting = seen.get(there)?.shift();
      if (waiting === undefined) seen.set(here, [...(seen.get(here) ?? []), end]);
      else [back[end], back[waiting]] = [waiting, end];
    }
  return back;
}
