import { UNPLACED, type Mapping } from "../mapping/mapping.ts";
import type { Random } from "./random.ts";
import { NOBODY, TrunkLoads } from "../mapping/trunk-loads.ts";
import { WholeHosts } from "../mapping/whole-hosts.ts";

/** How a search cools down, all in links between switches. */
export interface Cooling {
  readonly steps: number;
  /** What may be lost by one step at the beginning, and at the end. */
  readonly hot: number;
  readonly cold: number;
  /** What one link too much on a trunk costs, at the beginning and at the end. */
  readonly lenient: number;
  readonly strict: number;
}

/** Steps between two looks at temperature and penalty. */
const ROUND = 128;

/** How often a move is to anywhere instead of to a mate. */
const WANDERING = 0.05;

/** Beyond this many times the temperature hardly any loss is taken: no need to draw for it. */
const HOPELESS = 16;

/**
 * Simulated annealing over switches alone: for items that have their hosts for themselves and are tied by networks
 * only, it does not matter which host of a switch one has. A step is reckoned in some tens of nanoseconds and the
 * mapping is not touched until `finish`.
 */
export class SwitchAnnealing {
  readonly #mapping: Mapping;
  readonly #active: Int32Array;
  readonly #hosts: WholeHosts;
  readonly #loads: TrunkLoads;
  /** Items under each switch, and where each stands in that list. */
  readonly #under: number[][];
  readonly #placeIn: Int32Array;
  /** Switches with hosts. */
  readonly #places: Int32Array;
  readonly #beginning: Int32Array;
  readonly #best: Int32Array;
  bestFlaw = Infinity;
  bestCrossings = Infinity;
  /** Steps made so far. */
  steps = 0;

  /** Null where more than switches matter. Takes the items off their hosts until `finish` puts them on others. */
  static of(mapping: Mapping, active: Int32Array, unit: number): SwitchAnnealing | null {
    const { problem, alone } = mapping;
    const { homes, firstHost, parent } = problem.grid;
    if (homes !== null || problem.isPriced || problem.rules.length > 0) return null;
    if (parent.length < 2 || active.some((item) => alone[item] === 0)) return null;
    const loads = new TrunkLoads(mapping, unit);
    const before = mapping.hostOf.slice();
    for (const item of active) mapping.lift(item);
    const hosts = WholeHosts.of(mapping, active);
    if (hosts === null) {
      for (const item of active) mapping.put(item, before[item] ?? 0);
      return null;
    }
    const places = Int32Array.from(parent.keys()).filter(
      (at) => (firstHost[at + 1] ?? 0) > (firstHost[at] ?? 0),
    );
    return new SwitchAnnealing(mapping, active, hosts, loads, places);
  }

  private constructor(
    mapping: Mapping,
    active: Int32Array,
    hosts: WholeHosts,
    loads: TrunkLoads,
    places: Int32Array,
  ) {
    this.#mapping = mapping;
    this.#active = active;
    this.#hosts = hosts;
    this.#loads = loads;
    this.#places = places;
    this.#under = Array.from(mapping.problem.grid.parent, () => []);
    this.#placeIn = new Int32Array(mapping.hostOf.length);
    this.#beginning = loads.at.slice();
    this.#best = loads.at.slice();
    for (const item of active) {
      this.#enter(item);
      hosts.change(item, loads.at[item] ?? 0, 1);
    }
    this.#remember();
  }

  /** Searches on from where it stands; ends early where nothing is overbooked and no more links cross than `enough`. */
  run({ steps, hot, cold, lenient, strict }: Cooling, enough: number, random: Random): void {
    const loads = this.#loads;
    const active = this.#active;
    const hosts = this.#hosts;
    for (let made = 0; made < steps; made += ROUND) {
      const done = made / steps;
      const temperature = hot * (cold / hot) ** done;
      const penalty = lenient * (strict / lenient) ** done;
      for (let step = 0; step < ROUND; step++) {
        const item = active[random.below(active.length)] ?? 0;
        const here = loads.at[item] ?? 0;
        const to = this.#target(item, random);
        if (to === here) continue;
        let partner = NOBODY;
        if (!hosts.has(item, to)) {
          const list = this.#under[to];
          if (list === undefined || list.length === 0) continue;
          partner = list[random.below(list.length)] ?? 0;
          if (!hosts.mayExchange(item, partner, here, to)) continue;
        }
        loads.reckon(item, to, partner);
        const loss = loads.flawChange * penalty + loads.crossingsChange;
        if (loss > 0 && (loss > HOPELESS * temperature || !isTaken(loss / temperature, random)))
          continue;
        this.#move(item, here, to, partner);
        if (loads.flaw < this.bestFlaw || loads.crossings < this.bestCrossings) this.#remember();
      }
      this.steps += ROUND;
      if (this.bestFlaw === 0 && this.bestCrossings <= enough) return;
    }
  }

