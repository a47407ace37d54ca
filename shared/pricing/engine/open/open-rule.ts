import { periodAt, type Period, type Span, type WindowSpan } from "../calendar.ts";
import { countUpTo } from "../rising.ts";
import { countingOf } from "../rule-drafts.ts";
import type { UsageRule } from "../schema/rule.ts";
import type { Quantum, Settings } from "../schema/settings.ts";
import { sharingEdges, sharingEra } from "../sharing.ts";
import { accumulatorKey, sizeOf, timeOf } from "../steps/accumulate.ts";
import { cut } from "../steps/cut.ts";
import { share } from "../steps/share.ts";
import { targetOf } from "../steps/target.ts";
import type { Tariff } from "../steps/tariff.ts";
import type { Frame, Piece, Slice, Use } from "../usage.ts";
import { Accumulator } from "./accumulator.ts";
import { isBanded } from "./bands.ts";
import { Cell, type Item } from "./cell.ts";
import { gridOf, type Grid, type Place } from "./grid.ts";
import { Lane, type Stretch } from "./lane.ts";
import type { Run } from "./run.ts";

/** What an open rule is made of. */
export interface Terms {
  readonly frame: Frame;
  readonly tariff: Tariff;
  readonly rule: UsageRule;
  readonly settings: Settings;
  /** Where discounts begin and end; rising. */
  readonly validity: readonly number[];
}

/**
 * One rule's usage, added up as it is told. What goes on is kept as two sums of each lane, of levels and of level × time of
 * beginning: at any time, level × now less the other is what was used.
 */
export class OpenRule {
  readonly terms: Terms;
  /** What costs nothing is under the empty key. */
  readonly accumulators = new Map<string, Accumulator>();
  /** Something came that can only be said by looking at all anew. */
  isStale = false;
  /** Something came that cannot be kept open in this rule at all. */
  hasFallen = false;
  readonly #lanes = new Map<string, Lane>();
  readonly #plain = new WeakMap<Use, Lane>();
  /** Some of its usage is divided at totals, in order of time. */
  readonly isBanded: boolean;
  readonly #windows: readonly WindowSpan[] | undefined;
  readonly #grids = new Map<string, Grid>();
  #next = Infinity;

  constructor(terms: Terms) {
    this.terms = terms;
    const { rule, frame } = terms;
    const windows = rule.windows === undefined ? [""] : Object.keys(rule.windows.pricing);
    this.isBanded = windows.some((window) => isBanded(rule, window));
    this.#windows =
      rule.windows === undefined ? undefined : frame.calendar.windows[rule.windows.set];
  }

  /** How the time of whole runs is counted. */
  get quantum(): Quantum {
    const { rule, settings } = this.terms;
    return countingOf(rule, settings).quantum;
  }

  /** The lane of something that nobody shares. */
  laneOf(use: Use): Lane {
    const [[lane] = []] = this.#lanesOf({ use, amount: 0n });
    if (lane === undefined) throw new Error("something is always in a lane");
    return lane;
  }

