import type { Mapping } from "./mapping.ts";
import { lesserSide, membersAway } from "./lan-loads.ts";
import { TOLERANCE, type HostGrid } from "../problem.ts";

/** No item. */
export const NOBODY = -1;

/**
 * What trunks carry while items move between switches, and what one more move would change: only trunks on its way
 * do, each by what the item shares with either side. Reckoned before it is made, because most moves are not. For items
 * that have their hosts for themselves, so that nothing but trunks counts.
 */
export class TrunkLoads {
  /** Per item: the switch it stands under. */
  readonly at: Int32Array;
  /** By how much trunks are overbooked, in usual links to the power of 1.5: a little on two is better than much on one. */
  flaw = 0;
  /** Links between switches, each counted once for two trunks it crosses. */
  crossings = 0;
  /** What the move that was reckoned last would add to them. */
  flawChange = 0;
  crossingsChange = 0;
  readonly #links: Mapping["links"];
  readonly #grid: HostGrid;
  readonly #unit: number;
  readonly #loads: Float64Array;
  readonly #flaws: Float64Array;
  readonly #span: Spans;
  /** Per item: the `first` of its switch. */
  readonly #place: Int32Array;
  /** For each larger network and switch: members at or below it, and what they may send; and that of all members. */
  readonly #counts: Int32Array;
  readonly #sums: Float64Array;
  readonly #totals: Float64Array;
  /** The trunks on the way of the move that was reckoned last, and what they would carry then. */
  readonly #way: Int32Array;
  readonly #newLoads: Float64Array;
  readonly #newFlaws: Float64Array;
  #wayLength = 0;
  /** What larger networks would put on one trunk of it, as far as it was reckoned. */
  #lanMbps = 0;
  #lanCrossings = 0;

  /** As the mapping is; it is not touched. `unit` is the Mb/s of a usual link. */
  constructor(mapping: Mapping, unit: number) {
    const { links, problem, cables } = mapping;
    const { grid, shapeOf } = problem;
    const switches = grid.parent.length;
    this.#links = links;
    this.#grid = grid;
    this.#unit = unit;
    this.#span = spansOf(grid);
    this.at = Int32Array.from(shapeOf, (_, item) => mapping.switchUnder(item));
    this.#place = this.at.map((at) => this.#span.first[at] ?? 0);
    this.#loads = Float64Array.from(grid.parent, (_, at) => cables.trunk(at));
    this.#flaws = this.#loads.map((load, at) => this.#flawOf(at, load));
    this.flaw = this.#flaws.reduce((sum, one) => sum + one, 0);
    this.crossings = mapping.crossings;
    this.#counts = new Int32Array(links.lans.length * switches);
    this.#sums = new Float64Array(links.lans.length * switches);
    this.#totals = Float64Array.from(links.lans, ({ mbps }) =>
      mbps.reduce((sum, one) => sum + one, 0),
    );
    shapeOf.forEach((_, item) => this.#countLans(item, this.at[item] ?? 0, 1));
    this.#way = new Int32Array(switches);
    this.#newLoads = new Float64Array(switches);
    this.#newFlaws = new Float64Array(switches);
  }

  /** Reckons what changes when an item moves to another switch, in exchange for a partner there or for NOBODY. */
  reckon(item: number, to: number, partner: number): void {
    const { parent, depth } = this.#grid;
    const hasLans = this.#totals.length > 0;
    const from = this.at[item] ?? 0;
    if (!hasLans && parent[from] === parent[to]) {
      this.#reckonNeighbours(item, from, to, partner);
      return;
    }
    let flaw = 0;
    let crossings = 0;
    let length = 0;
    let a = from;
    for (let b = to; a !== b; length++) {
      const leaves = (depth[a] ?? 0) >= (depth[b] ?? 0);
      const trunk = leaves ? a : b;
      const sign = leaves ? 1 : -1;
      let mbps = this.#pairMbps(item, trunk, partner);
      let count = this.#pairCount;
      if (partner !== NOBODY) {
        mbps -= this.#pairMbps(partner, trunk, item);
        count -= this.#pairCount;
      }
      mbps *= sign;
      crossings += (sign * count) / 2;
      if (hasLans) {
        this.#reckonLans(item, trunk, partner, sign);
        mbps += this.#lanMbps;
        crossings += this.#lanCrossings / 2;
      }
      flaw += this.#reckonTrunk(length, trunk, mbps);
      if (leaves) a = parent[a] ?? -1;
      else b = parent[b] ?? -1;
    }
    this.#wayLength = length;
    this.flawChange = flaw;
    this.crossingsChange = crossings;
  }

