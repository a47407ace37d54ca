import type { NetworkTree } from "./network-tree.ts";

/** Cores, MiB and GiB of a host, in this order. */
export type Amounts = readonly number[];

/** Machines that are alike: they may stand on the same hosts and need the same there. */
export interface Shape {
  /** Index of the node in the requirements. */
  readonly need: number;
  readonly amounts: Amounts;
  readonly bareMetal: boolean;
  /** Per host: whether it suits by architecture and features, whatever is free on it. */
  readonly suits: readonly boolean[];
}

/** What sums of decimals may be off by without meaning a unit more. */
const TOLERANCE = 1e-6;

/** What is free on each host while machines are put on and taken off. */
export class Bins {
  readonly #tree: NetworkTree;
  readonly #free: number[][];
  readonly #whole: readonly (Amounts | null)[];
  readonly #occupants: number[];
  /** Sums over the hosts below each tree node. */
  readonly #below: number[][];
  readonly #scale: Amounts;

  /**
   * `free` per host, and `whole` for those nobody else holds any of, which a bare-metal machine may take.
   */
  constructor(tree: NetworkTree, free: readonly Amounts[], whole: readonly boolean[]) {
    this.#tree = tree;
    this.#free = free.map((amounts) => [...amounts]);
    this.#whole = free.map((amounts, host) => (whole[host] === true ? amounts : null));
    this.#occupants = free.map(() => 0);
    this.#below = tree.nodes.map(({ hosts }) => sumOf(hosts.map((host) => free[host] ?? [])));
    const total = sumOf(free);
    this.#scale = total.map((amount) => free.length / Math.max(amount, 1));
  }

  fits(shape: Shape, host: number): boolean {
    const free = this.#free[host];
    if (free === undefined) return false;
    if (shape.bareMetal && (this.#occupants[host] !== 0 || this.#whole[host] === null))
      return false;
    return shape.amounts.every((amount, part) => amount <= (free[part] ?? 0) + TOLERANCE);
  }

  /** What a shape takes of a host: a bare-metal machine all of it. */
  taken(shape: Shape, host: number): Amounts {
    return shape.bareMetal ? (this.#whole[host] ?? shape.amounts) : shape.amounts;
  }

  put(shape: Shape, host: number): void {
    this.#change(shape, host, -1);
  }

  takeOff(shape: Shape, host: number): void {
    this.#change(shape, host, 1);
  }

  /** How much is free below a tree node, in average hosts. */
  roomBelow(node: number): number {
    return this.#weigh(this.#below[node] ?? []);
  }

  /** How little would be left on a host, the parts weighed by how much an average host has of them. */
  residual(shape: Shape, host: number): number {
    return this.#weigh(this.#free[host] ?? []) - this.#weigh(shape.amounts);
  }

  /** The size of a shape as its largest share of an average host. */
  size(shape: Shape): number {
    return Math.max(...shape.amounts.map((amount, part) => amount * (this.#scale[part] ?? 0)));
  }

  free(host: number): Amounts {
    return this.#free[host] ?? [];
  }

  /** Free on all hosts below a tree node together. */
  freeBelow(node: number): Amounts {
    return this.#below[node] ?? [];
  }

  /** Two hosts with the same signature are alike to every machine that suits both. */
  signature(host: number): string {
    return [...(this.#free[host] ?? []), this.#occupants[host], this.#whole[host] === null].join();
  }

  #weigh(amounts: Amounts): number {
    return amounts.reduce((sum, amount, part) => sum + amount * (this.#scale[part] ?? 0), 0);
  }

  #change(shape: Shape, host: number, sign: 1 | -1): void {
    const free = this.#free[host];
    if (free === undefined) return;
    const taken = this.taken(shape, host);
    taken.forEach((amount, part) => (free[part] = (free[part] ?? 0) + sign * amount));
    this.#occupants[host] = (this.#occupants[host] ?? 0) - sign;
    const leaf = this.#tree.leafOf[host] ?? null;
    for (let at = leaf; at !== null; at = this.#tree.nodes[at]?.parent ?? null) {
      const below = this.#below[at];
      if (below !== undefined)
        taken.forEach((amount, part) => (below[part] = (below[part] ?? 0) + sign * amount));
    }
  }
}

/** Adds amounts part by part. */
export function sumOf(list: readonly Amounts[]): number[] {
  const sum = [0, 0, 0];
  for (const amounts of list)
    amounts.forEach((amount, part) => (sum[part] = (sum[part] ?? 0) + amount));
  return sum;
}
