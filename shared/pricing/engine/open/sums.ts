import type { Runs } from "../table/runs.ts";
import type { Bands } from "./bands.ts";
import { Bounds } from "./bounds.ts";
import type { Cell } from "./cell.ts";
import { crossingOf, type Crossing } from "./crossing.ts";
import type { OpenRule } from "./open-rule.ts";
import type { Slices } from "./slices.ts";
import { Tally } from "./tally.ts";

/** Adds slices up by cell, and by tier where bands divide them at totals in order of time. */
export class Sums {
  readonly #slices: Slices;
  readonly #runs: Runs;
  readonly #cells: readonly Cell[];
  /** Of how many parts of an amount a slice's values count. */
  readonly #unit: bigint;

  constructor(slices: Slices, runs: Runs, cells: readonly Cell[], unit: bigint) {
    this.#slices = slices;
    this.#runs = runs;
    this.#cells = cells;
    this.#unit = unit;
  }

  fill(rule: OpenRule): void {
    const tally = new Tally(this.#slices, this.#runs.uses, this.#cells.length);
    const { length, cell } = this.#slices;
    for (let at = 0; at < length; at += 1) tally.add(cell[at] ?? 0, at, this.#slices.quantity(at));
    const divided = new Map<Bands, number[]>();
    for (const [at, one] of this.#cells.entries()) {
      tally.fill(at, one.bounds);
      const accumulator = rule.accumulatorOf(one);
      const bands = accumulator.bandsOf(one);
      if (bands === undefined) one.sums[0] = BigInt(tally.sum(at)) * this.#unit;
      else divided.set(bands, [...(divided.get(bands) ?? []), at]);
    }
    for (const [bands, own] of divided) this.#divide(bands, own, tally);
  }

  /** The cells of one window of an accumulator. */
  #divide(bands: Bands, own: readonly number[], tally: Tally): void {
    const total = own.reduce((sum, cell) => sum + tally.sum(cell), 0);
    const whole = BigInt(total) * this.#unit;
    const reached = bands.ends.filter((bound) => bound < whole);
    bands.load(reached.length, whole);
    const tiers = reached.length + 1;
    const members = this.#membersOf(own);
    const crossings = reached.map((bound) =>
      crossingOf(this.#slices, members, (at) => this.#keyOf(at), { bound, unit: this.#unit }),
    );
    const number = new Int32Array(this.#cells.length);
    for (const [index, cell] of own.entries()) number[cell] = index * tiers;
    const parts = new Tally(this.#slices, this.#runs.uses, own.length * tiers);
    const rests = this.#spread(members, crossings, number, parts);
    for (const [index, cell] of own.entries())
      for (let tier = 0; tier < tiers; tier += 1) {
        const at = index * tiers + tier;
        const into = this.#cells[cell];
        if (into === undefined) continue;
        into.sums[tier] = BigInt(parts.sum(at)) * this.#unit + (rests.get(at) ?? 0n);
        if (parts.has(at)) parts.fill(at, (into.tiers[tier] ??= new Bounds()));
      }
  }

  /** Puts each slice into its tier; of those that are in several, what each has of it, by number. */
  #spread(
    members: Int32Array,
    crossings: readonly Crossing[],
    number: Int32Array,
    parts: Tally,
  ): ReadonlyMap<number, bigint> {
    const { cell, start, end, value } = this.#slices;
    const rests = new Map<number, bigint>();
    for (const at of members) {
      if (value[at] === 0) continue;
      let into = number[cell[at] ?? 0] ?? 0;
      let done: bigint | undefined;
      for (const { from, to, before } of crossings) {
        if ((end[at] ?? 0) <= from) break;
        if ((start[at] ?? 0) < to) {
          const upTo = before.get(at) ?? 0n;
          this.#part(parts, rests, into, at, upTo - (done ?? 0n));
          done = upTo;
        }
        into += 1;
      }
      const quantity = this.#slices.quantity(at);
      if (done === undefined) parts.add(into, at, quantity);
      else this.#part(parts, rests, into, at, BigInt(quantity) * this.#unit - done);
    }
    return rests;
  }

  #part(parts: Tally, rests: Map<number, bigint>, into: number, slice: number, part: bigint): void {
    if (part === 0n) return;
    parts.add(into, slice, 0);
    rests.set(into, (rests.get(into) ?? 0n) + part);
  }

  #membersOf(cells: readonly number[]): Int32Array {
    const { length, cell } = this.#slices;
    const isOwn = new Uint8Array(this.#cells.length);
    for (const one of cells) isOwn[one] = 1;
    const members = new Int32Array(length);
    let found = 0;
    for (let at = 0; at < length; at += 1)
      if (isOwn[cell[at] ?? 0] === 1) {
        members[found] = at;
        found += 1;
      }
    return members.subarray(0, found);
  }

  #keyOf(slice: number): string {
    return this.#runs.uses[this.#slices.use[slice] ?? 0]?.key ?? "";
  }
}
