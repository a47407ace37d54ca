import { fieldOf, listOf, textOf } from "../../values.ts";
import type { LossLog } from "../../loss.ts";

/** Ports that are equal: so many of so many Mb/s. */
export interface PortRow {
  readonly speedMbps: number;
  readonly count: number;
}

const UNITS: Readonly<Record<string, number>> = { "": 1, g: 1000, t: 1_000_000 };

/** `1000base-t` is 1,000 Mb/s, `2.5gbase-t` 2,500, `100gbase-x-qsfp28` 100,000; null for what is no Ethernet. */
function speedOf(type: string): number | null {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([gt]?)(?:base|e\b)/.exec(type) ?? [];
  return amount === undefined ? null : Math.round(Number(amount) * (UNITS[unit] ?? 1));
}

/** The Ethernet ports that carry traffic, by speed, the most numerous first. */
export function portRows(raw: unknown, loss: LossLog): readonly PortRow[] {
  const counts = new Map<number, number>();
  for (const one of listOf(raw, "interfaces")) {
    const [name, type] = [textOf(one, "name"), textOf(one, "type").toLowerCase()];
    const speed = speedOf(type);
    if (fieldOf(one, "mgmt_only") === true || /^(?:management|mgmt|fxp|me)\d*/i.test(name))
      loss.add("dropped", "management port", "", name);
    else if (speed === null) loss.add("dropped", `interface of type ${type}`, "", name);
    else counts.set(speed, (counts.get(speed) ?? 0) + 1);
  }
  return [...counts]
    .map(([speedMbps, count]) => ({ speedMbps, count }))
    .sort((a, b) => b.count - a.count || b.speedMbps - a.speedMbps);
}
