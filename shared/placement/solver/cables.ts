import { TOLERANCE, type HostGrid } from "./problem.ts";

/** What hosts' cables and trunks carry, and by how much they are overbooked together. */
export class Cables {
  readonly #grid: HostGrid;
  readonly #uplinks: Float64Array;
  readonly #trunks: Float64Array;
  /** Mb/s that are too much, over all cables. */
  over = 0;

  constructor(grid: HostGrid) {
    this.#grid = grid;
    this.#uplinks = new Float64Array(grid.hosts);
    this.#trunks = new Float64Array(grid.parent.length);
  }

  /** Mb/s on a host's cable. */
  uplink(host: number): number {
    return this.#uplinks[host] ?? 0;
  }

  /** Mb/s on the trunk above a switch. */
  trunk(at: number): number {
    return this.#trunks[at] ?? 0;
  }

  overloadOfUplink(host: number): number {
    return excess(this.uplink(host), this.#grid.uplinkFree[host] ?? 0);
  }

  /** Nothing lies above the top, and nothing passes there. */
  overloadOfTrunk(at: number): number {
    return excess(this.trunk(at), this.#grid.trunkFree[at] ?? 0);
  }

  changeUplink(host: number, mbps: number): void {
    const before = this.#uplinks[host] ?? 0;
    const free = this.#grid.uplinkFree[host] ?? 0;
    this.#uplinks[host] = before + mbps;
    this.over += excess(before + mbps, free) - excess(before, free);
  }

  changeTrunk(at: number, mbps: number): void {
    const before = this.#trunks[at] ?? 0;
    const free = this.#grid.trunkFree[at] ?? 0;
    this.#trunks[at] = before + mbps;
    this.over += excess(before + mbps, free) - excess(before, free);
  }
}

function excess(load: number, free: number): number {
  return load > free + TOLERANCE ? load - free : 0;
}
