import { Cables } from "./cables.ts";
import { LanLoads } from "./lan-loads.ts";
import type { Links } from "./links.ts";
import type { MappingProblem } from "../problem.ts";
import { Room } from "./room.ts";
import { Routes } from "./routes.ts";
import { RuleBreaches } from "./rule-breaches.ts";

/** Nowhere yet. */
export const UNPLACED = -1;

/** Which item stands on which host, with everything that follows from it kept up to date at each change. */
export class Mapping {
  readonly problem: MappingProblem;
  readonly links: Links;
  readonly room: Room;
  readonly cables: Cables;
  readonly lans: LanLoads;
  readonly rules: RuleBreaches;
  /** By which cables links leave hosts that have several; null where none has. */
  readonly routes: Routes | null;
  /** Per item: its host. */
  readonly hostOf: Int32Array;
  /** Per item: 1 when it has its host for itself. */
  readonly alone: Uint8Array;
  readonly #switchOf: Int32Array;
  readonly #parent: Int32Array;
  readonly #depth: Int32Array;
  #pairCrossings = 0;

  constructor(problem: MappingProblem, links: Links) {
    this.problem = problem;
    this.links = links;
    this.room = new Room(problem);
    this.cables = new Cables(problem.grid);
    this.lans = new LanLoads(problem.grid, this.cables, links);
    const { homes } = problem.grid;
    this.routes =
      homes === null ? null : new Routes(problem.grid, homes, this.cables, this.lans, links);
    this.rules = new RuleBreaches(problem.shapeOf.length, problem.rules);
    this.hostOf = new Int32Array(problem.shapeOf.length).fill(UNPLACED);
    this.alone = Uint8Array.from(problem.shapeOf, (shape) =>
      problem.shapes[shape]?.exclusive === true ? 1 : 0,
    );
    this.#switchOf = problem.grid.switchOf;
    this.#parent = problem.grid.parent;
    this.#depth = problem.grid.depth;
  }

  /** Links between switches, each counted once for two trunks it crosses. */
  get crossings(): number {
    return this.#pairCrossings + this.lans.crossings + (this.routes?.crossings ?? 0);
  }

  /** What the objective weighs, apart from what must not be: overbooked cables and broken rules. */
  get cost(): number {
    return this.crossings * this.problem.trunkWeight + this.room.price + this.rules.regret;
  }

  get isSound(): boolean {
    return this.cables.over === 0 && this.rules.broken === 0;
  }

  shapeOf(item: number): number {
    return this.problem.shapeOf[item] ?? 0;
  }

