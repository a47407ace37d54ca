import type { Draft } from "../draft.ts";
import { lcm } from "../exact.ts";
import type { ShapeInput, Item as Priced } from "../shapes/shape.ts";
import { gather, priceSum } from "../steps/price.ts";
import type { Slice } from "../usage.ts";
import { bandedDrafts, type Block } from "./band-charges.ts";
import { Bands, isBanded } from "./bands.ts";
import { compareText } from "./bounds.ts";
import type { Cell, Item } from "./cell.ts";
import type { OpenRule } from "./open-rule.ts";

/** Everything whose quantities are added up before it is priced. */
export class Accumulator {
  readonly key: string;
  readonly cells: Cell[] = [];
  readonly #byEnvironment = new Map<string, Cell[]>();
  readonly bands = new Map<string, Bands>();
  /** The one denominator that its quantities may have where bands divide them. */
  one: bigint | undefined;
  readonly #rule: OpenRule;
  /** What was gathered last, by line. */
  readonly known = new Map<string, Draft>();
  readonly blocks = new Map<string, Block>();
  #drafts: readonly Draft[] | undefined;

  constructor(rule: OpenRule, key: string) {
    this.#rule = rule;
    this.key = key;
  }

  /** A month and window of a lane that is new. */
  join(cell: Cell): void {
    const { environment } = cell.lane.use;
    this.cells.push(cell);
    const own = this.#byEnvironment.get(environment);
    if (own === undefined) this.#byEnvironment.set(environment, [cell]);
    else own.push(cell);
  }

  /** A cell whose levels were added up before. */
  load(cell: Cell): void {
    cell.hasLevels = true;
    this.#unify(cell.one);
  }

  /** A slice that has ended. */
  whole(item: Item): void {
    this.#enter(item);
    this.#add(item, item.start, item.end);
  }

  /** A slice that goes on. */
  begin(item: Item): void {
    this.#enter(item);
    for (const bounds of item.bounds) bounds.running += 1;
    const bands = item.cell && this.bandsOf(item.cell);
    if (bands === undefined) return;
    bands.level += item.amount;
    bands.base += item.base;
  }

  end(item: Item, end: number): void {
    const { cell, amount, base, bounds } = item;
    if (cell === undefined) return;
    const bands = this.bandsOf(cell);
    const used = amount * BigInt(end) - base;
    const tier = bands?.tier ?? 0;
    cell.sums[tier] = (cell.sums[tier] ?? 0n) + used;
    if (bands !== undefined) {
      if (end < bands.since) this.#rule.isStale = true;
      bands.ended += used;
      bands.level -= amount;
      bands.base -= base;
    }
    for (const one of bounds) {
      one.running -= 1;
      one.reach(end);
    }
    this.#changed(cell);
  }

  /** More of a slice that had ended. */
  add(item: Item, from: number, to: number): void {
    const { cell, amount } = item;
    const bands = cell === undefined ? undefined : this.bandsOf(cell);
    if (bands !== undefined && amount !== 0n) bands.enter(item);
    this.#add(item, from, to);
  }

  /** A quantity in a cell. */
  told(cell: Cell, { use, start, end, amount }: Slice): void {
    const item = { run: undefined, lane: cell.lane, cell, use, amount, start, end, isTotal: true };
    const whole: Item = { ...item, base: 0n, before: 0n, bounds: [] };
    const bands = this.bandsOf(cell);
    cell.bounds.begin(whole);
    cell.bounds.reach(end);
    cell.hasQuantities = true;
    this.#changed(cell);
    this.#unify(cell.size);
    if (bands === undefined) {
      cell.quantities += amount;
      return;
    }
    if (start < bands.since) this.#rule.isStale = true;
    cell.sums[bands.tier] = (cell.sums[bands.tier] ?? 0n) + amount;
    bands.ended += amount;
    if (amount === 0n) return;
    bands.enter(whole);
    for (const one of whole.bounds) one.reach(end);
  }

