import { z } from "zod";
import { Decimal, decimalText } from "../base/money.ts";
import { MEASURED_METERS, METERS } from "../kinds/component-kind.ts";
import type { WindowSpan } from "../pricing/engine/calendar.ts";
import type { Segment } from "../pricing/engine/segments.ts";

/** What usage can be added up by, besides its meter. */
export const USAGE_KEYS = [
  "tenant",
  "environment",
  "user",
  "group",
  "component",
  "kind",
  "application",
  "node",
  "instance",
  "item",
  /** `user`, `third-party`, or nothing where no meter tells it apart. */
  "used-by",
  /** Peak, off-peak, or whatever the price book calls them. */
  "window",
] as const;
export const usageKeySchema = z.enum(USAGE_KEYS);
export type UsageKey = z.infer<typeof usageKeySchema>;

/** How much of one meter was used by what has the same keys. */
export const usageRowSchema = z.object({
  keys: z.partialRecord(usageKeySchema, z.string()),
  meter: z.string(),
  /** Exact, in `unit`. */
  quantity: z.string(),
  /** How much of it is worked out and not measured. */
  estimated: z.string(),
  /** What `quantity` counts: a level's time in seconds, such as `instance.s`, or what was used. */
  unit: z.string(),
  /** Of all segments in it: when the first began, and when the last one ended. */
  start: z.iso.datetime(),
  end: z.iso.datetime(),
});
export type UsageRow = z.infer<typeof usageRowSchema>;

export interface SummaryOf {
  readonly by: readonly UsageKey[];
  /** Only what was used within. */
  readonly start: number;
  readonly end: number;
  /** Rate windows that cover all of that time; none when it does not matter. */
  readonly windows: readonly WindowSpan[];
  /** What runs on a machine, in one text; empty when nothing is known of it. */
  readonly applicationOf: (segment: Segment) => string;
}

/** A part of a segment within which everything it is added up by is the same. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly window: string;
}

interface Sum {
  readonly row: Pick<UsageRow, "keys" | "meter" | "unit">;
  total: Decimal;
  estimated: Decimal;
  start: number;
  end: number;
}

/**
 * Adds usage up. Levels count with the time that they were held. What is in several groups counts in each of them, so
 * the rows of groups may come to more than was used.
 */
export function summarise(segments: readonly Segment[], of: SummaryOf): readonly UsageRow[] {
  const sums = new Map<string, Sum>();
  for (const segment of segments)
    for (const part of partsOf(segment, of)) {
      const amount = amountOf(segment, part, of.end);
      for (const keys of keysOf(segment, part, of)) add(sums, segment, keys, part, amount);
    }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => rowOf(sum));
}

function rowOf({ row, total, estimated, start, end }: Sum): UsageRow {
  return {
    ...row,
    quantity: shown(total),
    estimated: shown(estimated),
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
  };
}

/** As exact as anything is counted: 18 decimals. */
function shown(sum: Decimal): string {
  return decimalText(sum.toDecimalPlaces(18));
}

function add(
  sums: Map<string, Sum>,
  segment: Segment,
  keys: UsageRow["keys"],
  part: Part,
  amount: Decimal,
): void {
  const { meter } = segment;
  const unit = unitOf(segment);
  const key = JSON.stringify([Object.values(keys), meter, unit]);
  let sum = sums.get(key);
  if (sum === undefined) {
    const nothing = new Decimal(0);
    sum = { row: { keys, meter, unit }, total: nothing, estimated: nothing, ...part };
    sums.set(key, sum);
  }
  sum.total = sum.total.plus(amount);
  if (segment.quality === "estimated") sum.estimated = sum.estimated.plus(amount);
  sum.start = Math.min(sum.start, part.start);
  sum.end = Math.max(sum.end, part.end);
}

const OWN: Readonly<Record<string, { readonly unit: string } | undefined>> = {
  ...METERS,
  ...MEASURED_METERS,
};

function unitOf({ meter, unit = OWN[meter]?.unit ?? "", quantity }: Segment): string {
  return quantity === undefined ? `${unit}${unit === "" ? "" : "."}s` : unit;
}

/** Cut to the time that is asked for, and where another rate window begins. */
function partsOf(segment: Segment, { start, end, windows }: SummaryOf): readonly Part[] {
  const begun = Date.parse(segment.start);
  const ended = endOf(segment, end);
  if (begun === ended)
    return segment.quantity === undefined || begun < start || begun >= end
      ? []
      : [{ start: begun, end: ended, window: windowAt(windows, begun) }];
  const [from, to] = [Math.max(begun, start), Math.min(ended, end)];
  if (from >= to) return [];
  if (windows.length === 0) return [{ start: from, end: to, window: "" }];
  return windows.flatMap((span) => {
    const part = { start: Math.max(from, span.start), end: Math.min(to, span.end) };
    return part.start < part.end ? [{ ...part, window: span.window }] : [];
  });
}

function windowAt(windows: readonly WindowSpan[], at: number): string {
  return windows.find((span) => span.start <= at && at < span.end)?.window ?? "";
}

/** What goes on lasts up to now, or an interval longer than its last sign. */
function endOf({ end, lastSeen, heartbeatSeconds }: Segment, now: number): number {
  if (typeof end === "string") return Date.parse(end);
  return lastSeen === undefined
    ? now
    : Math.min(Date.parse(lastSeen) + heartbeatSeconds * 1000, now);
}

/** A quantity is spread evenly over its time. */
function amountOf(segment: Segment, { start, end }: Part, now: number): Decimal {
  const { quantity, level = "1" } = segment;
  if (quantity === undefined) return new Decimal(level).times(end - start).dividedBy(1000);
  const whole = endOf(segment, now) - Date.parse(segment.start);
  return whole === 0
    ? new Decimal(quantity)
    : new Decimal(quantity).times(end - start).dividedBy(whole);
}

function keysOf(
  segment: Segment,
  part: Part,
  { by, applicationOf }: SummaryOf,
): readonly UsageRow["keys"][] {
  const keys: UsageRow["keys"] = {};
  for (const key of by) if (key !== "group") keys[key] = valueOf(segment, part, key, applicationOf);
  if (!by.includes("group")) return [keys];
  const groups = segment.groups.length === 0 ? [""] : segment.groups;
  return groups.map((group) => Object.assign({}, keys, { group }));
}

function valueOf(
  segment: Segment,
  { window }: Part,
  key: Exclude<UsageKey, "group">,
  applicationOf: SummaryOf["applicationOf"],
): string {
  if (key === "window") return window;
  if (key === "application") return applicationOf(segment);
  if (key === "used-by") return segment.usedBy ?? "";
  return (key === "tenant" ? segment.account : segment[key]) ?? "";
}
