import { TOLERANCE, type HostGrid, type ItemShape, type MappingProblem } from "../problem.ts";

/** What is free on each host while items come and go. */
export class Room {
  readonly #grid: HostGrid;
  readonly #shapes: readonly ItemShape[];
  readonly #free: Float64Array;
  readonly #occupants: Int32Array;
  /** Per host: 1 while one item has all of it. */
  readonly #taken: Uint8Array;
  /** Per switch: hosts nobody stands on, and what is free on all of its hosts together. */
  readonly #emptyUnder: Int32Array;
  readonly #freeUnder: Float64Array;
  readonly #scale: Float64Array;
  /** What the objective pays for the hosts in use. */
  price = 0;

  constructor({ grid, shapes }: MappingProblem) {
    this.#grid = grid;
    this.#shapes = shapes;
    this.#free = grid.free.slice();
    this.#occupants = new Int32Array(grid.hosts);
    this.#taken = new Uint8Array(grid.hosts);
    this.#emptyUnder = new Int32Array(grid.parent.length);
    this.#freeUnder = new Float64Array(grid.parent.length * grid.parts);
    for (let host = 0; host < grid.hosts; host++) {
      this.#countFree(host, 1);
      if (grid.whole[host] === 1) this.#countEmpty(host, 1);
    }
    this.#scale = scaleOf(grid);
  }

