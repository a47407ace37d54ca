import { UNPLACED, type Mapping } from "../mapping/mapping.ts";
import type { Random } from "./random.ts";

/** How a search cools down. */
export interface Schedule {
  /** Moves tried; one to a switch with very many hosts counts for more. */
  readonly steps: number;
  /** In links between switches: what may be lost by one step at the beginning, and at the end. */
  readonly hot: number;
  readonly cold: number;
  /** What one link too much on a cable costs, at the beginning and at the end. */
  readonly lenient: number;
  readonly strict: number;
  /** Mb/s of a usual link. */
  readonly unit: number;
  /** Ends as soon as nothing is overbooked or broken and it costs no more than this. */
  readonly enough: number;
}

/** Steps between two looks at temperature and penalty. */
const ROUND = 128;

/** Hosts looked through in the time of one step. */
const SCANNED_IN_A_STEP = 48;

/**
 * Simulated annealing: moves items to where their mates stand, in exchange for another where there is no
 * room. Ends with the best mapping it has seen: the soundest, and of those the one that costs least. It ends
 * by steps and not by the clock, so that the same request gives the same mapping everywhere. Gives the steps made.
 */
export function anneal(
  mapping: Mapping,
  active: Int32Array,
  schedule: Schedule,
  random: Random,
): number {
  const search = new Annealing(mapping, active, schedule, random);
  return search.run();
}

class Annealing {
  readonly #mapping: Mapping;
  readonly #active: Int32Array;
  readonly #schedule: Schedule;
  readonly #random: Random;
  /** Items under each switch, and where each stands in that list. */
  readonly #under: number[][];
  readonly #placeIn: Int32Array;
  readonly #bestHosts: Int32Array;
  /** Switches with hosts. */
  readonly #places: Int32Array;
  /** Per switch: what looking through its hosts costs, in steps. */
  readonly #scanning: Float64Array;
  /** Whether links between two are all there is to win. */
  readonly #pairsOnly: boolean;
  #bestFlaw = Infinity;
  #bestCost = Infinity;
  #work = 0;
  #penalty = 1;
  #temperature = 1;

