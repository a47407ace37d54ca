import type { EChartsCoreOption } from "echarts/core";
import { money, quantity } from "../../ui/money.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { baseOption, escaped, moneyAxis, nameAxis } from "./options.ts";

/** What some applications needed and cost in each hour. */
export interface Demand {
  readonly hours: readonly string[];
  readonly applications: readonly {
    readonly name: string;
    readonly levels: readonly number[];
    /** Exact. */
    readonly charges: readonly string[];
  }[];
  readonly meter: string;
  readonly currency: string;
}

/** Above what was needed at the time, below what it cost, over the same hours. */
export function demandOption(demand: Demand, theme: ChartTheme): EChartsCoreOption {
  const { hours, applications, currency, meter } = demand;
  const base = baseOption(theme);
  const quiet = { ...nameAxis(theme, hours), gridIndex: 0, axisLabel: { show: false } };
  return {
    ...base,
    legend: { ...(base["legend"] as object), left: 80 },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    tooltip: { ...(base["tooltip"] as object), formatter: tooltip(demand) },
    grid: [
      { left: 72, right: 16, top: 36, height: "42%" },
      { left: 72, right: 16, bottom: 24, height: "22%" },
    ],
    xAxis: [quiet, { ...nameAxis(theme, hours), gridIndex: 1 }],
    yAxis: [
      {
        type: "value",
        name: meter,
        gridIndex: 0,
        nameTextStyle: { color: theme.soft, fontSize: 11, align: "right" },
        axisLabel: { color: theme.soft, fontSize: 11 },
        splitLine: { lineStyle: { color: theme.line } },
      },
      { ...moneyAxis(theme, currency), gridIndex: 1, splitNumber: 3 },
    ],
    series: [
      ...applications.map(({ name, levels }) => ({
        type: "line",
        name,
        step: "middle",
        showSymbol: false,
        areaStyle: { opacity: 0.18 },
        data: [...levels],
      })),
      ...applications.map(({ name, charges }) => ({
        type: "bar",
        name,
        xAxisIndex: 1,
        yAxisIndex: 1,
        barMaxWidth: 18,
        data: charges.map(Number),
      })),
    ],
  };
}

function tooltip({ hours, applications, currency, meter }: Demand) {
  return ([first]: readonly { readonly dataIndex: number }[]): string => {
    const at = first?.dataIndex ?? 0;
    const lines = applications.map(({ name, levels, charges }) => {
      const level = quantity((levels[at] ?? 0).toFixed(3));
      return `${escaped(name)}: ${level} ${escaped(meter)}, <b>${money(charges[at] ?? "0", currency)}</b>`;
    });
    return [hours[at] ?? "", ...lines].join("<br>");
  };
}
