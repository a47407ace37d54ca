import type { HostsOfSwitches } from "./hosts-of-switches.ts";
import { UNPLACED, type Mapping } from "./mapping.ts";

/**
 * Hosts for items of which some share theirs with others. Each item has one of its switch, so that there is room where
 * it is told: of those whose cable could carry all that their items send wherever to, the one that is left with least.
 * What cables really carry is left out of it.
 */
export class SharedHosts implements HostsOfSwitches {
  readonly #mapping: Mapping;
  readonly #items: Int32Array;
  /** Per item: its host. */
  readonly #hostOf: Int32Array;
  readonly #best: Int32Array;
  /** Mb/s that all links of an item may need together; the same of all items of a host. */
  readonly #mbpsOf: Float64Array;
  readonly #mbpsOn: Float64Array;

  /** Puts the items on these hosts. In the mapping none of them may stand anywhere before `finish`. */
  constructor(mapping: Mapping, items: Int32Array, hosts: Int32Array) {
    this.#mapping = mapping;
    this.#items = items;
    this.#hostOf = hosts.slice();
    this.#best = hosts.slice();
    this.#mbpsOf = mbpsOf(mapping);
    this.#mbpsOn = new Float64Array(mapping.problem.grid.hosts);
    for (const item of items) this.#put(item, hosts[item] ?? UNPLACED);
  }

  has(item: number, at: number): boolean {
    const { room, problem } = this.#mapping;
    const { firstHost, hostsBySwitch } = problem.grid;
    const shape = this.#mapping.shapeOf(item);
    const own = problem.shapes[shape];
    if (own === undefined || !room.covers(at, own.amounts, own.exclusive ? 1 : 0)) return false;
    const end = firstHost[at + 1] ?? 0;
    for (let index = firstHost[at] ?? 0; index < end; index++)
      if (room.fits(shape, hostsBySwitch[index] ?? 0)) return true;
    return false;
  }

  mayExchange(item: number, other: number): boolean {
    const { room } = this.#mapping;
    const [shape, otherShape] = [this.#mapping.shapeOf(item), this.#mapping.shapeOf(other)];
    if (shape === otherShape) return true;
    const [from, to] = [this.#hostOf[item] ?? 0, this.#hostOf[other] ?? 0];
    room.lift(shape, from);
    room.lift(otherShape, to);
    const fits = room.fits(shape, to) && room.fits(otherShape, from);
    room.put(shape, from);
    room.put(otherShape, to);
    return fits;
  }

  move(item: number, _from: number, to: number): void {
    this.#lift(item);
    this.#put(item, this.#bestHost(item, to));
  }

  exchange(item: number, other: number): void {
    const [from, to] = [this.#hostOf[item] ?? 0, this.#hostOf[other] ?? 0];
    this.#lift(item);
    this.#lift(other);
    this.#put(item, to);
    this.#put(other, from);
  }

  remember(): void {
    this.#best.set(this.#hostOf);
  }

  restart(): void {
    for (const item of this.#items) this.#lift(item);
    for (const item of this.#items) this.#put(item, this.#best[item] ?? UNPLACED);
  }

  finish(): void {
    for (const item of this.#items) this.#lift(item);
    for (const item of this.#items) this.#mapping.put(item, this.#best[item] ?? UNPLACED);
  }

  #bestHost(item: number, at: number): number {
    const { room, problem } = this.#mapping;
    const { firstHost, hostsBySwitch, uplinkFree } = problem.grid;
    const shape = this.#mapping.shapeOf(item);
    let [best, leastOver, leastLeft] = [UNPLACED, Infinity, Infinity];
    for (let index = firstHost[at] ?? 0; index < (firstHost[at + 1] ?? 0); index++) {
      const host = hostsBySwitch[index] ?? 0;
      if (!room.fits(shape, host)) continue;
      const mbps = (this.#mbpsOn[host] ?? 0) + (this.#mbpsOf[item] ?? 0);
      const over = Math.max(0, mbps - (uplinkFree[host] ?? 0));
      if (over > leastOver) continue;
      const left = room.leftover(host);
      if (over === leastOver && left >= leastLeft) continue;
      [best, leastOver, leastLeft] = [host, over, left];
    }
    return best;
  }

  #put(item: number, host: number): void {
    this.#hostOf[item] = host;
    this.#mbpsOn[host] = (this.#mbpsOn[host] ?? 0) + (this.#mbpsOf[item] ?? 0);
    this.#mapping.room.put(this.#mapping.shapeOf(item), host);
  }

  #lift(item: number): void {
    const host = this.#hostOf[item] ?? UNPLACED;
    this.#mbpsOn[host] = (this.#mbpsOn[host] ?? 0) - (this.#mbpsOf[item] ?? 0);
    this.#mapping.room.lift(this.#mapping.shapeOf(item), host);
  }
}

/** Nothing for items that have their hosts for themselves: these suit their cable. */
function mbpsOf({ alone, links, problem }: Mapping): Float64Array {
  const { firstPair, pairMbps, firstLan, lanMbps } = links;
  const sum = (list: Float64Array, first: Int32Array, item: number): number =>
    list.subarray(first[item], first[item + 1]).reduce((all, one) => all + one, 0);
  return Float64Array.from(problem.shapeOf, (_, item) =>
    alone[item] === 1 ? 0 : sum(pairMbps, firstPair, item) + sum(lanMbps, firstLan, item),
  );
}