  /** Goes back to the best that was seen, or to the beginning. */
  restart(from: "best" | "beginning"): void {
    const { at } = this.#loads;
    const places = from === "best" ? this.#best : this.#beginning;
    for (const item of this.#active) {
      const [here, to] = [at[item] ?? 0, places[item] ?? 0];
      if (here === to) continue;
      this.#loads.reckon(item, to, NOBODY);
      this.#move(item, here, to, NOBODY);
    }
  }

  /** Puts the items on hosts as in the best that was seen. */
  finish(): void {
    for (const item of this.#hosts.order) {
      const host = this.#mapping.bestHost(item, this.#best[item] ?? 0);
      if (host === UNPLACED)
        throw new Error(`A host was counted for item ${item}, and there is none`);
      this.#mapping.put(item, host);
    }
  }

  /** A switch to try: that of a mate, now and then any. */
  #target(item: number, random: Random): number {
    const { firstPair, mate, firstLan, lanOf, lans } = this.#mapping.links;
    const { at } = this.#loads;
    const first = firstPair[item] ?? 0;
    const pairs = (firstPair[item + 1] ?? 0) - first;
    const memberships = (firstLan[item + 1] ?? 0) - (firstLan[item] ?? 0);
    if (pairs + memberships === 0 || random.next() < WANDERING)
      return this.#places[random.below(this.#places.length)] ?? 0;
    const pick = random.below(pairs + memberships);
    if (pick < pairs) return at[mate[first + pick] ?? 0] ?? 0;
    const members = lans[lanOf[(firstLan[item] ?? 0) + pick - pairs] ?? 0]?.members;
    if (members === undefined) return 0;
    return at[members[random.below(members.length)] ?? 0] ?? 0;
  }

  #move(item: number, from: number, to: number, partner: number): void {
    this.#loads.move(item, to, partner);
    if (partner !== NOBODY) {
      this.#swapEntries(item, partner, from, to);
      this.#hosts.change(partner, to, -1);
      this.#hosts.change(partner, from, 1);
    } else {
      this.#leave(item, from);
      this.#enter(item);
    }
    this.#hosts.change(item, from, -1);
    this.#hosts.change(item, to, 1);
  }

  #remember(): void {
    const { flaw, crossings, at } = this.#loads;
    if (flaw > this.bestFlaw + 1e-9) return;
    if (flaw > this.bestFlaw - 1e-9 && crossings > this.bestCrossings - 1e-9) return;
    [this.bestFlaw, this.bestCrossings] = [flaw, crossings];
    this.#best.set(at);
  }

  #enter(item: number): void {
    const list = this.#under[this.#loads.at[item] ?? 0];
    if (list === undefined) return;
    this.#placeIn[item] = list.length;
    list.push(item);
  }

  #leave(item: number, from: number): void {
    const list = this.#under[from];
    const last = list?.pop();
    if (list === undefined || last === undefined || last === item) return;
    const place = this.#placeIn[item] ?? 0;
    list[place] = last;
    this.#placeIn[last] = place;
  }

  #swapEntries(item: number, partner: number, from: number, to: number): void {
    const [near, far] = [this.#placeIn[item] ?? 0, this.#placeIn[partner] ?? 0];
    const [left, right] = [this.#under[from], this.#under[to]];
    if (left !== undefined) left[near] = partner;
    if (right !== undefined) right[far] = item;
    this.#placeIn[partner] = near;
    this.#placeIn[item] = far;
  }
}

/** Whether a loss is taken, more often the smaller it is beside the temperature. */
function isTaken(loss: number, random: Random): boolean {
  return random.next() < Math.exp(-loss);
}
