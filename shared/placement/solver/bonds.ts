import { UNPLACED, type Mapping } from "./mapping.ts";

/** How much each item that is left is drawn to a switch while it grows. */
export class Bonds {
  readonly #mapping: Mapping;
  readonly #pull = new Map<number, number>();
  readonly #lansSeen = new Set<number>();

  constructor(mapping: Mapping, left: ReadonlySet<number>) {
    this.#mapping = mapping;
    const { firstPair, mate } = mapping.links;
    for (const item of left) {
      let open = 0;
      for (let index = firstPair[item] ?? 0; index < (firstPair[item + 1] ?? 0); index++)
        if (left.has(mate[index] ?? 0)) open += 1;
      this.#pull.set(item, -open);
    }
  }

  /** The most drawn one, of equals the first. */
  next(): number {
    let best = UNPLACED;
    let most = -Infinity;
    for (const [item, pull] of this.#pull) {
      if (pull <= most) continue;
      best = item;
      most = pull;
    }
    return best;
  }

  drop(item: number): void {
    this.#pull.delete(item);
  }

  /** Draws the mates of an item that was put, and tells by how much the Mb/s to items not yet put changed. */
  take(item: number, left: ReadonlySet<number>): number {
    const { firstPair, mate, pairMbps, firstLan, lanOf, lans } = this.#mapping.links;
    const own = this.#mapping.switchUnder(item);
    let leaving = 0;
    for (let index = firstPair[item] ?? 0; index < (firstPair[item + 1] ?? 0); index++) {
      const other = mate[index] ?? 0;
      if (left.has(other)) leaving += pairMbps[index] ?? 0;
      else if (this.#mapping.switchUnder(other) === own) leaving -= pairMbps[index] ?? 0;
      this.#draw(other, 2);
    }
    for (let index = firstLan[item] ?? 0; index < (firstLan[item + 1] ?? 0); index++) {
      const lan = lanOf[index] ?? 0;
      if (this.#lansSeen.has(lan)) continue;
      this.#lansSeen.add(lan);
      for (const other of lans[lan]?.members ?? []) this.#draw(other, 1);
    }
    return leaving;
  }

  #draw(item: number, by: number): void {
    const pull = this.#pull.get(item);
    if (pull !== undefined) this.#pull.set(item, pull + by);
  }
}
