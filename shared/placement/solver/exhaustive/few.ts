import { FewCables, sendsOf, type Send } from "./few-cables.ts";
import { orderOf, placesOf, type Place } from "./few-order.ts";
import { UNPLACED } from "../mapping/mapping.ts";
import { TOLERANCE, type ItemRule, type MappingProblem, type Verdict } from "../problem.ts";

/** Of so few items and hosts every way can be tried, mostly. */
const MOST_ITEMS = 32;
const MOST_HOSTS = 48;

/** What was found, and how many items were put on hosts for it. */
export interface Tried {
  readonly verdict: Verdict;
  /** Per item: its host, where there is a way. */
  readonly hostOf: Int32Array;
  /** By which cable a network leaves a host, where there is a way; −1 where it does not. */
  readonly cableOf: (network: number, host: number) => number;
  readonly looks: number;
}

/** Whether there are so few items and hosts that every way can be tried. */
export function areFew({ grid, shapeOf }: MappingProblem): boolean {
  return shapeOf.length <= MOST_ITEMS && grid.hosts <= MOST_HOSTS;
}

/**
 * Tries every way of putting few items on few hosts, each only as far as what stands already overbooks and breaks
 * nothing: more items never take from a cable what it carries. Gives up after so many looks.
 */
export function tryEveryWay(problem: MappingProblem, most: number): Tried {
  return new EveryWay(problem, most).run();
}

class EveryWay {
  readonly #problem: MappingProblem;
  readonly #most: number;
  /** Items in the order in which they are put, what is tied to each other together. */
  readonly #order: readonly number[];
  readonly #sends: readonly (readonly Send[])[];
  readonly #cables: FewCables;
  readonly #rules: readonly ItemRule[];
  readonly #rulesOf: readonly (readonly number[])[];
  /** Hosts in the order in which they are tried, and which of them are alike as long as they are empty. */
  readonly #places: readonly Place[];
  readonly #at: Int32Array;
  readonly #free: Float64Array;
  readonly #occupants: Int32Array;
  readonly #taken: Uint8Array;
  readonly #under: Int32Array;
  /** For each rule and place: the members there; and for each rule the members that stand. */
  readonly #there: readonly Int32Array[];
  readonly #standing: Int32Array;
  #looks = 0;

