import type { EChartsCoreOption } from "echarts/core";
import type { BurnDown } from "../../../shared/pricing/review/burn-down.ts";
import { money } from "../../ui/money.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { baseOption, escaped, moneyAxis, timeAxis } from "./options.ts";

interface Shown {
  readonly burnDown: BurnDown;
  readonly currency: string;
  /** What a day is called, by an instant in it. */
  readonly nameOf: (at: number) => string;
}

/** What is left of a budget day by day, what would be left at an even pace, and what the outlook leaves. */
export function burnDownOption(shown: Shown, theme: ChartTheme): EChartsCoreOption {
  const { burnDown, currency, nameOf } = shown;
  const base = baseOption(theme);
  const line = (name: string, pick: keyof BurnDown["points"][number], look: object) => ({
    type: "line",
    name,
    showSymbol: false,
    connectNulls: true,
    data: burnDown.points.map((point) => [
      point.at,
      point[pick] === null ? null : Number(point[pick]),
    ]),
    ...look,
  });
  return {
    ...base,
    tooltip: { ...(base["tooltip"] as object), formatter: tooltip(shown) },
    xAxis: timeAxis(theme, nameOf),
    yAxis: moneyAxis(theme, currency),
    series: [
      line("Left", "left", {
        step: "end",
        areaStyle: { opacity: 0.15 },
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: theme.more, type: "dotted" },
          label: { color: theme.soft, fontSize: 10, formatter: "{b}", position: "insideEndTop" },
          data: burnDown.thresholds.map(({ percent, left }) => ({
            name: `${percent} %`,
            yAxis: Number(left),
          })),
        },
      }),
      line("Even pace", "even", { lineStyle: { type: "dashed", width: 1 } }),
      line("Outlook", "outlook", { lineStyle: { type: "dotted" } }),
    ],
  };
}

function tooltip({ burnDown, nameOf, currency }: Shown) {
  return ([first]: readonly { readonly dataIndex: number }[]): string => {
    const at = first?.dataIndex ?? 0;
    const point = burnDown.points[at];
    const row = (title: string, amount: string | null | undefined): readonly string[] =>
      amount === null || amount === undefined
        ? []
        : [`${title}: <b>${money(amount, currency)}</b>`];
    return [
      escaped(point === undefined ? "" : nameOf(point.at)),
      ...row("Left", point?.left),
      ...row("Even pace", point?.even),
      ...row("Outlook", point?.outlook),
    ].join("<br>");
  };
}
