import { ONE, scaled } from "../exact.ts";
import type { UsageRule } from "../schema/rule.ts";
import { totalUsed, usedBefore, type Spread } from "../shapes/split.ts";
import { pricingOf } from "../steps/price.ts";
import type { Accumulator } from "./accumulator.ts";
import { Bounds } from "./bounds.ts";
import type { Cell, Item } from "./cell.ts";
import type { Terms } from "./open-rule.ts";

/** Whether quantities of a window have to be divided at totals, in order of time. */
export function isBanded(rule: UsageRule, window: string): boolean {
  return rule.allowance !== undefined || pricingOf(rule, window).shape === "graduated";
}

/**
 * The tiers that one window's quantities are divided into: an allowance, then bands. All that is told goes into the
 * tier that is being filled. When the total is beyond it, what was used in it is divided once, at the instant when it
 * was full; from then on nothing before that instant may change.
 */
export class Bands {
  /** Those before it are full. */
  tier = 0;
  /** When the tier before was full: what is told of earlier makes it all anew. */
  since = -Infinity;
  readonly #terms: Terms;
  readonly #of: Accumulator;
  readonly #window: string;
  /** The total of what has ended, and the two sums of what goes on. */
  ended = 0n;
  level = 0n;
  base = 0n;
  #bounds: readonly bigint[] | undefined;
  /** What may be divided still. */
  #log: Item[] = [];
  /** The quantity of what no longer can. */
  #passed = 0n;

  constructor(of: Accumulator, terms: Terms, window: string) {
    this.#of = of;
    this.#terms = terms;
    this.#window = window;
  }

  get cells(): readonly Cell[] {
    return this.#of.cells.filter(({ window }) => window === this.#window);
  }

  /** The same of the one part that all quantities of its accumulator are counted in. */
  get ends(): readonly bigint[] {
    return this.bounds(this.#of.one ?? 1n);
  }

  /** Takes what has ended, divided before: so many tiers are full. */
  load(tier: number, ended: bigint): void {
    this.tier = tier;
    this.ended = ended;
  }

  /** The totals at which tiers end, in parts of `one`, of which there is one only. */
  bounds(one: bigint): readonly bigint[] {
    return (this.#bounds ??= this.#boundsIn(one));
  }

  #boundsIn(one: bigint): readonly bigint[] {
    const { rule } = this.#terms;
    const pricing = pricingOf(rule, this.#window);
    const part = (text: string): bigint => (scaled(text) * one) / ONE;
    const allowed = rule.allowance === undefined ? [] : [part(rule.allowance)];
    const bands = pricing.shape === "graduated" ? pricing.bands : [];
    const ends = bands.flatMap(({ upTo }) => (upTo === undefined ? [] : [part(upTo)]));
    return [...allowed, ...ends.map((end) => end + (allowed[0] ?? 0n))];
  }

  /** Puts a slice into the tier that is being filled. */
  enter(item: Item): void {
    const { cell } = item;
    if (cell === undefined) return;
    const bounds = (cell.tiers[this.tier] ??= new Bounds());
    if (item.bounds.includes(bounds)) return;
    bounds.begin(item);
    item.bounds.push(bounds);
    this.#log.push(item);
  }

  /** Goes on to the tier that is being filled now. False where some slice has nothing in it yet. */
  settle(now: number): boolean {
    const { one } = this.#of;
    if (one === undefined) return true;
    const bounds = this.bounds(one);
    for (let bound = bounds[this.tier]; bound !== undefined; bound = bounds[this.tier]) {
      if (this.ended + this.level * BigInt(now) - this.base <= bound) return true;
      if (!this.#cross(bound - this.#passed, now)) return false;
    }
    return true;
  }

  #cross(bound: bigint, now: number): boolean {
    const items = this.#log.toSorted(byStart);
    const spreads = items.map((item) => spreadOf(item, now));
    const [before = []] = usedBefore(spreads, [bound]);
    const rests = spreads.map(({ quantity }, at) => quantity - (before[at] ?? 0n));
    if (items.some(({ end }, at) => end === Infinity && rests[at] === 0n)) return false;
    const reached = reachedAt(spreads, bound);
    for (const cell of this.cells) {
      const flow = cell.lane.flowIn(cell, now);
      cell.sums[this.tier] = (cell.sums[this.tier] ?? 0n) + flow;
      cell.lane.rest(cell, now);
      cell.version += 1;
      cell.tiers[this.tier] = new Bounds();
    }
    // What goes on counts from now on only, and what it has of the next tier.
    this.ended += this.level * BigInt(now) - this.base;
    this.base = this.level * BigInt(now);
    for (const [at, item] of items.entries())
      divide(item, this.tier, before[at] ?? 0n, rests[at] ?? 0n);
    const open = items.map(({ end }, at) => (end === Infinity ? (rests[at] ?? 0n) : 0n));
    const going = open.reduce((sum, rest) => sum + rest, 0n);
    this.ended -= going;
    this.base -= going;
    this.#log = items.filter((item, at) => item.end >= reached || rests[at] !== 0n);
    for (const [at, item] of items.entries())
      if (item.end < reached && rests[at] === 0n) this.#passed += spreads[at]?.quantity ?? 0n;
    this.tier += 1;
    this.since = reached;
    return true;
  }
}

/** Leaves in a tier what is in it, and puts the rest of a slice into the next one. */
function divide(item: Item, tier: number, before: bigint, rest: bigint): void {
  const { cell, end } = item;
  if (cell === undefined) return;
  const inTier = before - item.before;
  const [all, ...tiers] = item.bounds;
  const full = tiers.filter((bounds) => cell.tiers.slice(0, tier).includes(bounds));
  item.bounds = all === undefined ? [] : [all, ...full];
  item.before = before;
  const join = (at: number): void => {
    const bounds = (cell.tiers[at] ??= new Bounds());
    bounds.begin(item);
    if (end === Infinity) bounds.running += 1;
    else bounds.reach(end);
    item.bounds.push(bounds);
  };
  if (inTier > 0n) join(tier);
  if (rest === 0n) return;
  join(tier + 1);
  cell.sums[tier] = (cell.sums[tier] ?? 0n) - rest;
  if (end === Infinity) {
    item.base -= rest;
    item.lane.base -= rest;
  } else cell.sums[tier + 1] = (cell.sums[tier + 1] ?? 0n) + rest;
}

function spreadOf({ use, amount, isTotal, start, end: until }: Item, now: number) {
  const end = until === Infinity ? now : until;
  const quantity = isTotal === true ? amount : amount * BigInt(end - start);
  return { slice: { start, end }, quantity, key: use.key };
}

function byStart(a: Item, b: Item): number {
  if (a.start !== b.start) return a.start - b.start;
  if (a.use !== b.use) return a.use.key < b.use.key ? -1 : 1;
  return Number(a.lane.unused) - Number(b.lane.unused);
}

/** The first instant at which all together have used so much. */
function reachedAt(items: readonly Spread[], total: bigint): number {
  const used = totalUsed(items);
  let low = items.reduce((least, { slice }) => Math.min(least, slice.start), Infinity);
  let high = items.reduce((most, { slice }) => Math.max(most, slice.end + 1), low);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (used(middle) >= total) high = middle;
    else low = middle + 1;
  }
  return low;
}
