import { BundlePrices } from "./bundle-prices.ts";
import { Bundles } from "./bundles.ts";
import { Cuts, inseparable, type CutEdge } from "./cuts.ts";
import { Division } from "./division.ts";
import { allApart, kernelOf, OUTSIDE, type Kernel } from "./kernel.ts";
import { UNPLACED } from "./mapping.ts";
import type { HostGrid, MappingProblem } from "./problem.ts";
import { SwitchRoom } from "./switch-room.ts";

/** A step of a proof by prices, beside one of the search. */
const WORK_OF_PROOFS = 0.25;

/** Beside this share of the items a kernel is small. */
const FEW_LEFT = 0.5;

/** Whether items have room under switches and on the trunks between: a way was found, there is none, or it is open. */
export type Verdict = "way" | "none" | "unknown";

/** Items that stand under the same switch in every way there is. */
export interface Group {
  readonly items: readonly number[];
  /** Those that are linked to it, and with how much. */
  readonly links: { readonly to: number; readonly mbps: number }[];
}

/** A larger network: what each group in it may send. */
export interface GroupLan {
  readonly groups: readonly number[];
  readonly mbps: readonly number[];
}

/** The switches, and what is known of them before anything stands anywhere. */
export interface Field {
  readonly problem: MappingProblem;
  readonly room: SwitchRoom;
  /** Switches with hosts. */
  readonly places: readonly number[];
  /** Per switch: equal texts for those that are alike as long as nothing is under them. */
  readonly sorts: readonly string[];
  /** Per switch: the trunks from there to the top, by the switch below each. */
  readonly above: readonly (readonly number[])[];
  /** Per switch: whether nothing else hangs below it. */
  readonly isLeaf: readonly boolean[];
}

/**
 * Every way of dividing items among switches, without those that some cut shows to be in vain. Unlike annealing it can
 * end with the proof that there is none. Cables of hosts and rules are left out of it.
 */
export class SwitchSearch {
  /** Steps made so far, some nanoseconds each. */
  work = 0;
  /** So many items, whichever they are, go under one switch and need no trunk. */
  readonly mostUnderOne: number;
  /** Whether the links of some item are more than any trunk carries: only then much can be proven of many items. */
  readonly isTight: boolean;
  readonly #field: Field;
  readonly #ties: Ties;
  readonly #isExact: boolean;
  /** The most that any trunk carries. */
  readonly #widest: number;
  /** No switch holds more items than this; Infinity where that is not known. */
  readonly #mostPerSwitch: number;
  /** Per switch with hosts: what all of its trunks carry. */
  readonly #around: readonly number[];

  /** Null where trunks do not decide. */
  static of(problem: MappingProblem): SwitchSearch | null {
    const { grid, networks, stays } = problem;
    const isPromised = networks.some(({ mbps }) => mbps.some((promised) => promised > 0));
    if (!isPromised || grid.parent.length < 2 || grid.homes !== null) return null;
    if (stays.some((host) => host !== UNPLACED)) return null;
    const room = SwitchRoom.of(problem);
    return room === null ? null : new SwitchSearch(problem, room);
  }

  private constructor(problem: MappingProblem, room: SwitchRoom) {
    const { grid, rules } = problem;
    this.#field = fieldOf(problem, room);
    this.#ties = allTies(problem);
    this.#isExact = room.isExact && rules.every(({ wish }) => wish !== null);
    this.mostUnderOne = this.#isExact
      ? Math.max(0, ...this.#field.places.map((at) => room.roomFor(at)))
      : 0;
    this.#widest = grid.trunkFree.reduce(
      (most, free, at) => ((grid.parent[at] ?? -1) === -1 ? most : Math.max(most, free)),
      0,
    );
    this.isTight = this.#isTight();
    const { firstHost } = grid;
    const hosts = this.#field.places.map((at) => (firstHost[at + 1] ?? 0) - (firstHost[at] ?? 0));
    this.#mostPerSwitch = room.isExact ? Math.max(0, ...hosts) : Infinity;
    this.#around = this.#field.places.map((at) => around(grid, at));
  }

