import type { EChartsCoreOption } from "echarts/core";
import { money } from "../../ui/money.ts";
import type { ChartTheme } from "./chart-theme.ts";

/** What all charts of money have in common. */
export function baseOption(theme: ChartTheme): EChartsCoreOption {
  return {
    textStyle: { fontFamily: theme.font, color: theme.ink },
    color: [...theme.palette],
    grid: { left: 12, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: {
      type: "plain",
      top: 4,
      left: 12,
      icon: "roundRect",
      itemWidth: 12,
      itemHeight: 10,
      textStyle: { color: theme.ink, fontSize: 11 },
    },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      backgroundColor: theme.surface,
      borderColor: theme.line,
      textStyle: { color: theme.ink, fontSize: 12 },
      confine: true,
    },
  };
}

/** An axis with names on it. */
export function nameAxis(theme: ChartTheme, names: readonly string[]): EChartsCoreOption {
  return {
    type: "category",
    data: [...names],
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: { color: theme.soft, fontSize: 11, hideOverlap: true },
  };
}

/** An axis on which each instant, in milliseconds UTC, stands where it belongs: days may be missing between them. */
export function timeAxis(theme: ChartTheme, nameOf: (at: number) => string): EChartsCoreOption {
  return {
    ...nameAxis(theme, []),
    type: "time",
    axisLabel: { color: theme.soft, fontSize: 11, hideOverlap: true, formatter: nameOf },
  };
}

/** An axis of amounts. */
export function moneyAxis(theme: ChartTheme, currency: string): EChartsCoreOption {
  return {
    type: "value",
    axisLabel: {
      color: theme.soft,
      fontSize: 11,
      formatter: (value: number) => money(tickText(value), currency, TICK_DIGITS),
    },
    splitLine: { lineStyle: { color: theme.line } },
  };
}

/** Ticks are round numbers, and told apart by all the digits they have, also where all of them are next to nothing. */
const TICK_DIGITS = 12;

/** Without what sums of floats are off by. */
function tickText(value: number): string {
  return String(Number(value.toPrecision(TICK_DIGITS)));
}

/** Text that came from a design or a book, where a tooltip would take it for markup. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