  /**
   * What it comes to now, all of it or one environment's part; nothing where that cannot be said without looking at
   * every slice.
   */
  drafts(now: number, environment?: string): readonly Draft[] | undefined {
    if (environment !== undefined) {
      const own = this.#byEnvironment.get(environment);
      return own === undefined ? [] : this.#draftsOf(ordered(own), now);
    }
    const isRunning = this.cells.some(({ bounds }) => bounds.running > 0);
    if (this.#drafts !== undefined && !isRunning) return this.#drafts;
    this.#drafts = this.#draftsOf(ordered(this.cells), now);
    return this.#drafts;
  }

  #draftsOf(cells: readonly Cell[], now: number): readonly Draft[] | undefined {
    if (this.key === "") return this.#free(cells, now);
    for (const bands of this.bands.values()) if (!bands.settle(now)) return undefined;
    if (this.bands.size > 0) return bandedDrafts(this.#rule.terms, this, cells, now);
    return this.#priced(cells, now);
  }

  #priced(cells: readonly Cell[], now: number): readonly Draft[] {
    const { frame, rule, settings } = this.#rule.terms;
    const found = cells.map((cell) => ({ cell, quantity: cell.quantity(now) }));
    const one = found.reduce((common, { quantity }) => lcm(common, quantity.d), 1n);
    const items = found.map(({ cell, quantity: { n, d } }): Priced => ({
      slice: cell.slice(cell.bounds, now),
      quantity: n * (one / d),
    }));
    const total = items.reduce((sum, { quantity }) => sum + quantity, 0n);
    const free = items.map(() => 0n);
    const input: ShapeInput = { key: this.key, one, items, total, free, allowed: 0n, settings };
    return items.length === 0 ? [] : priceSum(frame, rule, input, this.known);
  }

  #free(cells: readonly Cell[], now: number): readonly Draft[] {
    const { frame, rule } = this.#rule.terms;
    const named = cells.map((cell) => ({
      slice: cell.slice(cell.bounds, now),
      quantity: 0n,
      band: "",
      unitPrice: "0",
      note: cell.lane.free,
    }));
    return gather(frame, rule, { key: "", one: 1n }, named);
  }

  #enter(item: Item): void {
    const { cell, start, amount } = item;
    if (cell === undefined) return;
    cell.bounds.begin(item);
    cell.hasLevels = true;
    item.bounds.push(cell.bounds);
    this.#changed(cell);
    this.#unify(cell.one);
    const bands = this.bandsOf(cell);
    if (bands === undefined) return;
    if (start < bands.since) this.#rule.isStale = true;
    if (amount !== 0n) bands.enter(item);
  }

  #add(item: Item, from: number, to: number): void {
    const { cell, amount, bounds } = item;
    if (cell === undefined) return;
    const bands = this.bandsOf(cell);
    const tier = bands?.tier ?? 0;
    if (bands !== undefined && from < bands.since) this.#rule.isStale = true;
    const used = amount * BigInt(to - from);
    cell.sums[tier] = (cell.sums[tier] ?? 0n) + used;
    if (bands !== undefined) bands.ended += used;
    for (const one of bounds) one.reach(to);
    this.#changed(cell);
  }

  #changed(cell: Cell): void {
    cell.version += 1;
    this.#drafts = undefined;
  }

  /** Bands compare whole numbers of one common part: where there are two, the order of time is lost. */
  #unify(one: bigint): void {
    this.one ??= one;
    if (this.one !== one && this.#rule.isBanded) this.#rule.hasFallen = true;
  }

  /** The tiers that a cell's quantities are divided into. */
  bandsOf({ window }: Cell): Bands | undefined {
    const known = this.bands.get(window);
    if (known !== undefined || this.key === "") return known;
    if (!isBanded(this.#rule.terms.rule, window)) return undefined;
    const bands = new Bands(this, this.#rule.terms, window);
    this.bands.set(window, bands);
    return bands;
  }
}

/** In the order of their first slices. */
function ordered(cells: readonly Cell[]): readonly Cell[] {
  const begun = cells.filter(({ bounds }) => bounds.first !== undefined);
  return begun.length < 2 ? begun : begun.toSorted(byFirst);
}

function byFirst(a: Cell, b: Cell): number {
  return (
    a.bounds.start - b.bounds.start ||
    compareText(a.bounds.first?.use.key ?? "", b.bounds.first?.use.key ?? "") ||
    Number(a.lane.unused) - Number(b.lane.unused)
  );
}
