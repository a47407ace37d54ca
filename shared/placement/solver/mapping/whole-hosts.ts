import type { HostsOfSwitches } from "./hosts-of-switches.ts";
import { UNPLACED, type Mapping } from "./mapping.ts";

/**
 * How many hosts each switch has for items that have theirs for themselves, and how many of these are in use. Items
 * are of one class when the same hosts suit them. It is enough to count, switch by switch, as long as the hosts of any
 * two classes are the same, all of the other's, or others: Hall's condition needs no other sets then.
 */
export class WholeHosts implements HostsOfSwitches {
  readonly #mapping: Mapping;
  /** Per item: its class. */
  readonly #classOf: Int32Array;
  /** Per class: those whose hosts it may take, its own among them. */
  readonly #within: readonly Int32Array[];
  /** Hosts that are left, for one class after the other on each switch. */
  readonly #left: Int32Array;
  readonly #best: Int32Array;
  readonly #switches: number;
  /** The items, those that fewest hosts suit first: in this order each finds the host that was counted for it. */
  readonly #order: Int32Array;

  /** Null where counting is not enough. None of the items may stand anywhere yet. */
  static of(mapping: Mapping, items: Int32Array): WholeHosts | null {
    const { problem, room } = mapping;
    const sets: HostSet[] = [];
    const numbers = new Map<string, number>();
    const classOf = new Int32Array(problem.shapeOf.length);
    const classOfShape = new Map<number, number>();
    for (const item of items) {
      const shape = mapping.shapeOf(item);
      let own = classOfShape.get(shape);
      if (own === undefined) {
        const fits = Uint8Array.from(problem.grid.price, (_, host) =>
          room.fits(shape, host) ? 1 : 0,
        );
        const key = fits.join("");
        own =
          numbers.get(key) ??
          sets.push({ fits, size: fits.reduce((sum, one) => sum + one, 0) }) - 1;
        numbers.set(key, own);
        classOfShape.set(shape, own);
      }
      classOf[item] = own;
    }
    const within = sets.map((set) => sets.map((other) => isWithin(set, other)));
    const isNested = sets.every((a, i) =>
      sets.every((b, j) => within[i]?.[j] || within[j]?.[i] || isApart(a, b)),
    );
    return isNested ? new WholeHosts(mapping, items, classOf, sets, within) : null;
  }

  private constructor(
    mapping: Mapping,
    items: Int32Array,
    classOf: Int32Array,
    sets: readonly HostSet[],
    within: readonly (readonly boolean[])[],
  ) {
    const { grid } = mapping.problem;
    this.#mapping = mapping;
    this.#classOf = classOf;
    this.#switches = grid.parent.length;
    this.#within = within.map((own) =>
      Int32Array.from(own.flatMap((isIn, other) => (isIn ? [other] : []))),
    );
    this.#left = new Int32Array(sets.length * this.#switches);
    sets.forEach(({ fits }, own) =>
      fits.forEach((one, host) => {
        const spot = own * this.#switches + (grid.switchOf[host] ?? 0);
        this.#left[spot] = (this.#left[spot] ?? 0) + one;
      }),
    );
    this.#best = this.#left.slice();
    const sizeOf = (item: number): number => sets[classOf[item] ?? 0]?.size ?? 0;
    this.#order = items.toSorted((a, b) => sizeOf(a) - sizeOf(b) || a - b);
  }

  has(item: number, at: number): boolean {
    const within = this.#within[this.#classOf[item] ?? 0] ?? NO_CLASSES;
    for (let index = 0; index < within.length; index++)
      if ((this.#left[(within[index] ?? 0) * this.#switches + at] ?? 0) <= 0) return false;
    return true;
  }

  /** So many items, whichever they are, have a host each under a switch. */
  roomFor(at: number): number {
    return Math.min(...this.#within.map((_, own) => this.#left[own * this.#switches + at] ?? 0));
  }

  /** Tells switches apart that have other hosts left. */
  signature(at: number): string {
    return this.#within.map((_, own) => this.#left[own * this.#switches + at]).join();
  }

  mayExchange(item: number, other: number, from: number, to: number): boolean {
    if (this.#classOf[item] === this.#classOf[other]) return true;
    this.change(item, from, -1);
    this.change(other, to, -1);
    const fits = this.has(item, to) && this.has(other, from);
    this.change(item, from, 1);
    this.change(other, to, 1);
    return fits;
  }

  move(item: number, from: number, to: number): void {
    this.change(item, from, -1);
    this.change(item, to, 1);
  }

  exchange(item: number, other: number, from: number, to: number): void {
    this.move(item, from, to);
    this.move(other, to, from);
  }

  remember(): void {
    this.#best.set(this.#left);
  }

  restart(): void {
    this.#left.set(this.#best);
  }

  finish(at: Int32Array): void {
    for (const item of this.#order) {
      const host = this.#mapping.bestHost(item, at[item] ?? 0);
      if (host === UNPLACED)
        throw new Error(`A host was counted for item ${item}, and there is none`);
      this.#mapping.put(item, host);
    }
  }

  /** Takes a host of a switch for an item (`sign` 1), or gives it back. */
  change(item: number, at: number, sign: 1 | -1): void {
    const within = this.#within[this.#classOf[item] ?? 0] ?? NO_CLASSES;
    for (let index = 0; index < within.length; index++) {
      const spot = (within[index] ?? 0) * this.#switches + at;
      this.#left[spot] = (this.#left[spot] ?? 0) - sign;
    }
  }
}

const NO_CLASSES = new Int32Array(0);

interface HostSet {
  readonly fits: Uint8Array;
  readonly size: number;
}

function isWithin(a: HostSet, b: HostSet): boolean {
  return a.fits.every((one, host) => one === 0 || b.fits[host] === 1);
}

function isApart(a: HostSet, b: HostSet): boolean {
  return a.fits.every((one, host) => one === 0 || b.fits[host] !== 1);
}
