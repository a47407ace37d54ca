import { UNPLACED, type Mapping } from "../mapping/mapping.ts";

/** How much each item that is left is drawn to a switch while it grows. */
export class Bonds {
  readonly #mapping: Mapping;
  /** Those that are left to be drawn, in any order, and per item how much it is. */
  readonly #items: number[];
  readonly #pull: Int32Array;
  readonly #lansSeen = new Set<number>();

  constructor(mapping: Mapping, left: ReadonlySet<number>) {
    this.#mapping = mapping;
    this.#items = [...left];
    this.#pull = new Int32Array(mapping.hostOf.length);
    const { firstPair, mate } = mapping.links;
    for (const item of left) {
      let open = 0;
      for (let index = firstPair[item] ?? 0; index < (firstPair[item + 1] ?? 0); index++)
        if (left.has(mate[index] ?? 0)) open += 1;
      this.#pull[item] = -open;
    }
  }

  /** Takes out the most drawn one, of equals the first. */
  next(): number {
    let [best, most] = [-1, -Infinity];
    for (let place = 0; place < this.#items.length; place++) {
      const pull = this.#pull[this.#items[place] ?? 0] ?? 0;
      if (pull <= most) continue;
      best = place;
      most = pull;
    }
    return best === -1 ? UNPLACED : (this.#items.splice(best, 1)[0] ?? UNPLACED);
  }

  /** Takes out all of a shape. */
  dropShape(shape: number): void {
    let kept = 0;
    for (const item of this.#items)
      if (this.#mapping.shapeOf(item) !== shape) this.#items[kept++] = item;
    this.#items.length = kept;
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
    this.#pull[item] = (this.#pull[item] ?? 0) + by;
  }
}
