import { UNPLACED } from "./mapping.ts";
import { TOLERANCE, type ItemRule, type MappingProblem, type Verdict } from "./problem.ts";

/** Of so few items and hosts every way can be tried, mostly. */
const MOST_ITEMS = 32;
const MOST_HOSTS = 48;

/** What was found, and how many items were put on hosts for it. */
export interface Tried {
  readonly verdict: Verdict;
  /** Per item: its host, where there is a way. */
  readonly hostOf: Int32Array;
  readonly looks: number;
}

/** Whether there are so few items and hosts, each of them with one cable, that every way can be tried. */
export function areFew({ grid, shapeOf }: MappingProblem): boolean {
  return grid.homes === null && shapeOf.length <= MOST_ITEMS && grid.hosts <= MOST_HOSTS;
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
  /** Per item: the networks into which it may send something. */
  readonly #sends: readonly (readonly { readonly network: number; readonly mbps: number }[])[];
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
  /** For each network: what is sent at or below each switch, from each host, and in all. */
  readonly #below: readonly Float64Array[];
  readonly #from: readonly Float64Array[];
  readonly #sent: Float64Array;
  readonly #trunks: Float64Array;
  readonly #uplinks: Float64Array;
  #looks = 0;

  constructor(problem: MappingProblem, most: number) {
    this.#problem = problem;
    this.#most = most;
    const { grid, shapeOf, networks, rules } = problem;
    const sends = Array.from(shapeOf, (): { network: number; mbps: number }[] => []);
    networks.forEach(({ members, mbps }, network) =>
      members.forEach((item, index) => {
        const own = mbps[index] ?? 0;
        if (own > 0) sends[item]?.push({ network, mbps: own });
      }),
    );
    this.#sends = sends;
    this.#rules = rules.filter(({ wish }) => wish === null);
    const rulesOf = Array.from(shapeOf, (): number[] => []);
    this.#rules.forEach(({ members }, rule) =>
      members.forEach((item) => rulesOf[item]?.push(rule)),
    );
    this.#rulesOf = rulesOf;
    this.#order = orderOf(problem, sends, rulesOf);
    this.#places = placesOf(problem, this.#rules);
    this.#at = new Int32Array(shapeOf.length).fill(UNPLACED);
    this.#free = grid.free.slice();
    this.#occupants = new Int32Array(grid.hosts);
    this.#taken = new Uint8Array(grid.hosts);
    this.#under = new Int32Array(grid.parent.length);
    this.#there = this.#rules.map(({ domains }) => new Int32Array(domains));
    this.#standing = new Int32Array(this.#rules.length);
    this.#below = networks.map(() => new Float64Array(grid.parent.length));
    this.#from = networks.map(() => new Float64Array(grid.hosts));
    this.#sent = new Float64Array(networks.length);
    this.#trunks = new Float64Array(grid.parent.length);
    this.#uplinks = new Float64Array(grid.hosts);
  }

  run(): Tried {
    const isFound = this.#place(0);
    const isOpen = this.#looks > this.#most;
    const verdict = isFound ? "way" : isOpen ? "unknown" : "none";
    const hostOf = this.#at.map((at) => this.#places[at]?.host ?? UNPLACED);
    return { verdict, hostOf, looks: this.#looks };
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
      if (this.#isCarried() && this.#place(index + 1)) return true;
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
    for (const { network, mbps } of this.#sends[item] ?? [])
      this.#send(network, host, sign * mbps, shape?.exclusive === true);
  }

  /** What a network puts on all cables, when a host sends more into it or less. */
  #send(network: number, host: number, mbps: number, isAlone: boolean): void {
    const { parent, switchOf } = this.#problem.grid;
    const [below, from] = [this.#below[network], this.#from[network]];
    if (below === undefined || from === undefined) return;
    this.#load(below, this.#trunks, network, -1);
    this.#load(from, this.#uplinks, network, -1);
    for (let at = switchOf[host] ?? 0; at !== -1; at = parent[at] ?? -1)
      below[at] = (below[at] ?? 0) + mbps;
    // Who has a host for itself was given one whose cable is wide enough.
    if (!isAlone) from[host] = (from[host] ?? 0) + mbps;
    this.#sent[network] = (this.#sent[network] ?? 0) + mbps;
    this.#load(below, this.#trunks, network, 1);
    this.#load(from, this.#uplinks, network, 1);
  }

  #load(parts: Float64Array, cables: Float64Array, network: number, sign: 1 | -1): void {
    const all = this.#sent[network] ?? 0;
    for (let cable = 0; cable < parts.length; cable++) {
      const part = parts[cable] ?? 0;
      if (part > TOLERANCE && all - part > TOLERANCE)
        cables[cable] = (cables[cable] ?? 0) + sign * Math.min(part, all - part);
    }
  }

  #isCarried(): boolean {
    const { trunkFree, uplinkFree, parent } = this.#problem.grid;
    for (let at = 0; at < parent.length; at++)
      if (parent[at] !== -1 && (this.#trunks[at] ?? 0) > (trunkFree[at] ?? 0) + TOLERANCE)
        return false;
    for (let host = 0; host < this.#uplinks.length; host++)
      if ((this.#uplinks[host] ?? 0) > (uplinkFree[host] ?? 0) + TOLERANCE) return false;
    return true;
  }
}

const NO_RULE: Pick<ItemRule, "apart" | "domainOf"> = { apart: false, domainOf: new Int32Array(0) };

/** A host, and equal numbers for those that are alike while they are empty, or while all of their switch is. */
interface Place {
  readonly host: number;
  readonly sort: number;
  readonly sortUnderEmpty: number;
}

/** Hosts one switch after the other, those that are alike after each other, so that equal switches are in one order. */
function placesOf(problem: MappingProblem, rules: readonly ItemRule[]): readonly Place[] {
  const { grid, shapes } = problem;
  const isShared = shapes.some(({ exclusive }) => !exclusive);
  // Every host is a place of its own by itself: while they are empty that tells none from the others.
  const dividing = rules.filter(({ domains }) => domains !== grid.hosts);
  const kinds = Array.from({ length: grid.hosts }, (_, host) => {
    const free = grid.free.subarray(host * grid.parts, (host + 1) * grid.parts);
    const suits = shapes.map(
      ({ suits: own, amounts }) =>
        own[host] === 1 && amounts.every((amount, part) => amount <= (free[part] ?? 0) + TOLERANCE),
    );
    const room = isShared ? [...free, grid.uplinkFree[host]] : [];
    const domains = dividing.map(({ domainOf }) => domainOf[host]);
    return JSON.stringify([suits, grid.whole[host], grid.single[host], room, domains]);
  });
  const hosts = [...kinds.keys()].sort(
    (a, b) =>
      (grid.switchOf[a] ?? 0) - (grid.switchOf[b] ?? 0) ||
      (kinds[a] ?? "").localeCompare(kinds[b] ?? "") ||
      a - b,
  );
  const switches = Array.from(grid.parent, (above, at) => {
    const own = hosts.filter((host) => grid.switchOf[host] === at).map((host) => kinds[host]);
    return grid.parent.includes(at) || dividing.length > 0
      ? String(at)
      : JSON.stringify([above, grid.trunkFree[at], own]);
  });
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  return hosts.map((host) => {
    const at = grid.switchOf[host] ?? 0;
    return {
      host,
      sort: numberOf(`${at} ${kinds[host]}`),
      sortUnderEmpty: numberOf(`${switches[at]} ${kinds[host]}`),
    };
  });
}

/** What must stay first, then always what is tied most to those before, of equals what takes most; twins together. */
function orderOf(
  { shapes, shapeOf, twinOf, stays, grid }: MappingProblem,
  sends: readonly (readonly { readonly network: number; readonly mbps: number }[])[],
  rulesOf: readonly (readonly number[])[],
): readonly number[] {
  const mean = Array.from(
    { length: grid.parts },
    (_, part) =>
      grid.free.reduce((sum, one, at) => sum + (at % grid.parts === part ? one : 0), 1) /
      grid.hosts,
  );
  const sizes = Array.from(shapeOf, (shape, item) => {
    const { exclusive, amounts } = shapes[shape] ?? NO_SHAPE;
    const own = exclusive
      ? 1
      : Math.max(...amounts.map((amount, part) => amount / (mean[part] ?? 1)));
    return own + (stays[item] === UNPLACED ? 0 : 1e6);
  });
  const [networks, rules] = [new Set<number>(), new Set<number>()];
  const tied = (item: number): number => {
    const inNetworks = (sends[item] ?? []).filter(({ network }) => networks.has(network)).length;
    return inNetworks + (rulesOf[item] ?? []).filter((rule) => rules.has(rule)).length;
  };
  const rank = (item: number): number =>
    (sizes[item] ?? 0) + tied(item) * 10 + (sends[item]?.length ?? 0) / 10;
  let left = [...shapeOf.keys()];
  const order: number[] = [];
  while (left.length > 0) {
    const next = left.reduce((best, item) => (rank(item) > rank(best) ? item : best));
    const twins = left.filter((item) => twinOf[item] === twinOf[next]);
    order.push(...twins.filter((item) => stays[item] !== UNPLACED));
    order.push(...twins.filter((item) => stays[item] === UNPLACED));
    for (const { network } of sends[next] ?? []) networks.add(network);
    for (const rule of rulesOf[next] ?? []) rules.add(rule);
    left = left.filter((item) => twinOf[item] !== twinOf[next]);
  }
  return order;
}

const NO_SHAPE = { exclusive: false, amounts: new Float64Array(0) };
