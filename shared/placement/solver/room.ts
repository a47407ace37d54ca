import { TOLERANCE, type HostGrid, type ItemShape, type MappingProblem } from "./problem.ts";

/** What is free on each host while items come and go. */
export class Room {
  readonly #grid: HostGrid;
  readonly #shapes: readonly ItemShape[];
  readonly #free: Float64Array;
  readonly #occupants: Int32Array;
  /** Per host: 1 while one item has all of it. */
  readonly #taken: Uint8Array;
  /** Per switch: hosts nobody stands on. */
  readonly #emptyBelow: Int32Array;
  readonly #scale: Float64Array;
  /** What the objective pays for the hosts in use. */
  price = 0;

  constructor({ grid, shapes }: MappingProblem) {
    this.#grid = grid;
    this.#shapes = shapes;
    this.#free = grid.free.slice();
    this.#occupants = new Int32Array(grid.hosts);
    this.#taken = new Uint8Array(grid.hosts);
    this.#emptyBelow = new Int32Array(grid.parent.length);
    for (let host = 0; host < grid.hosts; host++)
      if (grid.whole[host] === 1) this.#countEmpty(host, 1);
    this.#scale = scaleOf(grid);
  }

  fits(shape: number, host: number): boolean {
    const { amounts, exclusive, suits } = this.#shape(shape);
    if (suits[host] !== 1 || this.#taken[host] === 1) return false;
    if (exclusive && (this.#occupants[host] !== 0 || this.#grid.whole[host] !== 1)) return false;
    const from = host * this.#grid.parts;
    for (let part = 0; part < amounts.length; part++)
      if ((amounts[part] ?? 0) > (this.#free[from + part] ?? 0) + TOLERANCE) return false;
    return true;
  }

  put(shape: number, host: number): void {
    const { exclusive } = this.#shape(shape);
    if (this.#occupants[host] === 0) this.#open(host, 1);
    this.#occupants[host] = (this.#occupants[host] ?? 0) + 1;
    if (exclusive) this.#taken[host] = 1;
    else this.#change(shape, host, -1);
  }

  lift(shape: number, host: number): void {
    const { exclusive } = this.#shape(shape);
    this.#occupants[host] = (this.#occupants[host] ?? 0) - 1;
    if (exclusive) this.#taken[host] = 0;
    else this.#change(shape, host, 1);
    if (this.#occupants[host] === 0) this.#open(host, -1);
  }

  /** The host of a switch that is left with least once the item stands there; −1 for none. */
  bestHost(shape: number, at: number): number {
    const { firstHost, hostsBySwitch } = this.#grid;
    if (this.#shape(shape).exclusive && (this.#emptyBelow[at] ?? 0) === 0) return -1;
    let [best, least] = [-1, Infinity];
    for (let index = firstHost[at] ?? 0; index < (firstHost[at + 1] ?? 0); index++) {
      const host = hostsBySwitch[index] ?? 0;
      if (!this.fits(shape, host)) continue;
      const left = this.leftover(host);
      if (left < least) [best, least] = [host, left];
    }
    return best;
  }

  /** How much is free on a host, each part as a share of the pool's mean, and what it costs to open it. */
  leftover(host: number): number {
    const { parts, price } = this.#grid;
    let sum = this.#occupants[host] === 0 ? parts * 1000 * (price[host] ?? 0) : 0;
    for (let part = 0; part < parts; part++)
      sum += (this.#free[host * parts + part] ?? 0) * (this.#scale[part] ?? 0);
    return sum;
  }

  /** How large an item is, as a share of a mean host. */
  size(shape: number): number {
    const { amounts } = this.#shape(shape);
    let sum = 0;
    for (let part = 0; part < amounts.length; part++)
      sum += (amounts[part] ?? 0) * (this.#scale[part] ?? 0);
    return sum;
  }

  /** Tells hosts apart that differ in what is free or stands on them. */
  signature(host: number): string {
    const { parts, whole } = this.#grid;
    const free = this.#free.subarray(host * parts, (host + 1) * parts);
    return `${free.join()} ${this.#occupants[host]} ${whole[host]} ${this.#taken[host]}`;
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
    this.#emptyBelow[at] = (this.#emptyBelow[at] ?? 0) + change;
  }

  #change(shape: number, host: number, sign: 1 | -1): void {
    const { amounts } = this.#shape(shape);
    const from = host * this.#grid.parts;
    for (let part = 0; part < amounts.length; part++)
      this.#free[from + part] = (this.#free[from + part] ?? 0) + sign * (amounts[part] ?? 0);
  }
}

/** One over the mean of each part, so that cores and mebibytes can be added. */
function scaleOf({ free, parts, hosts }: HostGrid): Float64Array {
  const sums = new Float64Array(parts);
  for (let index = 0; index < free.length; index++)
    sums[index % parts] = (sums[index % parts] ?? 0) + (free[index] ?? 0);
  return sums.map((sum) => hosts / Math.max(1, sum));
}
