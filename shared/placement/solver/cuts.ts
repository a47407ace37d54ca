import { TOLERANCE } from "./problem.ts";

/** A link between two nodes, and how much of it a cut through it costs. */
export interface CutEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** Which side of a cut a node has to be on. */
export const [FREE, NEAR, FAR] = [0, 1, 2] as const;

/**
 * The least that any cut between two sides of a graph costs: as much as flows from the one to the other (Ford and
 * Fulkerson, by shortest ways). Made once for a graph and asked many times.
 */
export class Cuts {
  /** Nodes that what still flows from the near side would reach, after `flow`: those before the nearest cut. */
  readonly reached: Uint8Array;
  /** Nodes and edges looked at so far. */
  work = 0;
  readonly #first: Int32Array;
  /** Per arc: where it leads to; the same edge the other way round is its number with the last bit changed. */
  readonly #to: Int32Array;
  readonly #arcs: Int32Array;
  readonly #weights: Float64Array;
  readonly #left: Float64Array;
  /** The arcs that something was pushed along since the flow was begun, and how much. */
  readonly #pushed: number[] = [];
  readonly #amounts: number[] = [];
  readonly #cameBy: Int32Array;
  readonly #queue: Int32Array;

  constructor(nodes: number, edges: readonly CutEdge[]) {
    this.reached = new Uint8Array(nodes);
    this.#first = new Int32Array(nodes + 1);
    this.#to = new Int32Array(edges.length * 2);
    this.#arcs = new Int32Array(edges.length * 2);
    this.#weights = new Float64Array(edges.length * 2);
    this.#left = new Float64Array(edges.length * 2);
    this.#cameBy = new Int32Array(nodes);
    this.#queue = new Int32Array(nodes);
    this.#index(edges);
  }

  /**
   * What flows from the nodes that are NEAR to those that are FAR; more than `limit` is not looked for. `more` goes on
   * from the last call, whose sides were parts of these. `most`: some cut is known to cost no more.
   */
  flow(side: Uint8Array, limit: number, more = 0, most = Infinity): number {
    if (more === 0) this.#begin();
    let total = more;
    while (total <= limit + TOLERANCE && total < most - TOLERANCE) {
      const end = this.#search(side);
      if (end === -1) break;
      total += this.#push(end, side);
    }
    return total;
  }

  #begin(): void {
    this.#left.set(this.#weights);
    this.#pushed.length = 0;
    this.#amounts.length = 0;
  }

  /** What cutting off a node by itself costs. */
  around(node: number): number {
    let sum = 0;
    for (let place = this.#first[node] ?? 0; place < (this.#first[node + 1] ?? 0); place++)
      sum += this.#weights[this.#arcs[place] ?? 0] ?? 0;
    return sum;
  }

  /** What flows now, to come back to it with `rewind`, as long as no flow is begun anew. */
  mark(): number {
    return this.#pushed.length;
  }

  rewind(mark: number): void {
    while (this.#pushed.length > mark) {
      const arc = this.#pushed.pop() ?? 0;
      const amount = this.#amounts.pop() ?? 0;
      this.#left[arc] = (this.#left[arc] ?? 0) + amount;
      this.#left[arc ^ 1] = (this.#left[arc ^ 1] ?? 0) - amount;
    }
  }

  #index(edges: readonly CutEdge[]): void {
    for (const { a, b } of edges)
      for (const node of [a, b]) this.#first[node + 1] = (this.#first[node + 1] ?? 0) + 1;
    for (let node = 0; node < this.reached.length; node++)
      this.#first[node + 1] = (this.#first[node + 1] ?? 0) + (this.#first[node] ?? 0);
    const next = this.#first.slice();
    edges.forEach(({ a, b, weight }, edge) => {
      for (const [side, [from, to]] of [[a, b] as const, [b, a] as const].entries()) {
        const arc = edge * 2 + side;
        const place = next[from] ?? 0;
        this.#arcs[place] = arc;
        next[from] = place + 1;
        this.#to[arc] = to;
        this.#weights[arc] = weight;
      }
    });
  }

  /** A FAR node that something still flows to; −1 for none. */
  #search(side: Uint8Array): number {
    const { reached } = this;
    reached.fill(0);
    this.work += reached.length;
    let end = 0;
    for (let node = 0; node < reached.length; node++) {
      if (side[node] !== NEAR) continue;
      reached[node] = 1;
      this.#queue[end++] = node;
    }
    for (let at = 0; at < end; at++) {
      const node = this.#queue[at] ?? 0;
      const last = this.#first[node + 1] ?? 0;
      for (let place = this.#first[node] ?? 0; place < last; place++) {
        const arc = this.#arcs[place] ?? 0;
        const to = this.#to[arc] ?? 0;
        this.work += 1;
        if (reached[to] === 1 || (this.#left[arc] ?? 0) <= TOLERANCE) continue;
        reached[to] = 1;
        this.#cameBy[to] = arc;
        if (side[to] === FAR) return to;
        this.#queue[end++] = to;
      }
    }
    return -1;
  }

  #push(end: number, side: Uint8Array): number {
    let least = Infinity;
    for (let node = end; side[node] !== NEAR; node = this.#before(node))
      least = Math.min(least, this.#left[this.#cameBy[node] ?? 0] ?? 0);
    for (let node = end; side[node] !== NEAR; node = this.#before(node)) {
      const arc = this.#cameBy[node] ?? 0;
      this.#left[arc] = (this.#left[arc] ?? 0) - least;
      this.#left[arc ^ 1] = (this.#left[arc ^ 1] ?? 0) + least;
      this.#pushed.push(arc);
      this.#amounts.push(least);
    }
    return least;
  }

  #before(node: number): number {
    return this.#to[(this.#cameBy[node] ?? 0) ^ 1] ?? 0;
  }
}

/**
 * Nodes that no cut of at most `limit` parts, by the number of their class. Each question either confirms that a node
 * belongs to the first of its class or parts the class in two.
 */
export function inseparable(nodes: number, cuts: Cuts, limit: number): Int32Array {
  const classOf = new Int32Array(nodes);
  const side = new Uint8Array(nodes);
  const list = Array.from({ length: nodes }, (_, node) => node);
  const isLoose = (node: number): boolean => cuts.around(node) <= limit + TOLERANCE;
  const bound = list.filter((node) => !isLoose(node));
  const open: number[][] = bound.length === 0 ? [] : [bound];
  let classes = 0;
  // What is cut off by itself needs no question.
  for (const node of list) if (isLoose(node)) classOf[node] = classes++;
  for (let members = open.pop(); members !== undefined; members = open.pop()) {
    const own = classes++;
    const [first = 0] = members;
    let left = members.slice(1);
    classOf[first] = own;
    while (left.length > 0) {
      const [node = 0] = left;
      side.fill(FREE);
      [side[first], side[node]] = [NEAR, FAR];
      if (cuts.flow(side, limit) > limit + TOLERANCE) {
        classOf[node] = own;
        left = left.slice(1);
        continue;
      }
      open.push(left.filter((other) => cuts.reached[other] === 0));
      left = left.filter((other) => cuts.reached[other] === 1);
    }
  }
  return classOf;
}
