import { ONE, scaled, type Fraction } from "../exact.ts";
import type { Band, Pricing } from "../schema/rule.ts";
import type { Settings } from "../schema/settings.ts";
import type { Slice } from "../usage.ts";

/** A slice and its quantity, in parts of which `one` make one unit. */
export interface Item {
  readonly slice: Slice;
  readonly quantity: bigint;
}

/** Everything whose quantities are added up, in order of time. */
export interface Accumulated {
  readonly key: string;
  readonly one: bigint;
  readonly items: readonly Item[];
  readonly total: bigint;
}

/** What a shape works on. */
export interface ShapeInput extends Accumulated {
  /** Of each item, the part that an allowance pays for: it counts, but costs nothing. */
  readonly free: readonly bigint[];
  /** All of them together. */
  readonly allowed: bigint;
  readonly settings: Settings;
}

/** A part of an item at one price. */
export interface Charged extends Item {
  /** Tells it apart from other prices of the same rule; empty where there is one. */
  readonly band: string;
  /** For each unit; "0" where only a fee is due. */
  readonly unitPrice: string;
  /** A share of a fee; all shares of one fee add up to 1. */
  readonly fee?: { readonly price: string; readonly share: Fraction };
  /** What the line has to say beside quantity and price. */
  readonly note?: string;
}

/**
 * One way from a quantity to a price. Add one by writing a file, a line in shapes/index.ts, and its terms in
 * schema/rule.ts. Must not depend on the order of items, nor on where a slice was cut in two.
 */
export interface Shape<Id extends Pricing["shape"] = Pricing["shape"]> {
  readonly id: Id;
  readonly title: string;
  price(input: ShapeInput, pricing: Extract<Pricing, { shape: Id }>): readonly Charged[];
}

/** Keeps a shape's literal id. */
export function defineShape<const Id extends Pricing["shape"]>(shape: Shape<Id>): Shape<Id> {
  return shape;
}

/** `0–100`, `100–`: the quantities of a band, as its line calls it. */
export function bandName(bands: readonly Pick<Band, "upTo">[], index: number): string {
  return `${bands[index - 1]?.upTo ?? "0"}–${bands[index]?.upTo ?? ""}`;
}

/** What is left of each item to pay for. */
export function payable({ items, free }: ShapeInput): readonly Item[] {
  return items.map(({ slice, quantity }, at) => ({ slice, quantity: quantity - (free[at] ?? 0n) }));
}

/** Shares of one fee, in proportion to quantities; equal ones where nothing was used. */
export function feeShares(items: readonly Item[]): readonly Fraction[] {
  const total = items.reduce((sum, { quantity }) => sum + quantity, 0n);
  if (total === 0n) return items.map((_, at) => ({ n: at === 0 ? 1n : 0n, d: 1n }));
  return items.map(({ quantity }) => ({ n: quantity, d: total }));
}

/** Whether a quantity is beyond a bound. */
export function isBeyond(quantity: bigint, bound: bigint, { bandBound }: Settings): boolean {
  return bandBound === "inclusive" ? quantity > bound : quantity >= bound;
}

/** The band that the payable total is in. */
export function bandOf<B extends Pick<Band, "upTo">>(
  bands: readonly B[],
  { total, allowed, one, settings }: ShapeInput,
): { readonly name: string; readonly band: B | undefined } {
  const used = (total - allowed) * ONE;
  const found = bands.findIndex(
    ({ upTo }) => upTo === undefined || !isBeyond(used, scaled(upTo) * one, settings),
  );
  const index = found === -1 ? bands.length - 1 : found;
  return { name: bandName(bands, index), band: bands[index] };
}

/** All items at one price, and their shares of a fee. */
export function charge(
  items: readonly Item[],
  terms: Pick<Charged, "band" | "unitPrice" | "note"> & { readonly fee?: string },
): readonly Charged[] {
  const { band, unitPrice, note, fee = "0" } = terms;
  const shares = fee === "0" ? [] : feeShares(items);
  return items.map(({ slice, quantity }, at): Charged => {
    const share = shares[at];
    return { slice, quantity, band, unitPrice, note, fee: share && { price: fee, share } };
  });
}
