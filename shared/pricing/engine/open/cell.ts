import type { Period } from "../calendar.ts";
import type { Fraction } from "../exact.ts";
import type { Slice, Use } from "../usage.ts";
import { Bounds } from "./bounds.ts";
import type { Lane } from "./lane.ts";
import type { Run } from "./run.ts";

/** A slice of a run while it may still change, and as long as a band may need to be divided in it. */
export interface Item {
  /** None for a quantity. */
  readonly run: Run | undefined;
  readonly lane: Lane;
  /** None where no rule holds. */
  readonly cell: Cell | undefined;
  readonly use: Use;
  readonly amount: bigint;
  /** That it was told as a quantity: `amount` is all of it. */
  readonly isTotal?: boolean;
  readonly start: number;
  /** Infinity while it goes on. */
  end: number;
  /** While it goes on: its quantity so far is amount × now less this, without what is in tiers before. */
  base: bigint;
  /** How much of it is in tiers that are full. */
  before: bigint;
  /** What it is in: their end is not before its own. */
  bounds: Bounds[];
}

/** Where slices of one lane meet that are one line, but for bands: one month and window. */
export class Cell {
  readonly lane: Lane;
  readonly period: Period;
  readonly window: string;
  readonly accumulator: string;
  /** Of how many `amount × milliseconds` one unit is made; a quantity that was told needs no time. */
  readonly one: bigint;
  readonly size: bigint;
  readonly bounds = new Bounds();
  /** In each tier, one when there are no bands: what has ended, in amount × milliseconds or as it was told. */
  readonly sums: bigint[] = [];
  readonly tiers: Bounds[] = [];
  /** Counts its changes. */
  version = 0;
  hasLevels = false;
  quantities = 0n;
  hasQuantities = false;

  constructor(where: Pick<Cell, "lane" | "period" | "window" | "accumulator" | "one" | "size">) {
    this.lane = where.lane;
    this.period = where.period;
    this.window = where.window;
    this.accumulator = where.accumulator;
    this.one = where.one;
    this.size = where.size;
  }

  /** What is used now of levels; with bands, of whatever they divide. */
  levels(now: number): bigint {
    return this.sums.reduce((sum, part) => sum + part, this.lane.flowIn(this, now));
  }

  /** Of levels and quantities together. */
  quantity(now: number): Fraction {
    if (!this.hasQuantities) return { n: this.levels(now), d: this.one };
    if (!this.hasLevels) return { n: this.quantities, d: this.size };
    const factor = this.one / this.size;
    return { n: this.levels(now) + this.quantities * factor, d: this.one };
  }

  /** The slice that is priced first, alone. */
  firstSlice(now: number): Slice {
    const { first } = this.bounds;
    const slice = this.slice(this.bounds, now);
    if (first === undefined) return slice;
    const end = first.end === Infinity ? now : first.end;
    const instances = new Set([first.use.instance]);
    return { ...slice, end, many: { count: 1, instances, target: this.lane.target } };
  }

  /** One slice that stands for all of some. */
  slice(bounds: Bounds, now: number): Slice {
    const { account, unused, free, use } = this.lane;
    return {
      use: bounds.first?.use ?? use,
      start: bounds.start,
      end: bounds.endAt(now),
      amount: 0n,
      isTotal: false,
      account,
      period: this.period,
      window: this.window,
      late: false,
      unused,
      free,
      part: null,
      many: { count: bounds.instances.size, instances: bounds.instances, target: this.lane.target },
    };
  }
}
