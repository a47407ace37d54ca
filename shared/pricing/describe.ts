import { decimalText, type Decimal } from "../base/money.ts";
import { formatDuration } from "../base/units.ts";
import { levelTimes } from "./level-times.ts";
import type { RatedUsage, Slice } from "./scheme.ts";

/**
 * What was held for how long: `12 × Small server for 4 h`. Where the instances differ, the sum is named
 * instead: `12 × Small server, 40.5 instance-hours in all`.
 */
export function describeHeld(usage: RatedUsage, quantity: Decimal, unit: string): string {
  const perInstance = [...byInstance(usage.slices).values()].map((slices) =>
    Array.from(levelTimes(slices)),
  );
  const count = perInstance.length;
  const [first, ...rest] = perInstance;
  const [held, ...more] = first ?? [];
  const alike =
    held !== undefined &&
    more.length === 0 &&
    rest.every((other) => other.length === 1 && isSame(other[0], held));
  return alike
    ? `${count} × ${amountOf(held[0], usage)} for ${formatDuration(held[1])}`
    : `${count} × ${usage.name}, ${decimalText(quantity)} ${plural(unit)} in all`;
}

/** What was bought: `3 × Windows 11 once`, `1 × 25 seats of Office once`, `4 × Office once, 90 seats in all`. */
export function describeOnce(
  usage: RatedUsage,
  levels: readonly string[],
  quantity: Decimal,
): string {
  const [first, ...rest] = levels;
  return first !== undefined && rest.every((level) => level === first)
    ? `${levels.length} × ${amountOf(first, usage)} once`
    : `${levels.length} × ${usage.name} once, ${decimalText(quantity)} ${plural(usage.meterUnit)} in all`;
}

/** `Small server` where the level is one, else `500 GiB of Fast disk array`. */
function amountOf(level: string, { meterUnit, name }: RatedUsage): string {
  return level === "1" ? name : `${level} ${plural(meterUnit)} of ${name}`;
}

/** `copies`, `seats`, `GiB-months`; units with a capital letter have no plural of their own. */
function plural(unit: string): string {
  if (/[A-Z]/.test(unit) && !unit.includes("-")) return unit;
  return unit.endsWith("y") ? `${unit.slice(0, -1)}ies` : `${unit}s`;
}

function byInstance(slices: readonly Slice[]): ReadonlyMap<string, Slice[]> {
  const groups = new Map<string, Slice[]>();
  for (const slice of slices) {
    const group = groups.get(slice.instance);
    if (group === undefined) groups.set(slice.instance, [slice]);
    else group.push(slice);
  }
  return groups;
}

function isSame(a: readonly [string, number] | undefined, b: readonly [string, number]): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1];
}
