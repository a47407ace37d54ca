import type { NetworkTree } from "./network-tree.ts";

/** A machine's bandwidth in one network, by the network's number. */
export interface Membership {
  readonly network: number;
  readonly mbps: number;
}

/** Mb/s that sums of decimals may be off by without meaning a whole one more. */
const TOLERANCE = 1e-6;

/**
 * Guaranteed bandwidth on every cable of the pool while machines are moved about. A cable that parts the
 * members of a network into two sides carries at most what the weaker side may send: min(ΣA, ΣB), the hose
 * model of Duffield and others (SIGCOMM 1999).
 */
export class HoseLoads {
  readonly #tree: NetworkTree;
  readonly #totals: readonly number[];
  /** Per tree node: what its hosts may send, by network. */
  readonly #below: readonly Map<number, number>[];
  readonly #loads: Float64Array;

  constructor(tree: NetworkTree, totals: readonly number[]) {
    this.#tree = tree;
    this.#totals = totals;
    this.#below = tree.nodes.map(() => new Map());
    this.#loads = new Float64Array(tree.nodes.length);
  }

  /** Adds (`sign` 1) or takes away (−1) a machine's bandwidth at a host. */
  change(host: number, memberships: readonly Membership[], sign: 1 | -1): void {
    for (let at = this.#leaf(host); at !== null; at = this.#tree.nodes[at]?.parent ?? null)
      for (const { network, mbps } of memberships) this.#add(at, network, sign * mbps);
  }

  /** Whole Mb/s to claim on the cable above a tree node. */
  claim(node: number): number {
    return Math.ceil((this.#loads[node] ?? 0) - TOLERANCE);
  }

  /** Mb/s by which the cable above a tree node is overbooked; 0 when it is not. */
  overload(node: number): number {
    const place = this.#tree.nodes[node];
    // Below the top a place without a cable is an island: whatever it would have to send is too much.
    if (place === undefined || place.parent === null) return 0;
    return Math.max(0, this.claim(node) - place.freeMbps);
  }

  /** Whether some cable above a host is overbooked. Islands are not asked: until the last machine of a
   * network is put, it looks as if it were on two. */
  isOverloadedAbove(host: number): boolean {
    for (let at = this.#leaf(host); at !== null; at = this.#tree.nodes[at]?.parent ?? null)
      if (this.#tree.nodes[at]?.uplink !== null && this.overload(at) > 0) return true;
    return false;
  }

  /** Sum of all overbooking. */
  totalOverload(): number {
    return this.#tree.nodes.reduce((sum, { index }) => sum + this.overload(index), 0);
  }

  /** Sum of all overbooking and, far lighter, of all load, over the ways up from two hosts. */
  costAround(hostA: number, hostB: number): number {
    const seen = new Set<number>();
    let cost = 0;
    for (const host of [hostA, hostB])
      for (let at = this.#leaf(host); at !== null; at = this.#tree.nodes[at]?.parent ?? null) {
        if (seen.has(at)) break;
        seen.add(at);
        cost += this.overload(at) + (this.#loads[at] ?? 0) * LOAD_WEIGHT;
      }
    return cost;
  }

  /** The networks that load the cable above a tree node. */
  networksOn(node: number): readonly number[] {
    return [...(this.#below[node] ?? [])]
      .filter(([network, below]) => this.#crossing(network, below) > TOLERANCE)
      .map(([network]) => network);
  }

  #leaf(host: number): number | null {
    return this.#tree.leafOf[host] ?? null;
  }

  #add(node: number, network: number, mbps: number): void {
    const sums = this.#below[node];
    if (sums === undefined) return;
    const before = sums.get(network) ?? 0;
    const after = before + mbps;
    if (after > TOLERANCE) sums.set(network, after);
    else sums.delete(network);
    this.#loads[node] =
      (this.#loads[node] ?? 0) + this.#crossing(network, after) - this.#crossing(network, before);
  }

  #crossing(network: number, below: number): number {
    return Math.max(0, Math.min(below, (this.#totals[network] ?? 0) - below));
  }
}

const LOAD_WEIGHT = 1e-4;
