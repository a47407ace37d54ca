import type { HostsOfSwitches } from "../mapping/hosts-of-switches.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { Random } from "./random.ts";
import { SharedHosts } from "../mapping/shared-hosts.ts";
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

/** Of all that is too much, so much is on trunks where it is worth while to search over these alone. */
const SHARE_OF_TRUNKS = 0.5;

/**
 * Simulated annealing over switches alone: for items that are tied by networks only, trunks carry the same whichever
 * host of a switch one has. What cables of shared hosts carry is not looked at. A step is reckoned in some tens of
 * nanoseconds, and nothing stands anywhere in the mapping until `finish`.
 */
export class SwitchAnnealing {
  readonly #links: Mapping["links"];
  readonly #active: Int32Array;
  readonly #hosts: HostsOfSwitches;
  readonly #loads: TrunkLoads;
  /** Items under each switch, and where each stands in that list. */
  readonly #under: number[][];
  readonly #placeIn: Int32Array;
  /** Switches with hosts. */
  readonly #places: Int32Array;
  readonly #best: Int32Array;
  bestFlaw = Infinity;
  bestCrossings = Infinity;
  /** Steps made so far. */
  steps = 0;
  /** Whether items share hosts: then a step takes two to three times as long. */
  readonly areShared: boolean;

  /** Null where more than switches matter. Takes the items off their hosts until `finish` puts them on others. */
  static of(mapping: Mapping, active: Int32Array, unit: number): SwitchAnnealing | null {
    const { problem } = mapping;
    const { homes, firstHost, parent } = problem.grid;
    if (homes !== null || problem.isPriced || problem.rules.length > 0) return null;
    if (parent.length < 2) return null;
    const loads = new TrunkLoads(mapping, unit);
    // Where it is rather cables of hosts that carry too much, little of that is seen from switches.
    if (overOfTrunks(mapping) < mapping.cables.over * SHARE_OF_TRUNKS) return null;
    const hosts = hostsFor(mapping, active, loads.at);
    if (hosts === null) return null;
    const places = Int32Array.from(parent.keys()).filter(
      (at) => (firstHost[at + 1] ?? 0) > (firstHost[at] ?? 0),
    );
    return new SwitchAnnealing(mapping, active, hosts, loads, places);
  }

  private constructor(
    mapping: Mapping,
    active: Int32Array,
    hosts: HostsOfSwitches,
    loads: TrunkLoads,
    places: Int32Array,
  ) {
    this.#links = mapping.links;
    this.#active = active;
    this.#hosts = hosts;
    this.areShared = hosts instanceof SharedHosts;
    this.#loads = loads;
    this.#places = places;
    this.#under = Array.from(mapping.problem.grid.parent, () => []);
    this.#placeIn = new Int32Array(mapping.hostOf.length);
    this.#best = loads.at.slice();
    for (const item of active) this.#enter(item);
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

  /** Goes back to the best that was seen. */
  restart(): void {
    const loads = this.#loads;
    for (const item of this.#active) {
      const [here, to] = [loads.at[item] ?? 0, this.#best[item] ?? 0];
      if (here === to) continue;
      loads.reckon(item, to, NOBODY);
      loads.move(item, to, NOBODY);
      this.#leave(item, here);
      this.#enter(item);
    }
    this.#hosts.restart();
  }

  /** Puts the items on hosts as in the best that was seen. */
  finish(): void {
    this.#hosts.finish(this.#best);
  }

  /** A switch to try: that of a mate, now and then any. */
  #target(item: number, random: Random): number {
    const { firstPair, mate, firstLan, lanOf, lans } = this.#links;
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
    if (partner === NOBODY) {
      this.#leave(item, from);
      this.#enter(item);
      this.#hosts.move(item, from, to);
    } else {
      this.#swapEntries(item, partner, from, to);
      this.#hosts.exchange(item, partner, from, to);
    }
  }

  #remember(): void {
    const { flaw, crossings, at } = this.#loads;
    if (flaw > this.bestFlaw + 1e-9) return;
    if (flaw > this.bestFlaw - 1e-9 && crossings > this.bestCrossings - 1e-9) return;
    [this.bestFlaw, this.bestCrossings] = [flaw, crossings];
    this.#best.set(at);
    this.#hosts.remember();
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

function overOfTrunks({ cables, problem }: Mapping): number {
  return problem.grid.parent.reduce((sum, _, at) => sum + cables.overloadOfTrunk(at), 0);
}

/**
 * Takes the items off their hosts, and counts these where counting is enough. Null, and all as it was, where they share
 * hosts and larger networks: these are reckoned for so long that the search over hosts is as quick.
 */
function hostsFor(mapping: Mapping, items: Int32Array, at: Int32Array): HostsOfSwitches | null {
  const areAlone = items.every((item) => mapping.alone[item] === 1);
  if (!areAlone && mapping.links.lans.length > 0) return null;
  const before = mapping.hostOf.slice();
  for (const item of items) mapping.lift(item);
  const whole = areAlone ? WholeHosts.of(mapping, items) : null;
  if (whole === null) return new SharedHosts(mapping, items, before);
  for (const item of items) whole.change(item, at[item] ?? 0, 1);
  return whole;
}

/** Whether a loss is taken, more often the smaller it is beside the temperature. */
function isTaken(loss: number, random: Random): boolean {
  return random.next() < Math.exp(-loss);
}