  fits(shape: number, host: number): boolean {
    const { amounts, exclusive, suits } = this.#shape(shape);
    if (suits[host] !== 1 || this.#taken[host] === 1) return false;
    const takesAll = exclusive || this.#grid.single[host] === 1;
    if (takesAll && (this.#occupants[host] !== 0 || this.#grid.whole[host] !== 1)) return false;
    const from = host * this.#grid.parts;
    for (let part = 0; part < amounts.length; part++)
      if ((amounts[part] ?? 0) > (this.#free[from + part] ?? 0) + TOLERANCE) return false;
    return true;
  }

  /** Whether an item there has the host for itself. */
  takesAll(shape: number, host: number): boolean {
    return this.#shape(shape).exclusive || this.#grid.single[host] === 1;
  }

  put(shape: number, host: number): void {
    const takesAll = this.takesAll(shape, host);
    if (this.#occupants[host] === 0) this.#open(host, 1);
    this.#occupants[host] = (this.#occupants[host] ?? 0) + 1;
    if (takesAll) {
      this.#taken[host] = 1;
      this.#countFree(host, -1);
    } else this.#change(shape, host, -1);
  }

  lift(shape: number, host: number): void {
    const takesAll = this.takesAll(shape, host);
    this.#occupants[host] = (this.#occupants[host] ?? 0) - 1;
    if (takesAll) {
      this.#taken[host] = 0;
      this.#countFree(host, 1);
    } else this.#change(shape, host, 1);
    if (this.#occupants[host] === 0) this.#open(host, -1);
  }

  /** False when a switch has no host that could take it, as far as that is plain to see. */
  mayHave(shape: number, at: number): boolean {
    return !this.#shape(shape).exclusive || (this.#emptyUnder[at] ?? 0) > 0;
  }

  /** The host of a switch that is left with least once the item stands there; −1 for none. */
  bestHost(shape: number, at: number): number {
    const { firstHost, hostsBySwitch } = this.#grid;
    if (!this.mayHave(shape, at)) return -1;
    let best = -1;
    let least = Infinity;
    const end = firstHost[at + 1] ?? 0;
    for (let index = firstHost[at] ?? 0; index < end; index++) {
      const host = hostsBySwitch[index] ?? 0;
      if (!this.fits(shape, host)) continue;
      const left = this.leftover(host);
      if (left >= least) continue;
      best = host;
      least = left;
    }
    return best;
  }

  /** How much is free on a host, each part as a share of the pool's mean, and what it costs to open it. */
  leftover(host: number): number {
    const { parts } = this.#grid;
    let sum = this.opening(host) * parts * 1000;
    for (let part = 0; part < parts; part++)
      sum += (this.#free[host * parts + part] ?? 0) * (this.#scale[part] ?? 0);
    return sum;
  }

  /** What the objective pays when something stands there where nothing did. */
  opening(host: number): number {
    return this.#occupants[host] === 0 ? (this.#grid.price[host] ?? 0) : 0;
  }

  /** How much is free under a switch, in mean hosts. */
  roomUnder(at: number): number {
    let sum = 0;
    for (let part = 0; part < this.#scale.length; part++)
      sum += (this.#freeUnder[at * this.#scale.length + part] ?? 0) * (this.#scale[part] ?? 0);
    return sum;
  }

  /** Whether a switch has so much free in sum, and so many hosts nobody stands on. */
  covers(at: number, amounts: Float64Array, empty: number): boolean {
    if ((this.#emptyUnder[at] ?? 0) < empty) return false;
    for (let part = 0; part < amounts.length; part++)
      if ((amounts[part] ?? 0) > (this.#freeUnder[at * amounts.length + part] ?? 0) + TOLERANCE)
        return false;
    return true;
  }

  /** How large an item is, as a share of a mean host. */
  size(shape: number): number {
    const { amounts } = this.#shape(shape);
    let sum = 0;
    for (let part = 0; part < amounts.length; part++)
      sum += (amounts[part] ?? 0) * (this.#scale[part] ?? 0);
    return sum;
  }

  /** Tells hosts apart that differ in what is free or stands on them, or in how many may. */
  signature(host: number): string {
    const { parts, whole, single } = this.#grid;
    const free = this.#free.subarray(host * parts, (host + 1) * parts);
    return `${free.join()} ${this.#occupants[host]} ${whole[host]} ${this.#taken[host]} ${single[host]}`;
  }

  #shape(shape: number): ItemShape {
    const found = this.#shapes[shape];
    if (found === undefined) throw new Error(`There is no shape ${shape}`);
    return found;
  }

  #open(host: number, sign: 1 | -1): void {
    this.price += sign * (this.#grid.price[host] ?? 0);
    if (this.#grid.whole[host] === 1) this.#countEmpty(host, sign === 1 ? -1 : 1);
  }

  #countEmpty(host: number, change: number): void {
    const at = this.#grid.switchOf[host] ?? 0;
    this.#emptyUnder[at] = (this.#emptyUnder[at] ?? 0) + change;
  }

  /** Counts all that is free on a host under its switch, or no longer. */
  #countFree(host: number, sign: 1 | -1): void {
    const { parts, switchOf } = this.#grid;
    const under = (switchOf[host] ?? 0) * parts;
    for (let part = 0; part < parts; part++)
      this.#freeUnder[under + part] =
        (this.#freeUnder[under + part] ?? 0) + sign * (this.#free[host * parts + part] ?? 0);
  }

  #change(shape: number, host: number, sign: 1 | -1): void {
    const { amounts } = this.#shape(shape);
    const { parts, switchOf } = this.#grid;
    const [from, under] = [host * parts, (switchOf[host] ?? 0) * parts];
    for (let part = 0; part < parts; part++) {
      const amount = sign * (amounts[part] ?? 0);
      this.#free[from + part] = (this.#free[from + part] ?? 0) + amount;
      this.#freeUnder[under + part] = (this.#freeUnder[under + part] ?? 0) + amount;
    }
  }
}

/** One over the mean of each part, so that cores and mebibytes can be added. */
function scaleOf({ free, parts, hosts }: HostGrid): Float64Array {
  const sums = new Float64Array(parts);
  for (let index = 0; index < free.length; index++)
    sums[index % parts] = (sums[index % parts] ?? 0) + (free[index] ?? 0);
  return sums.map((sum) => hosts / Math.max(1, sum));
}
