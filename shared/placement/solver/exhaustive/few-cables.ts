import { TOLERANCE, type HostGrid, type MappingProblem } from "../problem.ts";

/** Nowhere. */
const NONE = -1;

/** What one item may send into a network. */
export interface Send {
  readonly network: number;
  readonly mbps: number;
}

/** Per item: the networks into which it may send something. */
export function sendsOf({ shapeOf, networks }: MappingProblem): readonly (readonly Send[])[] {
  const sends = Array.from(shapeOf, (): Send[] => []);
  networks.forEach(({ members, mbps }, network) =>
    members.forEach((item, index) => {
      const own = mbps[index] ?? 0;
      if (own > 0) sends[item]?.push({ network, mbps: own });
    }),
  );
  return sends;
}

/** A network, and hosts of several cables that it leaves by one of them that is not chosen yet. */
interface Exits {
  readonly network: number;
  readonly hosts: readonly number[];
}

/**
 * What networks put on all cables while few items are put and taken again, the last first; and by which cable each
 * leaves a host of several. That is chosen no sooner than it leaves it.
 */
export class FewCables {
  readonly #grid: HostGrid;
  /** For each network: what is sent at or below each switch, by each cable, and in all. */
  readonly #below: readonly Float64Array[];
  readonly #by: readonly Float64Array[];
  readonly #sent: Float64Array;
  readonly #trunks: Float64Array;
  readonly #uplinks: Float64Array;
  /** For each network and host: what is sent there, and counts on the host's cables; how much at most by one; by which cable. */
  readonly #there: readonly Float64Array[];
  readonly #counted: readonly Float64Array[];
  readonly #widest: readonly Float64Array[];
  readonly #via: readonly Int32Array[];

  constructor({ grid, networks }: MappingProblem) {
    this.#grid = grid;
    const each = (length: number) => networks.map(() => new Float64Array(length));
    this.#below = each(grid.parent.length);
    this.#by = each(grid.uplinkFree.length);
    this.#sent = new Float64Array(networks.length);
    this.#trunks = new Float64Array(grid.parent.length);
    this.#uplinks = new Float64Array(grid.uplinkFree.length);
    [this.#there, this.#counted, this.#widest] = [
      each(grid.hosts),
      each(grid.hosts),
      each(grid.hosts),
    ];
    this.#via = networks.map(() => new Int32Array(grid.hosts).fill(NONE));
  }

  /** By which cable a network leaves a host; −1 where it does not, or that was not chosen. */
  cableOf(network: number, host: number): number {
    return this.#via[network]?.[host] ?? NONE;
  }

