import type { EChartsCoreOption } from "echarts/core";
import { money } from "../../ui/money.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { baseOption, escaped, moneyAxis, nameAxis } from "./options.ts";

/** One part of a stack: an exact amount for each name on the axis. */
export interface Part {
  readonly name: string;
  readonly amounts: readonly string[];
}

/** Bars of several parts, one on the other. */
export interface Stack {
  /** On the axis: times, tenants. */
  readonly names: readonly string[];
  readonly parts: readonly Part[];
  readonly currency: string;
}

/** Bars of amounts, one part on the other. */
export function stackOption(stack: Stack, theme: ChartTheme): EChartsCoreOption {
  const { names, parts, currency } = stack;
  const base = baseOption(theme);
  return {
    ...base,
    legend: parts.length > 1 ? base["legend"] : undefined,
    tooltip: { ...(base["tooltip"] as object), formatter: tooltip(stack) },
    xAxis: nameAxis(theme, names),
    yAxis: moneyAxis(theme, currency),
    series: parts.map(({ name, amounts }) => ({
      type: "bar",
      name,
      stack: "all",
      barMaxWidth: 42,
      // A line between parts, for those who tell no colours apart.
      itemStyle: { borderColor: theme.surface, borderWidth: 0.5 },
      data: amounts.map(Number),
    })),
  };
}

interface Hovered {
  readonly dataIndex: number;
  readonly seriesIndex: number;
  readonly marker: string;
}

/** The exact amounts: a chart's own numbers have been through floats. */
function tooltip({ names, parts, currency }: Stack) {
  return (hovered: readonly Hovered[]): string => {
    const at = hovered[0]?.dataIndex ?? 0;
    const lines = hovered.flatMap(({ seriesIndex, marker }) => {
      const part = parts[seriesIndex];
      const amount = part?.amounts[at];
      if (part === undefined || amount === undefined || Number(amount) === 0) return [];
      return [`${marker}${escaped(part.name)}: <b>${money(amount, currency)}</b>`];
    });
    return [escaped(names[at] ?? ""), ...lines].join("<br>");
  };
}
