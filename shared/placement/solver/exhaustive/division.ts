import { FAR, FREE, NEAR, type Cuts } from "./cuts.ts";
import { UNPLACED } from "../mapping/mapping.ts";
import { TOLERANCE, type Verdict } from "../problem.ts";
import type { SwitchField } from "./switch-field.ts";
import type { Lan } from "./ties.ts";

/** What one more decision costs, beside edges that are looked at. */
const WORK_OF_A_DECISION = 40;

/** Items that stand under the same switch in every way there is. */
export interface Group {
  readonly items: readonly number[];
  /** Those that are linked to it, and with how much. */
  readonly links: readonly { readonly to: number; readonly mbps: number }[];
}

interface Asked {
  readonly groups: readonly Group[];
  /** Larger networks of groups. */
  readonly lans: readonly Lan[];
  readonly cuts: Cuts;
  /** Steps after which it is given up. */
  readonly most: number;
}

/**
 * Groups of items put under switches one after the other, each where most of its links lead first. After each decision
 * the least cut between what is below a trunk and what is not shows whether the trunk can still carry it, and which
 * groups cannot be anywhere else.
 */
export class Division {
  readonly #field: SwitchField;
  readonly #groups: readonly Group[];
  readonly #lans: readonly Lan[];
  readonly #cuts: Cuts;
  readonly #most: number;
  /** Per group: its switch, UNPLACED while it has none. */
  readonly #at: Int32Array;
  readonly #side: Uint8Array;
  /** Per group: what all of its links ask for together. */
  readonly #weights: Float64Array;
  /** Groups in the order in which they were put, and those of them that were chosen, not forced. */
  readonly #trail: number[] = [];
  readonly #chosen: { readonly twin: number; readonly rank: number }[] = [];
  /** Switches with groups, in the order in which they got one; and how many groups are below each trunk. */
  readonly #used: number[] = [];
  readonly #count: Int32Array;
  readonly #below: Int32Array;
  #decisions = 0;
  #looks = 0;
  #gaveUp = false;