  constructor(problem: MappingProblem, most: number) {
    this.#problem = problem;
    this.#most = most;
    const { grid, shapeOf, rules } = problem;
    this.#sends = sendsOf(problem);
    this.#cables = new FewCables(problem);
    this.#rules = rules.filter(({ wish }) => wish === null);
    const rulesOf = Array.from(shapeOf, (): number[] => []);
    this.#rules.forEach(({ members }, rule) =>
      members.forEach((item) => rulesOf[item]?.push(rule)),
    );
    this.#rulesOf = rulesOf;
    this.#order = orderOf(problem, this.#sends, rulesOf);
    this.#places = placesOf(problem, this.#rules);
    this.#at = new Int32Array(shapeOf.length).fill(UNPLACED);
    this.#free = grid.free.slice();
    this.#occupants = new Int32Array(grid.hosts);
    this.#taken = new Uint8Array(grid.hosts);
    this.#under = new Int32Array(grid.parent.length);
    this.#there = this.#rules.map(({ domains }) => new Int32Array(domains));
    this.#standing = new Int32Array(this.#rules.length);
  }

  run(): Tried {
    const isFound = this.#place(0);
    const isOpen = this.#looks > this.#most;
    const verdict = isFound ? "way" : isOpen ? "unknown" : "none";
    const hostOf = this.#at.map((at) => this.#places[at]?.host ?? UNPLACED);
    const cableOf = this.#cables.cableOf.bind(this.#cables);
    return { verdict, hostOf, cableOf, looks: this.#looks };
  }

  #place(index: number): boolean {
    const item = this.#order[index];
    if (item === undefined) return true;
    const { twinOf, stays } = this.#problem;
    const stay = stays[item] ?? UNPLACED;
    const before = this.#order[index - 1] ?? UNPLACED;
    const isTwin =
      before !== UNPLACED &&
      twinOf[before] === twinOf[item] &&
      stay === UNPLACED &&
      stays[before] === UNPLACED;
    // Equal items in one order, and of empty hosts and switches that are alike the first.
    const first = isTwin ? (this.#at[before] ?? 0) : 0;
    const tried = new Set<number>();
    for (let at = first; at < this.#places.length; at++) {
      const place = this.#places[at];
      if (place === undefined || (stay !== UNPLACED && place.host !== stay)) continue;
      const sort = this.#sortOf(place);
      if (sort !== UNPLACED && tried.has(sort)) continue;
      if (sort !== UNPLACED) tried.add(sort);
      if (!this.#mayStand(item, place.host)) continue;
      if (this.#looks++ > this.#most) return false;
      this.#at[item] = at;
      this.#change(item, place.host, 1);
      const isAlone = this.#problem.shapes[this.#problem.shapeOf[item] ?? 0]?.exclusive === true;
      let ways = 0;
      // Each further way out of a host is another look.
      const goOn = (): boolean =>
        (ways++ === 0 || this.#looks++ <= this.#most) && this.#place(index + 1);
      if (this.#cables.put(this.#sends[item] ?? [], place.host, isAlone, goOn)) return true;
      this.#change(item, place.host, -1);
    }
    this.#at[item] = UNPLACED;
    return false;
  }

  #sortOf({ host, sort, sortUnderEmpty }: Place): number {
    if ((this.#under[this.#problem.grid.switchOf[host] ?? 0] ?? 0) === 0) return sortUnderEmpty;
    return this.#occupants[host] === 0 ? sort : UNPLACED;
  }

  #mayStand(item: number, host: number): boolean {
    const { grid, shapes, shapeOf } = this.#problem;
    const shape = shapes[shapeOf[item] ?? 0];
    if (shape?.suits[host] !== 1 || this.#taken[host] === 1) return false;
    const takesAll = shape.exclusive || grid.single[host] === 1;
    if (takesAll && (this.#occupants[host] !== 0 || grid.whole[host] !== 1)) return false;
    for (let part = 0; part < grid.parts; part++)
      if ((shape.amounts[part] ?? 0) > (this.#free[host * grid.parts + part] ?? 0) + TOLERANCE)
        return false;
    return (this.#rulesOf[item] ?? []).every((rule) => {
      const { apart, domainOf } = this.#rules[rule] ?? NO_RULE;
      const mates = this.#there[rule]?.[domainOf[host] ?? 0] ?? 0;
      return apart ? mates === 0 : mates === this.#standing[rule];
    });
  }

  #change(item: number, host: number, sign: 1 | -1): void {
    const { grid, shapes, shapeOf } = this.#problem;
    const shape = shapes[shapeOf[item] ?? 0];
    const at = grid.switchOf[host] ?? 0;
    this.#occupants[host] = (this.#occupants[host] ?? 0) + sign;
    this.#under[at] = (this.#under[at] ?? 0) + sign;
    if (shape?.exclusive === true || grid.single[host] === 1)
      this.#taken[host] = sign === 1 ? 1 : 0;
    shape?.amounts.forEach((amount, part) => {
      const spot = host * grid.parts + part;
      this.#free[spot] = (this.#free[spot] ?? 0) - sign * amount;
    });
    for (const rule of this.#rulesOf[item] ?? []) {
      const domain = this.#rules[rule]?.domainOf[host] ?? 0;
      const there = this.#there[rule];
      if (there !== undefined) there[domain] = (there[domain] ?? 0) + sign;
      this.#standing[rule] = (this.#standing[rule] ?? 0) + sign;
    }
  }
}

const NO_RULE: Pick<ItemRule, "apart" | "domainOf"> = { apart: false, domainOf: new Int32Array(0) };
