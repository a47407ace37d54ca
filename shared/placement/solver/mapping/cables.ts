import { TOLERANCE, type HostGrid } from "../problem.ts";

/** What hosts' cables and trunks carry, and by how much they are overbooked together. */
export class Cables {
  readonly #grid: HostGrid;
  readonly #uplinks: Float64Array;
  readonly #trunks: Float64Array;
  /** Mb/s that are too much, over all cables. */
  over = 0;

  constructor(grid: HostGrid) {
    this.#grid = grid;
    this.#uplinks = new Float64Array(grid.uplinkFree.length);
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

  /** Notes Mb/s of a link that are more than its cable's ports can give to one. */
  changeNarrow(mbps: number): void {
    this.over += mbps;
    // Sums of decimals may not come back to nothing.
    if (Math.abs(this.over) < TOLERANCE) this.over = 0;
  }

  /** Changes all trunks between two switches, and tells how many there are. */
  cross(left: number, right: number, mbps: number): number {
    const { depth, parent } = this.#grid;
    let crossed = 0;
    for (let [a, b] = [left, right]; a !== b; crossed++) {
      const aIsLower = (depth[a] ?? 0) >= (depth[b] ?? 0);
      if (mbps !== 0) this.changeTrunk(aIsLower ? a : b, mbps);
      if (aIsLower) a = parent[a] ?? -1;
      else b = parent[b] ?? -1;
    }
    return crossed;
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