  /** The switch an item stands under; −1 while it stands nowhere. */
  switchUnder(item: number): number {
    const host = this.hostOf[item] ?? UNPLACED;
    return host === UNPLACED ? UNPLACED : (this.#switchOf[host] ?? 0);
  }

  /**
   * The host of a switch where an item does least harm to rules, and of those the one that is left with least;
   * −1 for none.
   */
  bestHost(item: number, at: number): number {
    const shape = this.shapeOf(item);
    if (!this.rules.concerns(item)) return this.room.bestHost(shape, at);
    const { firstHost, hostsBySwitch } = this.problem.grid;
    let [best, leastHarm, leastLeft] = [-1, Infinity, Infinity];
    for (let index = firstHost[at] ?? 0; index < (firstHost[at + 1] ?? 0); index++) {
      const host = hostsBySwitch[index] ?? 0;
      if (!this.room.fits(shape, host)) continue;
      const [harm, left] = [this.rules.harm(item, host), this.room.leftover(host)];
      if (harm > leastHarm || (harm === leastHarm && left >= leastLeft)) continue;
      [best, leastHarm, leastLeft] = [host, harm, left];
    }
    return best;
  }

  /** Items that stand nowhere. */
  unplaced(): readonly number[] {
    const items: number[] = [];
    this.hostOf.forEach((host, item) => {
      if (host === UNPLACED) items.push(item);
    });
    return items;
  }

  /** Puts the items that may not be moved; false when one has no room where it has to stay. */
  putStaying(): boolean {
    return this.problem.stays.every((host, item) => {
      if (host === UNPLACED) return true;
      const fits = this.room.fits(this.shapeOf(item), host);
      if (fits) this.put(item, host);
      return fits;
    });
  }

  /** Takes off all that may be moved. */
  clear(): void {
    for (let item = 0; item < this.hostOf.length; item++)
      if (this.problem.stays[item] === UNPLACED) this.lift(item);
  }

  put(item: number, host: number): void {
    this.room.put(this.shapeOf(item), host);
    this.#change(item, host, 1);
    this.hostOf[item] = host;
  }

  lift(item: number): void {
    const host = this.hostOf[item] ?? UNPLACED;
    if (host === UNPLACED) return;
    this.hostOf[item] = UNPLACED;
    this.room.lift(this.shapeOf(item), host);
    this.#change(item, host, -1);
  }

  /** Puts everything anew: each item on its host, and each network by its cable out of hosts that have several. */
  putAll(hosts: Int32Array, cableOf: (network: number, host: number) => number): void {
    this.clear();
    hosts.forEach((host, item) => {
      if (this.hostOf[item] === UNPLACED) this.put(item, host);
    });
    this.routes?.use((end) => this.hostOf[this.links.itemOf[end] ?? 0] ?? UNPLACED, cableOf);
  }

  /** Looks again by which cables links leave; false where something stays too much however they do. */
  reroute(most: number): boolean {
    const hostOfEnd = (end: number): number => this.hostOf[this.links.itemOf[end] ?? 0] ?? UNPLACED;
    this.routes?.improve(hostOfEnd);
    if (most > 0 && this.cables.over > 0) this.routes?.searchAll(hostOfEnd, most);
    return this.isSound;
  }

  /** Trunks between two switches, halved. */
  distance(a: number, b: number): number {
    let steps = 0;
    for (let [left, right] = [a, b]; left !== right; steps++)
      if ((this.#depth[left] ?? 0) >= (this.#depth[right] ?? 0)) left = this.#parent[left] ?? -1;
      else right = this.#parent[right] ?? -1;
    return steps / 2;
  }

  #change(item: number, host: number, sign: 1 | -1): void {
    const { firstPair, mate, firstLan, lanOf, lanMbps } = this.links;
    const alone = this.alone[item] === 1;
    for (let index = firstPair[item] ?? 0; index < (firstPair[item + 1] ?? 0); index++) {
      const other = this.hostOf[mate[index] ?? 0] ?? UNPLACED;
      if (other === UNPLACED || other === host) continue;
      if (this.routes === null) this.#changePair(item, index, host, other, sign);
      else {
        const isAlone = [alone, this.alone[mate[index] ?? 0] === 1] as const;
        this.routes.changePair(index, [host, other], isAlone, sign);
      }
    }
    for (let index = firstLan[item] ?? 0; index < (firstLan[item + 1] ?? 0); index++) {
      const [lan, mbps] = [lanOf[index] ?? 0, lanMbps[index] ?? 0];
      if (this.routes !== null) this.routes.changeLan(lan, host, mbps, alone, sign);
      else this.lans.change(lan, host, this.#switchOf[host] ?? 0, mbps, alone, sign);
    }
    this.rules.change(item, host, sign);
  }

  #changePair(item: number, index: number, host: number, other: number, sign: 1 | -1): void {
    const mbps = sign * (this.links.pairMbps[index] ?? 0);
    if (mbps !== 0 && this.alone[item] === 0) this.cables.changeUplink(host, mbps);
    if (mbps !== 0 && this.alone[this.links.mate[index] ?? 0] === 0)
      this.cables.changeUplink(other, mbps);
    let [left, right] = [this.#switchOf[host] ?? 0, this.#switchOf[other] ?? 0];
    while (left !== right) {
      const leftIsLower = (this.#depth[left] ?? 0) >= (this.#depth[right] ?? 0);
      const lower = leftIsLower ? left : right;
      if (mbps !== 0) this.cables.changeTrunk(lower, mbps);
      this.#pairCrossings += sign / 2;
      if (leftIsLower) left = this.#parent[left] ?? -1;
      else right = this.#parent[right] ?? -1;
    }
  }
}
