import { Decimal, decimalText } from "../../../base/money.ts";
import type { Draft } from "../draft.ts";
import {
  addFractions,
  fractionOf,
  ONE,
  precise,
  preciseText,
  quotient,
  scaled,
  type Fraction,
} from "../exact.ts";
import { ALLOWANCE } from "../line.ts";
import { meterUnit } from "../meters.ts";
import { isUsage, type Pricing, type Rule, type UsageRule } from "../schema/rule.ts";
import type { Settings } from "../schema/settings.ts";
import { sharingEra } from "../sharing.ts";
import { priceShape } from "../shapes/index.ts";
import type { Accumulated, Charged, ShapeInput } from "../shapes/shape.ts";
import { usedBefore } from "../shapes/split.ts";
import type { Frame, Slice, Use } from "../usage.ts";
import { targetOf } from "./target.ts";

const NOTHING = new Decimal(0);

/** Step 6: the second pass: prices what was added up, and gathers what is alike into lines. */
export function price(
  frame: Frame,
  rule: Rule,
  settings: Settings,
  sums: readonly Accumulated[],
  slices: readonly Slice[],
): readonly Draft[] {
  const priced = sums.flatMap((sum) => priceSum(frame, rule, withAllowance(rule, settings, sum)));
  const free = slices.filter((slice) => slice.free !== "");
  const named = free.map((slice): Charged => ({
    slice,
    quantity: 0n,
    band: "",
    unitPrice: "0",
    note: slice.free,
  }));
  return [...priced, ...gather(frame, rule, { key: "", one: 1n }, named)];
}

/** What one accumulator comes to. */
export function priceSum(
  frame: Frame,
  rule: Rule,
  input: ShapeInput,
  known?: Map<string, Draft>,
): readonly Draft[] {
  const charges = windowsOf(input).flatMap(([window, part]) => {
    const priced = priceShape(part, pricingOf(rule, window));
    return isFeeDue(part) ? priced : priced.map(withoutFee);
  });
  return gather(frame, rule, { ...input, known }, [...allowances(input), ...charges]);
}

/** Whether a fee is due though nothing that is paid for was used. */
export function isFeeDue({ total, allowed, settings }: ShapeInput): boolean {
  return total !== allowed || settings.zeroUsageFlat === "due";
}

/** Each rate window has bands of its own; an allowance is one for all of them. */
function windowsOf(input: ShapeInput): readonly (readonly [string, ShapeInput])[] {
  const byWindow = Map.groupBy(input.items.keys(), (at) => input.items[at]?.slice.window ?? "");
  if (byWindow.size === 1) return [...byWindow.keys()].map((window) => [window, input]);
  return [...byWindow].map(([window, indexes]) => {
    const items = indexes.flatMap((at) => input.items[at] ?? []);
    const free = indexes.map((at) => input.free[at] ?? 0n);
    const total = items.reduce((sum, { quantity }) => sum + quantity, 0n);
    return [window, { ...input, items, free, total, allowed: add(free) }];
  });
}

function add(quantities: readonly bigint[]): bigint {
  return quantities.reduce((sum, quantity) => sum + quantity, 0n);
}

export function withoutFee({ slice, quantity, band, unitPrice, note }: Charged): Charged {
  return { slice, quantity, band, unitPrice, note };
}

/** The terms that hold in a window; a mark-up, a fee, a package and a purchase have a price by the unit. */
export function pricingOf(rule: Rule, window: string): Pricing {
  // A flat fee is one for each member and period, and a part of it for a part of them.
  if (rule.kind === "base")
    return rule.pricing.shape === "flat" ? { ...rule.pricing, shape: "unit" } : rule.pricing;
  if (!isUsage(rule)) return { shape: "unit", price: rule.price };
  const found = rule.windows === undefined ? rule.pricing : rule.windows.pricing[window];
  if (found !== undefined) return found;
  const factor = new Decimal(rule.markup ?? "0").dividedBy(100).plus(1);
  return { shape: "unit", price: decimalText(new Decimal(rule.cost ?? "0").times(factor)) };
}

function withAllowance(rule: Rule, settings: Settings, sum: Accumulated): ShapeInput {
  const allowance = isUsage(rule) ? rule.allowance : undefined;
  if (allowance === undefined)
    return { ...sum, settings, free: sum.items.map(() => 0n), allowed: 0n };
  const [free = []] = usedBefore(sum.items, [(scaled(allowance) * sum.one) / ONE]);
  return { ...sum, settings, free, allowed: add(free) };
}

export function allowances({
  items,
  free,
}: Pick<ShapeInput, "items" | "free">): readonly Charged[] {
  return items.flatMap(({ slice }, at) => {
    const quantity = free[at] ?? 0n;
    return quantity === 0n ? [] : [{ slice, quantity, band: ALLOWANCE, unitPrice: "0" }];
  });
}