  #isTight(): boolean {
    const asked = new Float64Array(this.#field.problem.shapeOf.length);
    for (const { a, b, weight } of this.#ties.edges)
      for (const item of [a, b]) asked[item] = (asked[item] ?? 0) + weight;
    return asked.some((mbps) => mbps > this.#widest);
  }

  /**
   * What some of the items are worth beside what all switches can hold: above 1 they provably have no room by
   * themselves, which is found where trunks are wide as well. Begins with given prices of all items, and leaves those
   * there that prove most. 0 where that takes more than so many steps.
   */
  worth(items: Int32Array, prices: Float64Array, most: number): number {
    if (items.length <= this.#mostPerSwitch || Math.max(...this.#around) <= 0) return 0;
    const { edges } = this.#tiesAmong(items);
    if (edges.length === 0) return 0;
    const end = this.work + most;
    const kernel = kernelOf(items.length, edges);
    const worth = this.#worthOfClasses(kernel, items, prices, end);
    // Where little is left, what hosts there are says more than what trunks carry.
    if (worth > 1 || kernel.count > items.length * FEW_LEFT) return worth;
    return this.#worthOfClasses(allApart(items.length, edges), items, prices, end);
  }

  #worthOfClasses(kernel: Kernel, items: Int32Array, prices: Float64Array, end: number): number {
    if (kernel.count === 0) return 0;
    const left = (end - this.work) / WORK_OF_PROOFS;
    const limits = { items: this.#mostPerSwitch, mbps: Math.max(...this.#around), work: left };
    const bundles = new Bundles(kernel.count, kernel.edges, limits);
    const all = bundles.all();
    this.work += bundles.work * WORK_OF_PROOFS;
    if (all === null) return 0;
    const search = new BundlePrices(all, this.#around, pricesOf(kernel, items, prices));
    const worth = search.prove(left - bundles.work);
    this.work += search.work * WORK_OF_PROOFS;
    items.forEach((item, index) => {
      const own = search.best[kernel.classOf[index] ?? OUTSIDE] ?? 0;
      prices[item] = own * (kernel.parts[index] ?? 0);
    });
    return worth;
  }

  /**
   * What the links of some of the items ask for beside what trees of them would, and what trunks carry beside that: each
   * item of a tree has two ends of links, and each tree two less. Well above 1 there is likely no room for them.
   */
  strain(items: Int32Array): number {
    const { edges } = this.#tiesAmong(items);
    const unit = this.#linkMbps;
    const asked = edges.reduce((sum, { weight }) => sum + (2 * weight) / unit, -2 * items.length);
    const carried = this.#around.reduce((sum, own) => sum + Math.max(0, own / unit - 2), 0);
    return asked / Math.max(1, carried);
  }

  /** Prices of all items that prove much where their links make hardly any rings. */
  firstPrices(): Float64Array {
    const prices = new Float64Array(this.#field.problem.shapeOf.length).fill(-2);
    for (const { a, b, weight } of this.#ties.edges)
      for (const item of [a, b]) prices[item] = (prices[item] ?? 0) + weight / this.#linkMbps;
    return prices;
  }

  /** What a link asks for on the average. */
  get #linkMbps(): number {
    const { edges } = this.#ties;
    return edges.reduce((sum, { weight }) => sum + weight, 0) / edges.length;
  }

  #tiesAmong(items: Int32Array): Ties {
    const numbers = new Int32Array(this.#field.problem.shapeOf.length).fill(NOBODY);
    items.forEach((item, index) => (numbers[item] = index));
    return tiesOf(this.#ties, numbers);
  }

  /** Some of the items by themselves; gives up after so many steps. */
  search(items: Int32Array, most: number): Verdict {
    const { edges, lans } = this.#tiesAmong(items);
    const cuts = new Cuts(items.length, edges);
    const classOf = inseparable(items.length, cuts, this.#widest);
    const count = classOf.reduce((last, own) => Math.max(last, own), -1) + 1;
    const groups = Array.from(
      { length: count },
      (): { items: number[]; links: Group["links"] } => ({
        items: [],
        links: [],
      }),
    );
    items.forEach((item, index) => groups[classOf[index] ?? 0]?.items.push(item));
    const between = joined(edges, classOf);
    for (const { a, b, weight } of between) {
      groups[a]?.links.push({ to: b, mbps: weight });
      groups[b]?.links.push({ to: a, mbps: weight });
    }
    const division = new Division(this.#field, {
      groups,
      lans: lans.map((lan) => ofGroups(lan, classOf)),
      cuts: new Cuts(count, between),
      most: most - cuts.work,
    });
    const verdict = division.run();
    this.work += cuts.work + division.work;
    return verdict === "way" && !this.#isExact ? "unknown" : verdict;
  }
}

/** What each class is worth by prices of all items. */
function pricesOf({ classOf, count }: Kernel, items: Int32Array, prices: Float64Array) {
  const sums = new Float64Array(count);
  classOf.forEach((own, index) => {
    if (own !== OUTSIDE) sums[own] = (sums[own] ?? 0) + (prices[items[index] ?? 0] ?? 0);
  });
  return sums.map((sum) => Math.max(0, sum));
}

function fieldOf(problem: MappingProblem, room: SwitchRoom): Field {
  const { parent, firstHost, trunkFree } = problem.grid;
  const isLeaf = Array.from(parent, (_, at) => !parent.includes(at));
  return {
    problem,
    room,
    places: [...parent.keys()].filter((at) => (firstHost[at + 1] ?? 0) > (firstHost[at] ?? 0)),
    sorts: Array.from(parent, (above, at) =>
      isLeaf[at] === true ? `${above} ${trunkFree[at]} ${room.signature(at)}` : `switch ${at}`,
    ),
    above: Array.from(parent, (_, at) => trunksAbove(parent, at)),
    isLeaf,
  };
}

/** What all trunks of a switch carry together. */
function around({ parent, trunkFree }: HostGrid, switchAt: number): number {
  return parent.reduce(
    (sum, above, at) =>
      above !== -1 && (at === switchAt || above === switchAt) ? sum + (trunkFree[at] ?? 0) : sum,
    0,
  );
}

function trunksAbove(parent: Int32Array, from: number): readonly number[] {
  const trunks: number[] = [];
  for (let at = from; (parent[at] ?? -1) !== -1; at = parent[at] ?? -1) trunks.push(at);
  return trunks;
}

interface Lan {
  readonly members: readonly number[];
  readonly mbps: readonly number[];
}

/** What ties items to each other: links between two, and larger networks. */
interface Ties {
  readonly edges: readonly CutEdge[];
  readonly lans: readonly Lan[];
}

const NOBODY = -1;

function allTies({ networks }: MappingProblem): Ties {
  const lans = networks.map(({ members, mbps }) => ({ members: [...members], mbps: [...mbps] }));
  return sorted(
    [],
    lans.filter(({ mbps }) => mbps.some((one) => one > 0)),
  );
}

/** Those among some items, by their numbers among themselves. */
function tiesOf({ edges, lans }: Ties, numbers: Int32Array): Ties {
  const inside: CutEdge[] = [];
  for (const { a, b, weight } of edges) {
    const [left, right] = [numbers[a] ?? NOBODY, numbers[b] ?? NOBODY];
    if (left !== NOBODY && right !== NOBODY) inside.push({ a: left, b: right, weight });
  }
  return sorted(
    inside,
    lans.map(({ members, mbps }) => {
      const own = members.map((item) => numbers[item] ?? NOBODY);
      return {
        members: own.filter((number) => number !== NOBODY),
        mbps: mbps.filter((_, index) => own[index] !== NOBODY),
      };
    }),
  );
}

/** A network with two members that are left is a link between them. */
function sorted(edges: readonly CutEdge[], lans: readonly Lan[]): Ties {
  const pairs = lans.flatMap(({ members: [a = 0, b = 0, ...more], mbps }) => {
    const weight = Math.min(...mbps);
    return mbps.length === 2 && more.length === 0 && weight > 0 ? [{ a, b, weight }] : [];
  });
  return { edges: [...edges, ...pairs], lans: lans.filter(({ members }) => members.length > 2) };
}

/** Edges between classes, those between the same two as one. */
function joined(edges: readonly CutEdge[], classOf: Int32Array): readonly CutEdge[] {
  const weights = new Map<number, CutEdge>();
  for (const { a: from, b: to, weight } of edges) {
    const [left, right] = [classOf[from] ?? 0, classOf[to] ?? 0];
    if (left === right) continue;
    const [a, b] = [Math.min(left, right), Math.max(left, right)];
    const key = a * classOf.length + b;
    weights.set(key, { a, b, weight: weight + (weights.get(key)?.weight ?? 0) });
  }
  return [...weights.values()];
}

function ofGroups({ members, mbps }: Lan, classOf: Int32Array): GroupLan {
  const sums = new Map<number, number>();
  members.forEach((member, index) => {
    const own = classOf[member] ?? 0;
    sums.set(own, (sums.get(own) ?? 0) + (mbps[index] ?? 0));
  });
  return { groups: [...sums.keys()], mbps: [...sums.values()] };
}
