import { decimalText, type Decimal } from "../base/money.ts";
import { formatDuration } from "../base/units.ts";
import { levelTimes } from "./level-times.ts";
import type { RatedUsage } from "./scheme.ts";

/**
 * What was held for how long: `12 × Small server for 4 h`. Where the instances differ, the sum is named
 * instead: `12 × Small server for 40.5 instance-hours in all`.
 */
export function describeHeld(usage: RatedUsage, quantity: Decimal, unit: string): string {
  const byInstance = Map.groupBy(usage.slices, ({ instance }) => instance);
  const perInstance = [...byInstance.values()].map((slices) => Array.from(levelTimes(slices)));
  const count = perInstance.length;
  const [first, ...rest] = perInstance;
  const [held, ...more] = first ?? [];
  const alike =
    held !== undefined &&
    more.length === 0 &&
    rest.every((other) => other.length === 1 && isSame(other[0], held));
  return alike
    ? `${several(count, held[0], usage)} for ${formatDuration(held[1])}`
    : `${count} × ${usage.name} for ${decimalText(quantity)} ${plural(unit)} in all`;
}

/** What was bought: `3 × Windows 11 once`, `25 seats of Office once`, `4 × Office with 90 seats in all once`. */
export function describeOnce(
  usage: RatedUsage,
  levels: readonly string[],
  quantity: Decimal,
): string {
  const [first, ...rest] = levels;
  return first !== undefined && rest.every((level) => level === first)
    ? `${several(levels.length, first, usage)} once`
    : `${levels.length} × ${usage.name} with ${decimalText(quantity)} ${plural(usage.meterUnit)} in all once`;
}

/** `12 × Small server`, `2 × 500 GiB of Disk array`, `200 seats of Windows`. */
function several(count: number, level: string, { meterUnit, name }: RatedUsage): string {
  if (level === "1") return `${count} × ${name}`;
  const amount = `${level} ${plural(meterUnit)} of ${name}`;
  return count === 1 ? amount : `${count} × ${amount}`;
}

/** `copies`, `seats`, `GiB-months`; units with a capital letter have no plural of their own. */
function plural(unit: string): string {
  if (/[A-Z]/.test(unit) && !unit.includes("-")) return unit;
  return unit.endsWith("y") ? `${unit.slice(0, -1)}ies` : `${unit}s`;
}

function isSame(a: readonly [string, number] | undefined, b: readonly [string, number]): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1];
}