  /** The usual case by itself, since it is the most of all the work: two trunks, and links between two items only. */
  #reckonNeighbours(item: number, from: number, to: number, partner: number): void {
    const { firstPair, mate, pairMbps } = this.#links;
    const { first, last } = this.#span;
    const places = this.#place;
    let mover = item;
    let except = partner;
    let near = from;
    let far = to;
    let mbpsNear = 0;
    let mbpsFar = 0;
    let crossings = 0;
    const movers = partner === NOBODY ? 1 : 2;
    for (let moved = 0; moved < movers; moved++) {
      const firstNear = first[near] ?? 0;
      const lastNear = last[near] ?? 0;
      const firstFar = first[far] ?? 0;
      const lastFar = last[far] ?? 0;
      const end = firstPair[mover + 1] ?? 0;
      for (let index = firstPair[mover] ?? 0; index < end; index++) {
        const other = mate[index] ?? 0;
        if (other === except) continue;
        const place = places[other] ?? 0;
        const mbps = pairMbps[index] ?? 0;
        const stays = place >= firstNear && place <= lastNear;
        const joins = place >= firstFar && place <= lastFar;
        mbpsNear += stays ? mbps : -mbps;
        mbpsFar += joins ? -mbps : mbps;
        crossings += (stays ? 1 : 0) - (joins ? 1 : 0);
      }
      // The partner goes the other way.
      mover = partner;
      except = item;
      near = moved === 0 ? to : from;
      far = moved === 0 ? from : to;
      const swapped = mbpsNear;
      mbpsNear = mbpsFar;
      mbpsFar = swapped;
    }
    const flaw = this.#reckonTrunk(0, near, mbpsNear) + this.#reckonTrunk(1, far, mbpsFar);
    this.#wayLength = 2;
    this.flawChange = flaw;
    this.crossingsChange = crossings;
  }

  /** Notes what one trunk of the way would carry, and tells by how much its flaw changes. */
  #reckonTrunk(place: number, trunk: number, mbps: number): number {
    const load = (this.#loads[trunk] ?? 0) + mbps;
    const flaw = this.#flawOf(trunk, load);
    this.#way[place] = trunk;
    this.#newLoads[place] = load;
    this.#newFlaws[place] = flaw;
    return flaw - (this.#flaws[trunk] ?? 0);
  }

  /** Makes the move that was reckoned last. */
  move(item: number, to: number, partner: number): void {
    for (let index = 0; index < this.#wayLength; index++) {
      const trunk = this.#way[index] ?? 0;
      this.#loads[trunk] = this.#newLoads[index] ?? 0;
      this.#flaws[trunk] = this.#newFlaws[index] ?? 0;
    }
    this.flaw += this.flawChange;
    // Sums of roots do not come back to nothing.
    if (this.flaw < TOLERANCE) this.flaw = 0;
    this.crossings += this.crossingsChange;
    const from = this.at[item] ?? 0;
    this.#shift(item, from, to);
    if (partner !== NOBODY) this.#shift(partner, to, from);
  }

  #shift(item: number, from: number, to: number): void {
    this.at[item] = to;
    this.#place[item] = this.#span.first[to] ?? 0;
    this.#countLans(item, from, -1);
    this.#countLans(item, to, 1);
  }

  /** Links that an item has across a trunk more when it leaves the part below it, and how many Mb/s they carry. */
  #pairCount = 0;
  #pairMbps(item: number, trunk: number, except: number): number {
    const { firstPair, mate, pairMbps } = this.#links;
    const { first, last } = this.#span;
    const places = this.#place;
    const least = first[trunk] ?? 0;
    const most = last[trunk] ?? 0;
    let mbps = 0;
    let count = 0;
    const end = firstPair[item + 1] ?? 0;
    for (let index = firstPair[item] ?? 0; index < end; index++) {
      const other = mate[index] ?? 0;
      if (other === except) continue;
      const place = places[other] ?? 0;
      const isBelow = place >= least && place <= most;
      mbps += isBelow ? (pairMbps[index] ?? 0) : -(pairMbps[index] ?? 0);
      count += isBelow ? 1 : -1;
    }
    this.#pairCount = count;
    return mbps;
  }

  #reckonLans(item: number, trunk: number, partner: number, sign: 1 | -1): void {
    const { firstLan, lanOf, lanMbps } = this.#links;
    this.#lanMbps = 0;
    this.#lanCrossings = 0;
    const [start, end] = [firstLan[item] ?? 0, firstLan[item + 1] ?? 0];
    for (let index = start; index < end; index++) {
      const lan = lanOf[index] ?? 0;
      const shared = partner === NOBODY ? NOBODY : this.#membership(partner, lan);
      const back = shared === NOBODY ? 0 : (lanMbps[shared] ?? 0);
      this.#reckonLan(
        lan,
        trunk,
        shared === NOBODY ? -sign : 0,
        sign * (back - (lanMbps[index] ?? 0)),
      );
    }
    if (partner === NOBODY) return;
    for (let index = firstLan[partner] ?? 0; index < (firstLan[partner + 1] ?? 0); index++) {
      const lan = lanOf[index] ?? 0;
      if (this.#membership(item, lan) === NOBODY)
        this.#reckonLan(lan, trunk, sign, sign * (lanMbps[index] ?? 0));
    }
  }

  #reckonLan(lan: number, trunk: number, members: number, mbps: number): void {
    const spot = lan * this.#grid.parent.length + trunk;
    const total = this.#totals[lan] ?? 0;
    const sum = this.#sums[spot] ?? 0;
    this.#lanMbps += lesserSide(sum + mbps, total) - lesserSide(sum, total);
    if (members === 0) return;
    const size = this.#links.lans[lan]?.members.length ?? 0;
    const count = this.#counts[spot] ?? 0;
    this.#lanCrossings += membersAway(count + members, size) - membersAway(count, size);
  }

  /** Where the membership of an item in a network is noted. */
  #membership(item: number, lan: number): number {
    const { firstLan, lanOf } = this.#links;
    for (let index = firstLan[item] ?? 0; index < (firstLan[item + 1] ?? 0); index++)
      if (lanOf[index] === lan) return index;
    return NOBODY;
  }

  #countLans(item: number, from: number, sign: 1 | -1): void {
    const { firstLan, lanOf, lanMbps } = this.#links;
    const { parent } = this.#grid;
    for (let index = firstLan[item] ?? 0; index < (firstLan[item + 1] ?? 0); index++)
      for (let at = from; at >= 0; at = parent[at] ?? -1) {
        const spot = (lanOf[index] ?? 0) * parent.length + at;
        this.#counts[spot] = (this.#counts[spot] ?? 0) + sign;
        this.#sums[spot] = (this.#sums[spot] ?? 0) + sign * (lanMbps[index] ?? 0);
      }
  }

  #flawOf(trunk: number, load: number): number {
    const over = load - (this.#grid.trunkFree[trunk] ?? 0);
    if (over <= TOLERANCE) return 0;
    const links = over / this.#unit;
    return links * Math.sqrt(links);
  }
}

/** A switch is at or below another when its `first` lies from the other's `first` to the other's `last`. */
interface Spans {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function spansOf({ parent }: HostGrid): Spans {
  const below: number[][] = Array.from(parent, () => []);
  parent.forEach((above, at) => below[above]?.push(at));
  const first = new Int32Array(parent.length);
  const last = new Int32Array(parent.length);
  let count = 0;
  const visit = (at: number): void => {
    first[at] = count++;
    for (const other of below[at] ?? []) visit(other);
    last[at] = count - 1;
  };
  visit(parent.indexOf(-1));
  return { first, last };
}