  /** The stretches of a lane in a span. */
  gridOf(lane: Lane, span: Span): Grid {
    const changes = [...new Set(this.#changes(lane))].toSorted((a, b) => a - b);
    const key = changes.join(" ");
    let grid = this.#grids.get(key);
    if (grid === undefined) {
      const { months } = this.terms.frame.calendar;
      this.#grids.set(key, (grid = gridOf(months, this.#windows, changes, span)));
    }
    return grid;
  }

  /** The cell of a lane; none where the rule does not hold. */
  cellAt(lane: Lane, { period, window, at }: Place): Cell | undefined {
    const { tariff, rule } = this.terms;
    return tariff.holds(rule, lane.use, at) ? this.#cell(lane, period, window, at) : undefined;
  }

  /** A run that has ended, or the time before now of one that goes on. */
  add(run: Run, from: number, to: number): void {
    if (this.terms.rule.aggregation === "sum") this.hasFallen = true;
    for (const [lane, amount] of this.#lanesOf(run))
      this.#keep(run, this.#span(lane, { run, use: run.use, amount }, from, to));
  }

  /** A run that began before now and goes on. */
  open(run: Run, now: number): void {
    // A level that is a quantity depends on where it ends.
    if (this.terms.rule.aggregation === "sum") this.hasFallen = true;
    for (const [lane, amount] of this.#lanesOf(run)) {
      if (lane.items.size === 0) lane.here = this.#stretch(lane, now - 1);
      const { from, until } = lane.here;
      if (run.start < from) this.#span(lane, { run, use: run.use, amount }, run.start, from);
      this.#keep(run, this.#begin(lane, { run, use: run.use, amount }, Math.max(run.start, from)));
      this.#next = Math.min(this.#next, until);
    }
  }

  /** The end of what went on. */
  end(item: Item, end: number): void {
    const { lane } = item;
    if (end <= item.start) this.isStale = true;
    const inside = Math.min(end, lane.here.until);
    this.#close(item, inside);
    if (end > inside) this.#keep(item.run, this.#span(lane, item, inside, end), item);
  }

  /** More of what had ended. */
  grow(item: Item, to: number): void {
    const { lane, cell, end } = item;
    const { until } = this.#look(lane, end - 1);
    const inside = Math.min(to, until);
    if (inside > end && cell !== undefined) {
      this.accumulatorOf(cell).add(item, end, inside);
      item.end = inside;
    }
    if (to > inside) this.#keep(item.run, this.#span(lane, item, Math.max(inside, end), to), item);
    else if (cell === undefined) item.end = inside;
  }

  /** A quantity that was told, divided by time. */
  quantity(piece: Piece): void {
    const { frame, tariff, rule, validity } = this.terms;
    const changes = () => validity;
    const cutting = { rule, tariff, windows: this.#windows, changes, fee: undefined };
    for (const slice of share(frame, cut(frame, [piece], cutting))) {
      const lane = this.#lane(slice);
      const { cell } = this.#look(lane, slice.start);
      if (cell !== undefined) this.accumulatorOf(cell).told(cell, slice);
    }
  }

  /** Moves what goes on into the months and windows that have begun. */
  roll(now: number): void {
    if (now <= this.#next) return;
    this.#next = Infinity;
    for (const lane of this.#lanes.values())
      if (lane.items.size > 0) {
        while (lane.here.until < now) this.#turn(lane);
        this.#next = Math.min(this.#next, lane.here.until);
      }
  }

  #turn(lane: Lane): void {
    const edge = lane.here.until;
    const items = [...lane.items];
    for (const item of items) this.#close(item, edge);
    lane.here = this.#stretch(lane, edge);
    for (const item of items) this.#keep(item.run, this.#begin(lane, item, edge), item);
  }

  #begin(lane: Lane, of: Pick<Item, "run" | "use" | "amount">, start: number): Item {
    const { run, use, amount } = of;
    const { cell } = lane.here;
    const base = amount * BigInt(start);
    const item = {
      run,
      lane,
      cell,
      use,
      amount,
      start,
      end: Infinity,
      base,
      before: 0n,
      bounds: [],
    };
    lane.open(item);
    if (cell !== undefined) this.accumulatorOf(cell).begin(item);
    return item;
  }

  #close(item: Item, end: number): void {
    item.lane.close(item);
    item.end = end;
    if (item.cell !== undefined) this.accumulatorOf(item.cell).end(item, end);
  }

  /** Adds slices that have ended; gives the last one. */
  #span(
    lane: Lane,
    { run, use, amount }: Pick<Item, "run" | "use" | "amount">,
    from: number,
    to: number,
  ): Item | undefined {
    let item: Item | undefined;
    for (let at = from; at < to;) {
      const { until, cell } = this.#look(lane, at);
      const end = Math.min(to, until);
      item = { run, lane, cell, use, amount, start: at, end, base: 0n, before: 0n, bounds: [] };
      if (cell !== undefined) this.accumulatorOf(cell).whole(item);
      at = end;
    }
    return item;
  }

  /** Remembers a run's last slice, in the place of the one before. */
  #keep(run: Run | undefined, item: Item | undefined, before?: Item): void {
    if (run === undefined || item === undefined) return;
    const { held } = run;
    const at = before === undefined ? -1 : held.indexOf(before);
    if (at === -1) held.push(item);
    else held[at] = item;
  }

  accumulatorOf(cell: Cell): Accumulator {
    let found = this.accumulators.get(cell.accumulator);
    if (found === undefined)
      this.accumulators.set(cell.accumulator, (found = new Accumulator(this, cell.accumulator)));
    return found;
  }

  /** Who pays how much of something: mostly one all of it. */
  #lanesOf(run: Pick<Piece, "use" | "amount">): readonly (readonly [Lane, bigint])[] {
    const { use, amount } = run;
    let lane = this.#plain.get(use);
    if (lane !== undefined) return [[lane, amount]];
    const period = { start: 0, end: 0, label: "" };
    const whole: Slice = {
      use,
      amount,
      start: 0,
      end: 0,
      isTotal: false,
      account: use.account,
      period,
      window: "",
      late: false,
      unused: false,
      free: "",
      part: null,
    };
    if (use.shares.length > 0)
      return share(this.terms.frame, [whole]).map((part) => [this.#lane(part), part.amount]);
    const [only = whole] = share(this.terms.frame, [whole]);
    this.#plain.set(use, (lane = this.#lane(only)));
    return [[lane, amount]];
  }

  #lane({ use, account, unused, free }: Slice): Lane {
    const { rule } = this.terms;
    const target = targetOf(use, account, rule.id, this.#isSingle ? use.instance : "");
    const { kind, source, quality, usedBy = "" } = use;
    const key = [target, use.account, kind, source, quality, usedBy, unused, free].join("\n");
    let lane = this.#lanes.get(key);
    if (lane === undefined)
      this.#lanes.set(key, (lane = new Lane(this, { use, account, unused, free }, target)));
    return lane;
  }

  get #isSingle(): boolean {
    return this.terms.rule.accumulator.scope === "instance";
  }

  /** Where a lane is at an instant, for what has ended: mostly where it was looked last. */
  #look(lane: Lane, at: number): Stretch {
    if (at < lane.there.from || at >= lane.there.until) lane.there = this.#stretch(lane, at);
    return lane.there;
  }

