import { TOLERANCE } from "../problem.ts";

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
  /** Nodes and edges looked at so far. */
  work = 0;
  readonly #first: Int32Array;
  /** Per arc, those from the same node one after the other: where it leads to, and the same edge the other way round. */
  readonly #to: Int32Array;
  readonly #back: Int32Array;
  readonly #weights: Float64Array;
  readonly #left: Float64Array;
  /** The arcs that something was pushed along since the flow was begun, and how much. */
  readonly #pushed: number[] = [];
  readonly #amounts: number[] = [];
  readonly #cameBy: Int32Array;
  readonly #queue: Int32Array;
  /** Per node: the last search that reached it. */
  readonly #reachedBy: Int32Array;
  #searches = 0;
  /** So many nodes of the queue the search begins at. */
  #seeds = 0;

  constructor(nodes: number, edges: readonly CutEdge[]) {
    this.#reachedBy = new Int32Array(nodes);
    this.#first = new Int32Array(nodes + 1);
    this.#to = new Int32Array(edges.length * 2);
    this.#back = new Int32Array(edges.length * 2);
    this.#weights = new Float64Array(edges.length * 2);
    this.#left = new Float64Array(edges.length * 2);
    this.#cameBy = new Int32Array(nodes);
    this.#queue = new Int32Array(nodes);
    this.#index(edges);
  }

  /**
   * What flows from the nodes that are NEAR to those that are FAR; more than `limit` is not looked for. `more`: what
   * flowed in the last call, whose sides were parts of these, to go on from there. `most`: some cut costs no more than
   * that. `from`: those that are NEAR, or that became so since no more could flow; else all nodes are looked at.
   */
  flow(
    side: Uint8Array,
    limit: number,
    more = 0,
    most = Infinity,
    from?: readonly number[],
  ): number {
    if (more === 0) this.#begin();
    let total = more;
    while (total <= limit + TOLERANCE && total < most - TOLERANCE) {
      this.#seed(side, from);
      const pushed = this.#spread(side, Math.min(limit + 2 * TOLERANCE, most) - total);
      if (pushed === 0) break;
      total += pushed;
    }
    return total;
  }

  /** Whether what still flows from the near side would reach a node, after `flow`: those before the nearest cut. */
  isReached(node: number): boolean {
    return this.#reachedBy[node] === this.#searches;
  }

  /** Whether more could flow from each of some nodes, as far as they are FREE, if it were NEAR. */
  allLead(side: Uint8Array, nodes: Int32Array): boolean {
    for (const node of nodes) {
      if (side[node] !== FREE) continue;
      this.#searches += 1;
      this.#reachedBy[node] = this.#searches;
      this.#queue[0] = node;
      this.#seeds = 1;
      if (this.#spread(side, 0) === 0) return false;
    }
    this.work += nodes.length;
    return true;
  }

  #begin(): void {
    this.#left.set(this.#weights);
    this.#pushed.length = 0;
    this.#amounts.length = 0;
  }

  /** What cutting off a node by itself costs. */
  around(node: number): number {
    let sum = 0;
    for (let arc = this.#first[node] ?? 0; arc < (this.#first[node + 1] ?? 0); arc++)
      sum += this.#weights[arc] ?? 0;
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
      const back = this.#back[arc] ?? 0;
      this.#left[back] = (this.#left[back] ?? 0) - amount;
    }
  }

  #index(edges: readonly CutEdge[]): void {
    for (const { a, b } of edges)
      for (const node of [a, b]) this.#first[node + 1] = (this.#first[node + 1] ?? 0) + 1;
    for (let node = 0; node < this.#reachedBy.length; node++)
      this.#first[node + 1] = (this.#first[node + 1] ?? 0) + (this.#first[node] ?? 0);
    const next = this.#first.slice();
    const add = (from: number, to: number, weight: number): number => {
      const arc = next[from] ?? 0;
      next[from] = arc + 1;
      this.#to[arc] = to;
      this.#weights[arc] = weight;
      return arc;
    };
    for (const { a, b, weight } of edges) {
      const [there, back] = [add(a, b, weight), add(b, a, weight)];
      this.#back[there] = back;
      this.#back[back] = there;
    }
  }

  /** Begins a search at the nodes that are NEAR. */
  #seed(side: Uint8Array, from: readonly number[] | undefined): void {
    this.#searches += 1;
    this.#seeds = 0;
    const count = from?.length ?? this.#reachedBy.length;
    for (let index = 0; index < count; index++) {
      const node = from === undefined ? index : (from[index] ?? 0);
      if (side[node] !== NEAR) continue;
      this.#reachedBy[node] = this.#searches;
      this.#queue[this.#seeds++] = node;
    }
    this.work += count;
  }

  /**
   * Goes to the nearest FAR node, not over others that are NEAR, and pushes along the way what that carries; on from
   * there as long as the way carries more, until that is as much as wanted. What was pushed; with nothing wanted,
   * whether anything would be.
   */
  #spread(side: Uint8Array, wanted: number): number {
    const [first, to, left, queue] = [this.#first, this.#to, this.#left, this.#queue];
    const [reachedBy, search, cameBy] = [this.#reachedBy, this.#searches, this.#cameBy];
    let pushed = 0;
    let end = this.#seeds;
    for (let at = 0; at < end; at++) {
      const node = queue[at] ?? 0;
      const last = first[node + 1] ?? 0;
      let arc = first[node] ?? 0;
      this.work += last - arc;
      for (; arc < last; arc++) {
        const next = to[arc] ?? 0;
        if (reachedBy[next] === search || (left[arc] ?? 0) <= TOLERANCE) continue;
        const own = side[next];
        if (own === NEAR) continue;
        cameBy[next] = arc;
        if (own !== FAR) {
          reachedBy[next] = search;
          queue[end++] = next;
          continue;
        }
        if (wanted === 0) return Infinity;
        const most = this.#mostTo(node, side);
        const mbps = Math.min(most, left[arc] ?? 0);
        this.#push(next, side, mbps);
        pushed += mbps;
        if (pushed >= wanted - TOLERANCE || most <= mbps + TOLERANCE) return pushed;
      }
    }
    return pushed;
  }

  /** How much more the way to a node that was reached carries. */
  #mostTo(node: number, side: Uint8Array): number {
    let least = Infinity;
    for (let at = node; side[at] !== NEAR; at = this.#before(at))
      least = Math.min(least, this.#left[this.#cameBy[at] ?? 0] ?? 0);
    return least;
  }

  #push(end: number, side: Uint8Array, mbps: number): void {
    const left = this.#left;
    for (let node = end; side[node] !== NEAR; node = this.#before(node)) {
      const arc = this.#cameBy[node] ?? 0;
      const back = this.#back[arc] ?? 0;
      left[arc] = (left[arc] ?? 0) - mbps;
      left[back] = (left[back] ?? 0) + mbps;
      this.#pushed.push(arc);
      this.#amounts.push(mbps);
    }
  }

  #before(node: number): number {
    return this.#to[this.#back[this.#cameBy[node] ?? 0] ?? 0] ?? 0;
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
      open.push(left.filter((other) => !cuts.isReached(other)));
      left = left.filter((other) => cuts.isReached(other));
    }
  }
  return classOf;
}