  /**
   * Adds what an item sends from a host, and for every way out of hosts that is open then tries to go on. True as soon as
   * that is; else all is as it was.
   */
  put(sends: readonly Send[], host: number, isAlone: boolean, goOn: () => boolean): boolean {
    // Who has a host for itself was given one whose only cable is wide enough.
    const isCounted = !isAlone || this.#cablesOf(host).length > 1;
    const before = sends.map(({ network }) => this.#widest[network]?.[host] ?? 0);
    for (const { network, mbps } of sends) {
      this.#widen(network, host, Math.max(mbps, this.#widest[network]?.[host] ?? 0));
      this.#send(network, host, mbps, isCounted);
    }
    const exits = this.#open(sends);
    const areWide = sends.every(({ network }) => this.#isWide(network, host));
    // Who leaves a host may yet go the same way as those that it seems to be parted from.
    for (const { network } of exits) this.#load(network, -1);
    if (areWide && this.#isCarried() && this.#choose(exits, [0, 0], goOn)) return true;
    for (const { network } of exits) this.#load(network, 1);
    sends.forEach(({ network, mbps }, index) => {
      this.#send(network, host, -mbps, isCounted);
      this.#widen(network, host, before[index] ?? 0);
    });
    return false;
  }

  #cablesOf(host: number): readonly number[] {
    return this.#grid.homes?.uplinks[host] ?? [host];
  }

  #widen(network: number, host: number, mbps: number): void {
    this.#widest[network]?.fill(mbps, host, host + 1);
  }

  /** Whether what is sent most by one goes through one port of the cable, as far as that is chosen. */
  #isWide(network: number, host: number): boolean {
    const widest = this.#grid.homes?.widest[this.cableOf(network, host)] ?? Infinity;
    return (this.#widest[network]?.[host] ?? 0) <= widest + TOLERANCE;
  }

  #open(sends: readonly Send[]): readonly Exits[] {
    if (this.#grid.homes === null) return [];
    return sends.flatMap(({ network }) => {
      const there = this.#there[network] ?? NOTHING;
      const all = [...there.keys()].filter((host) => (there[host] ?? 0) > TOLERANCE);
      const hosts = all.filter((host) => this.cableOf(network, host) === NONE);
      return all.length < 2 || hosts.length === 0 ? [] : [{ network, hosts }];
    });
  }

  /** One network after the other; what it puts on cables is counted as soon as all of its ways are chosen. */
  #choose(
    exits: readonly Exits[],
    [next, at]: readonly [number, number],
    goOn: () => boolean,
  ): boolean {
    const exit = exits[next];
    if (exit === undefined) return goOn();
    const { network, hosts } = exit;
    const host = hosts[at];
    if (host === undefined) {
      this.#load(network, 1);
      if (this.#isCarried() && this.#choose(exits, [next + 1, 0], goOn)) return true;
      this.#load(network, -1);
      return false;
    }
    for (const cable of this.#cablesOf(host)) {
      this.#take(network, host, cable, 1);
      if (this.#isWide(network, host) && this.#choose(exits, [next, at + 1], goOn)) return true;
      this.#take(network, host, cable, -1);
    }
    return false;
  }

  /** A host sends more into a network, or less. */
  #send(network: number, host: number, mbps: number, isCounted: boolean): void {
    const [there, counted] = [this.#there[network], this.#counted[network]];
    if (there === undefined || counted === undefined) return;
    const [only, ...others] = this.#cablesOf(host);
    if (only !== undefined && others.length === 0) this.#via[network]?.fill(only, host, host + 1);
    const own = isCounted ? mbps : 0;
    this.#load(network, -1);
    there[host] = (there[host] ?? 0) + mbps;
    counted[host] = (counted[host] ?? 0) + own;
    this.#sent[network] = (this.#sent[network] ?? 0) + mbps;
    this.#lead(network, this.cableOf(network, host), mbps, own);
    this.#load(network, 1);
  }

  /** Begins (`sign` 1) or ends that a network leaves a host by a cable, while what it puts on them is not counted. */
  #take(network: number, host: number, cable: number, sign: 1 | -1): void {
    const [there, own] = [this.#there[network]?.[host] ?? 0, this.#counted[network]?.[host] ?? 0];
    this.#via[network]?.fill(sign === 1 ? cable : NONE, host, host + 1);
    this.#lead(network, cable, sign * there, sign * own);
  }

  #lead(network: number, cable: number, mbps: number, own: number): void {
    const [below, by] = [this.#below[network], this.#by[network]];
    if (cable === NONE || below === undefined || by === undefined) return;
    const { parent, switchOf, homes } = this.#grid;
    for (let at = (homes?.switchOf ?? switchOf)[cable] ?? 0; at !== NONE; at = parent[at] ?? NONE)
      below[at] = (below[at] ?? 0) + mbps;
    by[cable] = (by[cable] ?? 0) + own;
  }

  #load(network: number, sign: 1 | -1): void {
    const all = this.#sent[network] ?? 0;
    this.#loadOn(this.#below[network] ?? NOTHING, this.#trunks, all, sign);
    this.#loadOn(this.#by[network] ?? NOTHING, this.#uplinks, all, sign);
  }

  #loadOn(parts: Float64Array, cables: Float64Array, all: number, sign: 1 | -1): void {
    for (let cable = 0; cable < parts.length; cable++) {
      const part = parts[cable] ?? 0;
      if (part > TOLERANCE && all - part > TOLERANCE)
        cables[cable] = (cables[cable] ?? 0) + sign * Math.min(part, all - part);
    }
  }

  #isCarried(): boolean {
    const { trunkFree, uplinkFree, parent } = this.#grid;
    for (let at = 0; at < parent.length; at++)
      if (parent[at] !== NONE && (this.#trunks[at] ?? 0) > (trunkFree[at] ?? 0) + TOLERANCE)
        return false;
    for (let cable = 0; cable < this.#uplinks.length; cable++)
      if ((this.#uplinks[cable] ?? 0) > (uplinkFree[cable] ?? 0) + TOLERANCE) return false;
    return true;
  }
}

const NOTHING = new Float64Array(0);