  constructor(field: SwitchField, { groups, lans, cuts, most }: Asked) {
    this.#field = field;
    this.#groups = groups;
    this.#lans = lans;
    this.#cuts = cuts;
    this.#most = most;
    this.#at = new Int32Array(groups.length).fill(UNPLACED);
    this.#side = new Uint8Array(groups.length);
    this.#weights = Float64Array.from(groups, ({ links }) =>
      links.reduce((sum, { mbps }) => sum + mbps, 0),
    );
    this.#count = new Int32Array(field.above.length);
    this.#below = new Int32Array(field.above.length);
  }

  get work(): number {
    return this.#cuts.work + this.#looks + this.#decisions * WORK_OF_A_DECISION;
  }

  /** Leaves the room under switches as it was. */
  run(): Verdict {
    const isFound = this.#descend();
    this.#undo(0);
    if (isFound) return "way";
    return this.#gaveUp ? "unknown" : "none";
  }

  #descend(): boolean {
    this.#decisions += 1;
    this.#gaveUp ||= this.work > this.#most;
    if (this.#gaveUp || !this.#settle()) return false;
    const group = this.#next();
    if (group === UNPLACED) return true;
    const twin = this.#twinOf(group);
    for (const at of this.#choices(group, twin)) {
      const before = this.#trail.length;
      const rank = this.#used.indexOf(at);
      if (this.#put(group, at)) {
        this.#chosen.push({ twin, rank: rank === -1 ? this.#used.length - 1 : rank });
        if (this.#descend()) return true;
        this.#chosen.pop();
      }
      this.#undo(before);
    }
    return false;
  }

  /** Puts what cannot be elsewhere, until nothing more follows; false where some trunk would carry too much. */
  #settle(): boolean {
    const { above } = this.#field;
    for (let before = -1; before !== this.#trail.length;) {
      before = this.#trail.length;
      for (let trunk = 0; trunk < above.length; trunk++)
        if (
          (this.#below[trunk] ?? 0) > 0 &&
          above[trunk]?.length !== 0 &&
          !this.#settleTrunk(trunk)
        )
          return false;
    }
    return true;
  }

  #settleTrunk(trunk: number): boolean {
    const { problem, isLeaf } = this.#field;
    const limit = (problem.grid.trunkFree[trunk] ?? 0) - this.#lanMbps(trunk);
    if (limit < -TOLERANCE) return false;
    const side = this.#side;
    for (let group = 0; group < side.length; group++) side[group] = this.#sideOf(group, trunk);
    this.#looks += side.length;
    const flow = this.#cuts.flow(side, limit);
    if (flow > limit + TOLERANCE) return false;
    return isLeaf[trunk] !== true || this.#putBound(trunk, flow, limit);
  }

  /** Puts under a switch what cannot be cut off from what is there for as little as its trunk carries. */
  #putBound(trunk: number, flow: number, limit: number): boolean {
    // What the flow does not reach can be cut off where it is cut already, others where all of their links are.
    let open: number[] = [];
    for (let group = 0; group < this.#side.length; group++) {
      const isNear = this.#side[group] === FREE && this.#cuts.isReached(group);
      if (isNear && flow + (this.#weights[group] ?? 0) > limit + TOLERANCE) open.push(group);
    }
    while (open.length > 0) {
      const [group = 0] = open;
      if (this.#mayLeave(group, flow, limit))
        open = open.filter((other) => this.#cuts.isReached(other));
      else if (this.#putNear(group, trunk)) open = open.slice(1);
      else return false;
    }
    return true;
  }

  /** Whether what is below a trunk can be cut off from a group as well; if so, from all that is not reached then. */
  #mayLeave(group: number, flow: number, limit: number): boolean {
    const mark = this.#cuts.mark();
    this.#side[group] = FAR;
    const may = this.#cuts.flow(this.#side, limit, flow) <= limit + TOLERANCE;
    this.#cuts.rewind(mark);
    this.#side[group] = FREE;
    return may;
  }

  #putNear(group: number, at: number): boolean {
    this.#side[group] = NEAR;
    return this.#put(group, at);
  }

  #sideOf(group: number, trunk: number): number {
    const { above, isLeaf } = this.#field;
    const at = this.#at[group] ?? UNPLACED;
    if (at !== UNPLACED) return at === trunk || above[at]?.includes(trunk) === true ? NEAR : FAR;
    return isLeaf[trunk] === true && !this.#mayHold(group, trunk) ? FAR : FREE;
  }

  /** What larger networks put on a trunk, by the groups that stand somewhere. */
  #lanMbps(trunk: number): number {
    let sum = 0;
    for (const { members, mbps } of this.#lans) {
      let [near, far] = [0, 0];
      this.#looks += members.length;
      for (const [index, group] of members.entries()) {
        const at = this.#at[group] ?? UNPLACED;
        if (at === UNPLACED) continue;
        if (this.#field.above[at]?.includes(trunk) === true) near += mbps[index] ?? 0;
        else far += mbps[index] ?? 0;
      }
      sum += Math.min(near, far);
    }
    return sum;
  }

  /** The group with most links to those that stand somewhere, of equals the largest, of these that with most links. */
  #next(): number {
    let [best, most] = [UNPLACED, -1];
    for (const [group, { items, links }] of this.#groups.entries()) {
      if (this.#at[group] !== UNPLACED) continue;
      let drawn = 0;
      for (const { to, mbps } of links) if (this.#at[to] !== UNPLACED) drawn += mbps;
      const score = drawn * 1e6 + items.length * 1000 + links.length;
      if (score > most) [best, most] = [group, score];
    }
    return best;
  }

  /** Switches for a group: those with most links first, then one of each sort that is empty. */
  #choices(group: number, twin: number): readonly number[] {
    const { places, sorts } = this.#field;
    const drawn = new Map(this.#used.map((at) => [at, 0]));
    for (const { to, mbps } of this.#groups[group]?.links ?? []) {
      const at = this.#at[to] ?? UNPLACED;
      if (at !== UNPLACED) drawn.set(at, (drawn.get(at) ?? 0) + mbps);
    }
    // Equal items are tried in one order only.
    const least = this.#chosen.findLast((one) => twin !== -1 && one.twin === twin)?.rank ?? 0;
    const used = this.#used.slice(least).sort((a, b) => (drawn.get(b) ?? 0) - (drawn.get(a) ?? 0));
    const seen = new Set<string>();
    const empty = places.filter((at) => {
      const sort = sorts[at] ?? "";
      if (drawn.has(at) || seen.has(sort)) return false;
      seen.add(sort);
      return true;
    });
    return [...used, ...empty].filter((at) => this.#mayHold(group, at));
  }

  #twinOf(group: number): number {
    const [item, ...more] = this.#groups[group]?.items ?? [];
    return item === undefined || more.length > 0 ? -1 : (this.#field.problem.twinOf[item] ?? -1);
  }

  #mayHold(group: number, at: number): boolean {
    const [item] = this.#groups[group]?.items ?? [];
    return item !== undefined && this.#field.room.has(item, at);
  }

  /** False where the switch has no room for all of the group. */
  #put(group: number, at: number): boolean {
    const { room, above } = this.#field;
    const items = this.#groups[group]?.items ?? [];
    for (const [index, item] of items.entries()) {
      if (room.has(item, at)) {
        room.change(item, at, 1);
        continue;
      }
      for (const put of items.slice(0, index)) room.change(put, at, -1);
      return false;
    }
    this.#at[group] = at;
    this.#trail.push(group);
    if (this.#count[at] === 0) this.#used.push(at);
    this.#count[at] = (this.#count[at] ?? 0) + 1;
    for (const trunk of above[at] ?? []) this.#below[trunk] = (this.#below[trunk] ?? 0) + 1;
    return true;
  }

  #undo(to: number): void {
    const { room, above } = this.#field;
    while (this.#trail.length > to) {
      const group = this.#trail.pop() ?? 0;
      const at = this.#at[group] ?? 0;
      for (const item of this.#groups[group]?.items ?? []) room.change(item, at, -1);
      this.#at[group] = UNPLACED;
      this.#count[at] = (this.#count[at] ?? 0) - 1;
      if (this.#count[at] === 0) this.#used.pop();
      for (const trunk of above[at] ?? []) this.#below[trunk] = (this.#below[trunk] ?? 0) - 1;
    }
  }
}
