import { Decimal, decimalText } from "../../../base/money.ts";
import type { Draft } from "../draft.ts";
import { addFractions, ONE, precise, quotient, scaled, type Fraction } from "../exact.ts";
import { meterUnit } from "../meters.ts";
import type { Pricing, ShapedRule } from "../schema/rule.ts";
import type { Settings } from "../schema/settings.ts";
import { priceShape } from "../shapes/index.ts";
import type { Accumulated, Charged, ShapeInput } from "../shapes/shape.ts";
import { usedBefore } from "../shapes/split.ts";
import type { Frame, Slice } from "../usage.ts";
import { targetOf } from "./target.ts";

const ALLOWANCE = "allowance";

/** Step 6: the second pass: prices what was added up, and gathers what is alike into lines. */
export function price(
  frame: Frame,
  rule: ShapedRule,
  settings: Settings,
  sums: readonly Accumulated[],
  slices: readonly Slice[],
): readonly Draft[] {
  const priced = sums.flatMap((sum) => {
    const input = withAllowance(rule, settings, sum);
    const isUnused = input.total === input.allowed && settings.zeroUsageFlat === "not-due";
    const charges = priceShape(input, pricingOf(rule, sum.window)).map((charged) =>
      isUnused && charged.band !== "" ? withoutFee(charged) : charged,
    );
    return gather(frame, rule, sum.key, sum.one, [...allowances(input), ...charges]);
  });
  const free = slices.filter((slice) => slice.free !== "");
  const named = free.map((slice): Charged => ({
    slice,
    quantity: 0n,
    band: "",
    unitPrice: "0",
    note: slice.free,
  }));
  return [...priced, ...gather(frame, rule, "", 1n, named)];
}

function withoutFee({ slice, quantity, band, unitPrice, note }: Charged): Charged {
  return { slice, quantity, band, unitPrice, note };
}

/** The terms that hold in a window; a mark-up is a price by the unit. */
function pricingOf(rule: ShapedRule, window: string): Pricing {
  if (rule.kind === "base") return rule.pricing;
  const found = rule.windows === undefined ? rule.pricing : rule.windows.pricing[window];
  if (found !== undefined) return found;
  const factor = new Decimal(rule.markup ?? "0").dividedBy(100).plus(1);
  return { shape: "unit", price: decimalText(new Decimal(rule.cost ?? "0").times(factor)) };
}

function withAllowance(rule: ShapedRule, settings: Settings, sum: Accumulated): ShapeInput {
  const allowance = rule.kind === "base" ? undefined : rule.allowance;
  if (allowance === undefined)
    return { ...sum, settings, free: sum.items.map(() => 0n), allowed: 0n };
  const [free = []] = usedBefore(sum.items, [(scaled(allowance) * sum.one) / ONE]);
  return { ...sum, settings, free, allowed: free.reduce((all, part) => all + part, 0n) };
}

function allowances({ items, free }: ShapeInput): readonly Charged[] {
  return items.flatMap(({ slice }, at) => {
    const quantity = free[at] ?? 0n;
    return quantity === 0n ? [] : [{ slice, quantity, band: ALLOWANCE, unitPrice: "0" }];
  });
}

/** One draft for all that differ in nothing but copy, session and time. */
function gather(
  frame: Frame,
  rule: ShapedRule,
  accumulator: string,
  one: bigint,
  charges: readonly Charged[],
): readonly Draft[] {
  const scope = rule.kind === "base" ? "account" : rule.accumulator.scope;
  const byLine = Map.groupBy(charges, ({ slice, band, note }) =>
    JSON.stringify([
      targetOf(slice.use, slice.account, rule.id, scope === "instance" ? slice.use.instance : ""),
      slice.period.label,
      slice.window,
      slice.late,
      slice.unused,
      band,
      note,
    ]),
  );
  return [...byLine.values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const target = targetOf(
      first.slice.use,
      first.slice.account,
      rule.id,
      scope === "instance" ? first.slice.use.instance : "",
    );
    return [draftOf(frame, rule, accumulator, one, parts, first, target)];
  });
}

function draftOf(
  frame: Frame,
  rule: ShapedRule,
  accumulator: string,
  one: bigint,
  parts: readonly Charged[],
  first: Charged,
  target: string,
): Draft {
  const { slice, band, unitPrice, note } = first;
  const quantity = { n: parts.reduce((sum, part) => sum + part.quantity, 0n), d: one };
  const fee = feeOf(parts);
  return {
    target,
    category: rule.kind,
    rule,
    accumulator,
    use: slice.use,
    account: slice.account,
    period: slice.period,
    late: slice.late,
    window: slice.window,
    band,
    unused: slice.unused,
    quantity,
    unit: unitOf(frame, rule),
    unitPrice,
    fee,
    list: precise(amountOf(quantity, unitPrice).plus(fee)),
    discounts: [],
    parts,
    start: parts.reduce((start, part) => Math.min(start, part.slice.start), Infinity),
    end: parts.reduce((end, part) => Math.max(end, part.slice.end), -Infinity),
    notes: note === undefined ? [] : [note],
  };
}

/** Multiplied before it is divided, so that what has an end comes out exactly. */
export function amountOf({ n, d }: Fraction, unitPrice: string): Decimal {
  return new Decimal(n.toString()).times(unitPrice).dividedBy(d.toString());
}

function feeOf(parts: readonly Charged[]): Decimal {
  const shares = new Map<string, Fraction>();
  for (const { fee } of parts)
    if (fee !== undefined)
      shares.set(fee.price, addFractions(shares.get(fee.price) ?? { n: 0n, d: 1n }, fee.share));
  return [...shares].reduce(
    (sum, [price, share]) => sum.plus(quotient(share).times(price)),
    new Decimal(0),
  );
}

const BASES = { account: "account", user: "user", component: "component", group: "group" } as const;
const CADENCES = { once: "", monthly: "-month", quarterly: "-quarter", annual: "-year" } as const;

/** `GiB-month`, `instance-hour`, `user-quarter`. */
function unitOf({ book }: Frame, rule: ShapedRule): string {
  if (rule.kind === "base") return BASES[rule.basis] + CADENCES[rule.cadence];
  const unit = rule.unit ?? meterUnit(book, rule.meter) ?? "";
  if (rule.aggregation === "unique") return "different ones";
  return rule.aggregation === "time-integral" && rule.per !== "once" && !isPeak(rule)
    ? `${unit}-${rule.per}`
    : unit;
}

function isPeak({
  pricing,
  windows,
}: Extract<ShapedRule, { kind: "usage" | "capacity" }>): boolean {
  const all = [pricing, ...Object.values(windows?.pricing ?? {})];
  return all.some((one) => one?.shape === "peak");
}