  #stretch(lane: Lane, at: number): Stretch {
    const period = periodAt(this.terms.frame.calendar.months, at);
    const window = this.#windows === undefined ? undefined : periodAt(this.#windows, at);
    let from = Math.max(period.start, window?.start ?? -Infinity);
    let until = Math.min(period.end, window?.end ?? Infinity);
    for (const edge of this.#changes(lane))
      if (edge > at) until = Math.min(until, edge);
      else from = Math.max(from, edge);
    return { from, until, cell: this.cellAt(lane, { period, window: window?.window ?? "", at }) };
  }

  /** Where something else changes than month and rate window. */
  #changes({ use }: Lane): readonly number[] {
    const { frame, tariff, rule, validity } = this.terms;
    return [
      ...tariff.edges(rule, use),
      ...validity,
      ...sharingEdges(frame.contract, use.environment),
    ];
  }

  #cell(lane: Lane, period: Period, window: string, at: number): Cell {
    const { frame, rule, settings, validity } = this.terms;
    const { use, account } = lane;
    const payers = sharingEra(frame.contract, use.environment, at);
    const key = `${period.label}\n${window}\n${countUpTo(validity, at)}\n${payers}`;
    const known = lane.cells.get(key);
    if (known !== undefined) return known;
    const size = sizeOf(frame, rule);
    const instant = { use, period, late: false, start: 0, end: 1 };
    const { d } = timeOf(frame, rule, settings, instant);
    const isFree = lane.free !== "";
    const accumulator = isFree ? "" : accumulatorKey(frame, rule, { use, account, period });
    const cell = new Cell({ lane, period, window, accumulator, one: size * d, size });
    lane.cells.set(key, cell);
    this.accumulatorOf(cell).join(cell);
    return cell;
  }
}
