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

/** An accumulator, or an environment's part of it, at a time. */
interface At extends Terms {
  readonly accumulator: Accumulator;
  readonly one: bigint;
  readonly now: number;
  /** What was made of all of it before, by window and tier. */
  readonly blocks: Map<string, Block> | undefined;
}

/** What a tier came to while nothing in it went on. */
export interface Block {
  readonly version: number;
  readonly drafts: readonly Draft[];
}

/** What an accumulator with tiers comes to. */
export function bandedDrafts(
  terms: Terms,
  accumulator: Accumulator,
  cells: readonly Cell[],
  now: number,
): readonly Draft[] {
  const { one = 1n } = accumulator;
  const isAll = cells.length === accumulator.cells.length;
  const blocks = isAll ? accumulator.blocks : undefined;
  const at: At = { ...terms, accumulator, one, now, blocks };
  const windows = Map.groupBy(cells, ({ window }) => window);
  return [
    ...allowanceDrafts(at, cells),
    ...[...windows].flatMap(([window, own]) => windowDrafts(at, window, own)),
  ];
}

/** What an allowance pays for is the first tier. */
function allowanceDrafts(at: At, cells: readonly Cell[]): readonly Draft[] {
  if (at.rule.allowance === undefined) return [];
  const items = cells.map((cell) => tierItem(at, cell, 0));
  const free = items.map(({ quantity }) => quantity);
  return gathered(at, allowances({ items, free }).toSorted(byFirst));
}

function windowDrafts(at: At, window: string, cells: readonly Cell[]): readonly Draft[] {
  const { rule, settings, one, now } = at;
  const isAllowed = rule.allowance !== undefined;
  const free = cells.map((cell) => (isAllowed ? tierSum(at, cell, 0) : 0n));
  const allowed = free.reduce((sum, quantity) => sum + quantity, 0n);
  const wholes = cells.map((cell) => wholeSum(cell, now));
  const total = wholes.reduce((sum, quantity) => sum + quantity, 0n);
  const input = { key: at.accumulator.key, one, items: [], total, free, allowed, settings };
  const pricing = pricingOf(rule, window);
  if (pricing.shape === "graduated") return graduatedDrafts(at, cells, input, pricing);
  const items = cells.map((cell, index): Item => ({
    slice: cell.slice(cell.bounds, now),
    quantity: wholes[index] ?? 0n,
  }));
  const priced = priceShape({ ...input, items }, pricing);
  return gathered(at, isFeeDue(input) ? priced : priced.map(withoutFee));
}

/** Each band's part of each cell at its own price. */
function graduatedDrafts(
  at: At,
  cells: readonly Cell[],
  input: ShapeInput,
  { bands }: Graduated,
): readonly Draft[] {
  const window = cells[0]?.window ?? "";
  const ends = at.accumulator.bands.get(window)?.bounds(at.one) ?? [];
  const skipped = ends.length - bands.length + 1;
  const allowed = skipped === 0 ? 0n : (ends[0] ?? 0n);
  return bands.flatMap(({ unit, flat }, index) => {
    const tier = index + skipped;
    const floor = index === 0 ? 0n : (ends[tier - 1] ?? 0n) - allowed;
    const terms = { band: bandName(bands, index), unitPrice: unit, fee: flat };
    return block(at, cells, `${window} ${tier}`, tier, () => {
      const own = cells.map((cell) => tierItem(at, cell, tier));
      const isReached = index === 0 || isBeyond(input.total - input.allowed, floor, at.settings);
      const charges = own.some(({ quantity }) => quantity > 0n)
        ? charge(own, terms).filter(({ quantity }) => quantity > 0n)
        : onlyFee(cells[0], { ...terms, isReached }, at.now);
      const sorted = charges.toSorted(byFirst);
      return gathered(at, isFeeDue(input) ? sorted : sorted.map(withoutFee));
    });
  });
}

/** The fee of a band in which nothing is, due with the first slice of all. */
function onlyFee(
  first: Cell | undefined,
  terms: { band: string; unitPrice: string; fee: string; isReached: boolean },
  now: number,
): readonly Charged[] {
  const { band, unitPrice, fee: price, isReached } = terms;
  if (first === undefined || price === "0" || !isReached) return [];
  const fee = { price, share: { n: 1n, d: 1n } };
  return [{ slice: first.firstSlice(now), quantity: 0n, band, unitPrice, fee }];
}

/** What was made before, as long as nothing in a tier goes on or has changed, and it is not empty. */
function block(
  { blocks }: At,
  cells: readonly Cell[],
  key: string,
  tier: number,
  make: () => readonly Draft[],
): readonly Draft[] {
  if (blocks === undefined) return make();
  const isRunning = cells.some(({ tiers }) => (tiers[tier]?.running ?? 0) > 0);
  const version = cells.reduce((sum, cell) => sum + cell.version, cells.length);
  const known = blocks.get(key);
  if (known?.version === version && !isRunning) return known.drafts;
  const drafts = make();
  const isEmpty = cells.every(({ sums }) => (sums[tier] ?? 0n) === 0n);
  if (isRunning || isEmpty) blocks.delete(key);
  else blocks.set(key, { version, drafts });
  return drafts;
}

function gathered({ frame, rule, accumulator, one }: At, charges: readonly Charged[]) {
  const { key, known } = accumulator;
  return gather(frame, rule, { key, one, known }, charges);
}

function tierItem(at: At, cell: Cell, tier: number): Item {
  const slice = cell.slice(cell.tiers[tier] ?? cell.bounds, at.now);
  return { slice, quantity: tierSum(at, cell, tier) };
}

/** In the order of the first slice that each stands for. */
function byFirst({ slice: a }: Charged, { slice: b }: Charged): number {
  return a.start - b.start || compareText(a.use.key, b.use.key);
}

/** What a cell has used in a tier. */
function tierSum({ accumulator, now }: At, cell: Cell, tier: number): bigint {
  const current = accumulator.bands.get(cell.window)?.tier ?? 0;
  const ended = cell.sums[tier] ?? 0n;
  return tier === current ? ended + cell.lane.flowIn(cell, now) : ended;
}

/** All that a cell has used, as levels or as it was told. */
function wholeSum(cell: Cell, now: number): bigint {
  return cell.levels(now) + cell.quantities;
}