/** One draft for all that differ in nothing but copy, session and time. */
export function gather(
  frame: Frame,
  rule: Rule,
  { key, one, known }: Gathering,
  charges: readonly Charged[],
): readonly Draft[] {
  const single = isUsage(rule) && rule.accumulator.scope === "instance";
  const target = targetFinder(rule.id, single);
  const byLine = Map.groupBy(charges, ({ slice, band, note = "" }) => {
    const { use, period, window, late, unused, start } = slice;
    const { usedBy = "" } = use;
    const payers = sharingEra(frame.contract, use.environment, start);
    return [target(slice), period.label, window, late, unused, band, note, usedBy, payers].join(
      "\n",
    );
  });
  return [...byLine].flatMap(([line, parts]) => {
    const [first] = parts;
    if (first === undefined) return [];
    const before = known?.get(line);
    if (before !== undefined && isSame(before, one, parts)) {
      const end = endOf(parts);
      if (end === before.end) return [before];
      const longer = { ...before, parts, end, lengthens: before.lengthens ?? before };
      known?.set(line, longer);
      return [longer];
    }
    const quantity = { n: add(parts.map((part) => part.quantity)), d: one };
    const draft = draftOf(frame, rule, key, target(first.slice), { first, parts, quantity });
    known?.set(line, draft);
    return [draft];
  });
}

interface Gathering extends Pick<Accumulated, "key" | "one"> {
  /** What was gathered before, by line: it is given again where nothing has changed. */
  readonly known?: Map<string, Draft>;
}

function endOf(parts: readonly Charged[]): number {
  return parts.reduce((end, { slice }) => Math.max(end, slice.end), -Infinity);
}

/** But for its end. */
function isSame({ quantity, parts }: Draft, one: bigint, next: readonly Charged[]): boolean {
  return (
    quantity.d === one &&
    parts.length === next.length &&
    parts.every((part, at) => {
      const other = next[at];
      return other !== undefined && isSamePart(part, other);
    })
  );
}

function isSamePart(a: Charged, b: Charged): boolean {
  const [one, other] = [a.slice, b.slice];
  return (
    a.quantity === b.quantity &&
    a.unitPrice === b.unitPrice &&
    a.fee?.price === b.fee?.price &&
    a.fee?.share.n === b.fee?.share.n &&
    a.fee?.share.d === b.fee?.share.d &&
    one.start === other.start &&
    one.use === other.use &&
    one.many?.count === other.many?.count
  );
}

/** The same target for all slices of one use and payer. */
function targetFinder(rule: string, single: boolean): (slice: Slice) => string {
  const known = new Map<Use, Map<string, string>>();
  return ({ use, account, many }) => {
    if (many !== undefined) return many.target;
    let byAccount = known.get(use);
    if (byAccount === undefined) known.set(use, (byAccount = new Map()));
    let target = byAccount.get(account);
    if (target === undefined)
      byAccount.set(account, (target = targetOf(use, account, rule, single ? use.instance : "")));
    return target;
  };
}

function draftOf(
  frame: Frame,
  rule: Rule,
  accumulator: string,
  target: string,
  {
    first,
    parts,
    quantity,
  }: { readonly first: Charged; readonly parts: readonly Charged[]; readonly quantity: Fraction },
): Draft {
  const { slice, band, unitPrice, note } = first;
  const { use, account, period, late, window, unused } = slice;
  const fee = feeOf(parts);
  return {
    target,
    category: rule.kind,
    rule,
    accumulator,
    use,
    account,
    period,
    late,
    window,
    band,
    unused,
    quantity,
    unit: unitOf(frame, rule),
    unitPrice,
    fee,
    list: fee.isZero()
      ? new Decimal(productText(quantity, unitPrice))
      : precise(amountOf(quantity, unitPrice).plus(fee)),
    discounts: [],
    parts,
    start: parts.reduce((start, part) => Math.min(start, part.slice.start), Infinity),
    end: endOf(parts),
    notes: note === undefined ? [] : [note],
  };
}

/** Multiplied before it is divided, so that what has an end comes out exactly. */
export function amountOf({ n, d }: Fraction, unitPrice: string): Decimal {
  return new Decimal(n.toString()).times(unitPrice).dividedBy(d.toString());
}

/** The same, kept to as many decimals as amounts are. */
export function productText({ n, d }: Fraction, unitPrice: string): string {
  const price = fractionOf(unitPrice);
  return preciseText({ n: n * price.n, d: d * price.d });
}

function feeOf(parts: readonly Charged[]): Decimal {
  if (parts.every(({ fee }) => fee === undefined)) return NOTHING;
  const shares = new Map<string, Fraction>();
  for (const { fee } of parts)
    if (fee !== undefined)
      shares.set(fee.price, addFractions(shares.get(fee.price) ?? { n: 0n, d: 1n }, fee.share));
  return [...shares].reduce(
    (sum, [price, share]) => sum.plus(quotient(share).times(price)),
    new Decimal(0),
  );
}

const CADENCES = { once: "", monthly: "-month", quarterly: "-quarter", annual: "-year" } as const;

/** `GiB-month`, `instance-hour`, `user-quarter`. */
function unitOf({ book }: Frame, rule: Rule): string {
  if (rule.kind === "base") return rule.basis + CADENCES[rule.cadence];
  if (rule.kind === "package") return `package${CADENCES[rule.cadence]}`;
  if (!isUsage(rule))
    return rule.option === "buy" ? "purchase" : `licence${CADENCES[rule.cadence]}`;
  const unit = rule.unit ?? meterUnit(book, rule.meter) ?? "";
  if (rule.aggregation === "unique") return "different ones";
  return rule.aggregation === "time-integral" && rule.per !== "once" && !isPeak(rule)
    ? `${unit}-${rule.per}`
    : unit;
}

function isPeak({ pricing, windows }: UsageRule): boolean {
  const all = [pricing, ...Object.values(windows?.pricing ?? {})];
  return all.some((one) => one?.shape === "peak");
}
