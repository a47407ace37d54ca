import type { Draft } from "../draft.ts";
import { priceShape } from "../shapes/index.ts";
import {
  bandName,
  charge,
  isBeyond,
  type Charged,
  type Item,
  type ShapeInput,
} from "../shapes/shape.ts";
import type { Pricing } from "../schema/rule.ts";
import { allowances, gather, isFeeDue, pricingOf, withoutFee } from "../steps/price.ts";
import type { Accumulator } from "./accumulator.ts";
import { compareText } from "./bounds.ts";
import type { Cell } from "./cell.ts";
import type { Terms } from "./open-rule.ts";

type Graduated = Extract<Pricing, { shape: "graduated" }>;

/** What an accumulator with tiers comes to. */
export function bandedDrafts(
  { frame, rule, settings }: Terms,
  accumulator: Accumulator,
  cells: readonly Cell[],
  now: number,
): readonly Draft[] {
  const { key, one = 1n } = accumulator;
  const isAllowed = rule.allowance !== undefined;
  const free = cells.map((cell) => (isAllowed ? tierSum(accumulator, cell, 0, now) : 0n));
  const charges = allowances({
    items: cells.map((cell, at) => ({
      slice: cell.slice(cell.tiers[0] ?? cell.bounds, now),
      quantity: free[at] ?? 0n,
    })),
    free,
  }).toSorted(byFirst);
  for (const [window, own] of Map.groupBy(cells.keys(), (at) => cells[at]?.window ?? "")) {
    const part = own.flatMap((at) => cells[at] ?? []);
    const unpaid = own.map((at) => free[at] ?? 0n);
    const items = part.map((cell): Item => ({
      slice: cell.slice(cell.bounds, now),
      quantity: wholeSum(cell, now),
    }));
    const total = items.reduce((sum, { quantity }) => sum + quantity, 0n);
    const allowed = unpaid.reduce((sum, quantity) => sum + quantity, 0n);
    const input: ShapeInput = { key, one, items, total, free: unpaid, allowed, settings };
    const pricing = pricingOf(rule, window);
    const priced =
      pricing.shape === "graduated"
        ? graduatedCharges(accumulator, part, input, pricing, now)
        : priceShape(input, pricing);
    charges.push(...(isFeeDue(input) ? priced : priced.map(withoutFee)));
  }
  return gather(frame, rule, { key, one, known: accumulator.known }, charges);
}

/** Each band's part of each cell at its own price. */
function graduatedCharges(
  accumulator: Accumulator,
  cells: readonly Cell[],
  { one, total, allowed, settings }: ShapeInput,
  pricing: Graduated,
  now: number,
): readonly Charged[] {
  const { bands } = pricing;
  const window = cells[0]?.window ?? "";
  const ends = accumulator.bands.get(window)?.bounds(one) ?? [];
  const skipped = ends.length - bands.length + 1;
  const charges: Charged[] = [];
  for (const [at, { unit, flat }] of bands.entries()) {
    const tier = at + skipped;
    const floor = at === 0 ? 0n : (ends[tier - 1] ?? 0n) - (skipped === 0 ? 0n : allowedUpTo(ends));
    const own = cells.map((cell): Item => ({
      slice: cell.slice(cell.tiers[tier] ?? cell.bounds, now),
      quantity: tierSum(accumulator, cell, tier, now),
    }));
    const [first] = cells;
    if (own.every(({ quantity }) => quantity === 0n)) {
      const isReached = at === 0 || isBeyond(total - allowed, floor, settings);
      if (first === undefined || flat === "0" || !isReached) continue;
      const fee = { price: flat, share: { n: 1n, d: 1n } };
      const band = bandName(bands, at);
      charges.push({ slice: first.firstSlice(now), quantity: 0n, band, unitPrice: unit, fee });
      continue;
    }
    const priced = charge(own, { band: bandName(bands, at), unitPrice: unit, fee: flat });
    charges.push(...priced.filter(({ quantity }) => quantity > 0n).toSorted(byFirst));
  }
  return charges;
}

/** In the order of the first slice that each stands for. */
function byFirst({ slice: a }: Charged, { slice: b }: Charged): number {
  return a.start - b.start || compareText(a.use.key, b.use.key);
}

/** The allowance is the first tier. */
function allowedUpTo([first = 0n]: readonly bigint[]): bigint {
  return first;
}

/** What a cell has used in a tier. */
function tierSum({ bands }: Accumulator, cell: Cell, tier: number, now: number): bigint {
  const current = bands.get(cell.window)?.tier ?? 0;
  const ended = cell.sums[tier] ?? 0n;
  return tier === current ? ended + cell.lane.flowIn(cell, now) : ended;
}

/** All that a cell has used, as levels or as it was told. */
function wholeSum(cell: Cell, now: number): bigint {
  return cell.levels(now) + cell.quantities;
}