  constructor(mapping: Mapping, active: Int32Array, schedule: Schedule, random: Random) {
    this.#mapping = mapping;
    this.#active = active;
    this.#schedule = schedule;
    this.#random = random;
    this.#under = Array.from(mapping.problem.grid.parent, () => []);
    this.#placeIn = new Int32Array(mapping.hostOf.length);
    this.#bestHosts = mapping.hostOf.slice();
    const { firstHost, parent } = mapping.problem.grid;
    this.#scanning = Float64Array.from(
      parent,
      (_, at) => ((firstHost[at + 1] ?? 0) - (firstHost[at] ?? 0)) / SCANNED_IN_A_STEP,
    );
    this.#places = Int32Array.from(parent.keys()).filter((at) => (this.#scanning[at] ?? 0) > 0);
    const { problem, links } = mapping;
    this.#pairsOnly =
      links.lans.length + problem.rules.length === 0 &&
      !problem.isPriced &&
      problem.grid.homes === null;
    for (const item of active) this.#enter(item);
  }

  run(): number {
    const { steps, hot, cold, lenient, strict, enough } = this.#schedule;
    this.#remember();
    while (this.#work < steps && !(this.#bestFlaw === 0 && this.#bestCost <= enough)) {
      const done = this.#work / steps;
      this.#temperature = hot * (cold / hot) ** done;
      this.#penalty = lenient * (strict / lenient) ** done;
      for (let step = 0; step < ROUND; step++) this.#step();
      this.#work += ROUND;
    }
    this.#restore();
    return this.#work;
  }

  #step(): void {
    const item = this.#active[this.#random.below(this.#active.length)] ?? 0;
    const here = this.#mapping.switchUnder(item);
    const to = this.#target(item);
    if (to === -1 || (to === here && this.#isRigid(item))) return;
    // What may be lost this time: drawn first, so that hopeless moves cost next to nothing.
    const slack = -this.#temperature * Math.log(this.#random.next() || Number.MIN_VALUE);
    const { room } = this.#mapping;
    const shape = this.#mapping.shapeOf(item);
    if (room.mayHave(shape, to)) {
      if (this.#isHopeless(item, UNPLACED, here, to, slack)) return;
      this.#work += this.#scanning[to] ?? 0;
      const host = this.#hostUnder(item, to);
      if (host !== -1) {
        if (this.#move(item, host, this.#energy() + slack)) this.#remember();
        return;
      }
    }
    const list = this.#under[to];
    if (list === undefined || list.length === 0) return;
    const other = list[this.#random.below(list.length)] ?? 0;
    const { hostOf } = this.#mapping;
    if (hostOf[other] === hostOf[item]) return;
    if (this.#isHopeless(item, other, here, to, slack)) return;
    if (this.#exchange(item, other, this.#energy() + slack)) this.#remember();
  }

  /** Whether nothing changes when an item takes another host of its switch. */
  #isRigid(item: number): boolean {
    const { alone, problem, rules } = this.#mapping;
    const isPlain = !problem.isPriced && problem.grid.homes === null;
    return alone[item] === 1 && isPlain && !rules.concerns(item);
  }

  /** The best one under a switch; where hosts are shared or priced as often any, since the best may be a trap. */
  #hostUnder(item: number, at: number): number {
    const { alone, problem } = this.#mapping;
    const isPlain = alone[item] === 1 && !problem.isPriced && problem.grid.homes === null;
    if (isPlain || this.#random.next() < 0.5) return this.#mapping.bestHost(item, at);
    const { firstHost, hostsBySwitch } = problem.grid;
    const first = firstHost[at] ?? 0;
    const count = (firstHost[at + 1] ?? 0) - first;
    const start = this.#random.below(count);
    for (let step = 0; step < count; step++) {
      const host = hostsBySwitch[first + ((start + step) % count)] ?? 0;
      if (this.#mapping.room.fits(this.#mapping.shapeOf(item), host)) return host;
    }
    return -1;
  }

  /** Moves an item to another host, unless that makes more energy than the limit. */
  #move(item: number, to: number, limit: number): boolean {
    const from = this.#mapping.hostOf[item] ?? UNPLACED;
    this.#leave(item);
    this.#mapping.lift(item);
    this.#mapping.put(item, to);
    const stays = this.#energy() <= limit;
    if (!stays) {
      this.#mapping.lift(item);
      this.#mapping.put(item, from);
    }
    this.#enter(item);
    return stays;
  }

  /** The same with two items that take each other's place. */
  #exchange(item: number, other: number, limit: number): boolean {
    const { room, hostOf } = this.#mapping;
    const [from, to] = [hostOf[item] ?? UNPLACED, hostOf[other] ?? UNPLACED];
    const [shape, otherShape] = [this.#mapping.shapeOf(item), this.#mapping.shapeOf(other)];
    this.#leave(item);
    this.#leave(other);
    this.#mapping.lift(item);
    this.#mapping.lift(other);
    const fits = shape === otherShape || (room.fits(shape, to) && room.fits(otherShape, from));
    if (fits) {
      this.#mapping.put(item, to);
      this.#mapping.put(other, from);
    }
    const stays = fits && this.#energy() <= limit;
    if (!stays) {
      this.#mapping.lift(item);
      this.#mapping.lift(other);
      this.#mapping.put(item, from);
      this.#mapping.put(other, to);
    }
    this.#enter(item);
    this.#enter(other);
    return stays;
  }

  /**
   * Whether the links between pairs alone lose more than may be lost. Where all is sound nothing else can win
   * anything back, unless there are larger networks, rules or prices.
   */
  #isHopeless(item: number, other: number, here: number, to: number, slack: number): boolean {
    if (!this.#pairsOnly || !this.#mapping.isSound) return false;
    let loss = this.#loss(item, here, to, other);
    if (other !== UNPLACED) loss += this.#loss(other, to, here, item);
    return loss * this.#mapping.problem.trunkWeight > slack;
  }

  /** A switch to try: that of a mate, now and then any. */
  #target(item: number): number {
    const { firstPair, mate, firstLan, lanOf, lans } = this.#mapping.links;
    const pairs = (firstPair[item + 1] ?? 0) - (firstPair[item] ?? 0);
    const memberships = (firstLan[item + 1] ?? 0) - (firstLan[item] ?? 0);
    if (this.#random.next() < this.#wandering() || pairs + memberships === 0)
      return this.#places[this.#random.below(this.#places.length)] ?? -1;
    const pick = this.#random.below(pairs + memberships);
    if (pick < pairs) return this.#mapping.switchUnder(mate[(firstPair[item] ?? 0) + pick] ?? 0);
    const lan = lans[lanOf[(firstLan[item] ?? 0) + pick - pairs] ?? 0];
    if (lan === undefined) return -1;
    return this.#mapping.switchUnder(lan.members[this.#random.below(lan.members.length)] ?? 0);
  }

  /** How often a move is to anywhere: mates say nothing about what hosts cost, or where a cable is free. */
  #wandering(): number {
    if (this.#mapping.problem.isPriced) return 0.25;
    return this.#mapping.isSound ? 0.03 : 0.1;
  }

  /** How many more trunks an item's links cross under another switch; the one to a partner stays as it is. */
  #loss(item: number, here: number, to: number, partner: number): number {
    const { firstPair, mate } = this.#mapping.links;
    let loss = 0;
    for (let index = firstPair[item] ?? 0; index < (firstPair[item + 1] ?? 0); index++) {
      const other = mate[index] ?? 0;
      if (other === partner) continue;
      const at = this.#mapping.switchUnder(other);
      loss += this.#mapping.distance(to, at) - this.#mapping.distance(here, at);
    }
    return loss;
  }

  #flaw(): number {
    return this.#mapping.cables.over / this.#schedule.unit + this.#mapping.rules.broken;
  }

  #energy(): number {
    return this.#flaw() * this.#penalty + this.#mapping.cost;
  }

  #remember(): void {
    const flaw = this.#flaw();
    if (flaw > this.#bestFlaw + 1e-9) return;
    const { cost } = this.#mapping;
    if (flaw > this.#bestFlaw - 1e-9 && cost >= this.#bestCost - 1e-9) return;
    [this.#bestFlaw, this.#bestCost] = [flaw, cost];
    this.#bestHosts.set(this.#mapping.hostOf);
  }

  #restore(): void {
    for (const item of this.#active) this.#mapping.lift(item);
    for (const item of this.#active) this.#mapping.put(item, this.#bestHosts[item] ?? 0);
  }

  #enter(item: number): void {
    const list = this.#under[this.#mapping.switchUnder(item)];
    if (list === undefined) return;
    this.#placeIn[item] = list.length;
    list.push(item);
  }

  #leave(item: number): void {
    const list = this.#under[this.#mapping.switchUnder(item)];
    const last = list?.pop();
    if (list === undefined || last === undefined || last === item) return;
    const place = this.#placeIn[item] ?? 0;
    list[place] = last;
    this.#placeIn[last] = place;
  }
}
