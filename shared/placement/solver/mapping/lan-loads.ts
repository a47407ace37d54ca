import type { Cables } from "./cables.ts";
import type { Links } from "./links.ts";
import type { HostGrid, ItemNetwork } from "../problem.ts";

/**
 * What networks of three members and more put on cables: one that parts the members into two sides carries what
 * the weaker side may send, min(ΣA, ΣB), the hose model of Duffield and others (SIGCOMM 1999).
 */
export class LanLoads {
  readonly #grid: HostGrid;
  readonly #cables: Cables;
  readonly #totals: Float64Array;
  readonly #sizes: Int32Array;
  /** For each network and switch: the members at or below it, and what they may send. */
  readonly #counts: Int32Array;
  readonly #sums: Float64Array;
  /** The same sums for uplinks, where there are any. */
  readonly #atUplinks = new Map<number, number>();
  /** Members beyond each trunk and one for the trunk, halved: in a star about the links between switches. */
  crossings = 0;

  constructor(grid: HostGrid, cables: Cables, { lans }: Links) {
    this.#grid = grid;
    this.#cables = cables;
    this.#totals = Float64Array.from(lans, total);
    this.#sizes = Int32Array.from(lans, ({ members }) => members.length);
    this.#counts = new Int32Array(lans.length * grid.parent.length);
    this.#sums = new Float64Array(lans.length * grid.parent.length);
  }

  /**
   * Adds (`sign` 1) or takes away a member that leaves its host by an uplink to a switch. An item that has its host
   * for itself loads its cable by itself.
   */
  change(
    lan: number,
    uplink: number,
    to: number,
    mbps: number,
    alone: boolean,
    sign: 1 | -1,
  ): void {
    const { parent } = this.#grid;
    const size = this.#sizes[lan] ?? 0;
    const from = lan * parent.length;
    for (let at = to; (parent[at] ?? -1) >= 0; at = parent[at] ?? -1) {
      const count = this.#counts[from + at] ?? 0;
      this.#counts[from + at] = count + sign;
      this.crossings += (membersAway(count + sign, size) - membersAway(count, size)) / 2;
      if (mbps === 0) continue;
      const sum = this.#sums[from + at] ?? 0;
      this.#sums[from + at] = sum + sign * mbps;
      this.#cables.changeTrunk(
        at,
        this.#crossing(lan, sum + sign * mbps) - this.#crossing(lan, sum),
      );
    }
    if (mbps > 0 && !alone) this.#changeUplink(lan, uplink, sign * mbps);
  }

  #changeUplink(lan: number, uplink: number, mbps: number): void {
    const key = lan * this.#grid.uplinkFree.length + uplink;
    const sum = this.#atUplinks.get(key) ?? 0;
    this.#atUplinks.set(key, sum + mbps);
    this.#cables.changeUplink(uplink, this.#crossing(lan, sum + mbps) - this.#crossing(lan, sum));
  }

  #crossing(lan: number, sum: number): number {
    return lesserSide(sum, this.#totals[lan] ?? 0);
  }
}

/** What a network puts on a cable that parts its members, when those on one side may send so much of the total. */
export function lesserSide(sum: number, total: number): number {
  return Math.max(0, Math.min(sum, total - sum));
}

/** Those on the lesser side, and one more for using the trunk at all: few large parts are better than many small. */
export function membersAway(count: number, size: number): number {
  return count === 0 || count === size ? 0 : Math.min(count, size - count) + 1;
}

function total({ mbps }: ItemNetwork): number {
  return mbps.reduce((sum, one) => sum + one, 0);
}
