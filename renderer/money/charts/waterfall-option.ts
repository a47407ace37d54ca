import type { CustomSeriesRenderItem } from "echarts/types/dist/shared";
import type { EChartsCoreOption } from "echarts/core";
import type { Waterfall } from "../../../shared/pricing/review/waterfall.ts";
import { money } from "../../ui/money.ts";
import { STEP_WORDS } from "../step-words.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { baseOption, moneyAxis, nameAxis } from "./options.ts";

interface Shown {
  readonly waterfall: Waterfall;
  readonly currency: string;
  readonly actualTitle: string;
}

interface Bar {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly color: string;
}

/** A bar for what was projected, one for each reason, and one for what came: each begins where the one before ended. */
export function waterfallOption(shown: Shown, theme: ChartTheme): EChartsCoreOption {
  const { currency } = shown;
  const bars = barsOf(shown, theme);
  return {
    ...baseOption(theme),
    legend: undefined,
    grid: { left: 12, right: 16, top: 20, bottom: 8, containLabel: true },
    tooltip: {
      ...(baseOption(theme)["tooltip"] as object),
      formatter: ([first]: readonly { readonly dataIndex: number }[]) => {
        const bar = bars[first?.dataIndex ?? 0];
        return bar === undefined ? "" : `${bar.name}: <b>${signed(bar, currency)}</b>`;
      },
    },
    xAxis: {
      ...nameAxis(
        theme,
        bars.map(({ name }) => name.replaceAll(" ", "\n")),
      ),
      // Each has its name, whatever room there is.
      axisLabel: { color: theme.soft, fontSize: 10, lineHeight: 13, interval: 0 },
    },
    yAxis: moneyAxis(theme, currency),
    series: [
      {
        type: "custom",
        encode: { x: 0, y: [1, 2] },
        data: bars.map(({ from, to }, at) => [at, Number(from), Number(to)]),
        renderItem: barDrawer(bars, currency, theme),
      },
    ],
  };
}

function barsOf({ waterfall, actualTitle }: Shown, theme: ChartTheme): readonly Bar[] {
  const { projected, actual, steps } = waterfall;
  const whole = (name: string, amount: string): Bar => ({
    name,
    from: "0",
    to: amount,
    amount,
    color: theme.accent,
  });
  return [
    whole("Projected", projected),
    ...steps.map(({ step, amount, from, to }): Bar => ({
      name: STEP_WORDS[step].title,
      from,
      to,
      amount,
      color: amount.startsWith("-") ? theme.less : theme.more,
    })),
    whole(actualTitle, actual),
  ];
}

function signed({ amount, from }: Bar, currency: string): string {
  const plus = from !== "0" && !amount.startsWith("-") ? "+" : "";
  return `${plus}${money(amount, currency)}`;
}

/** Sizes of labels, in pixels. */
const [LARGEST, SMALLEST] = [11, 8];
/** A digit is about so many times as wide as its size. */
const WIDE = 0.56;

/** Bars between any two amounts, on either side of zero: stacked ones cannot cross it. */
function barDrawer(
  bars: readonly Bar[],
  currency: string,
  theme: ChartTheme,
): CustomSeriesRenderItem {
  return (_, api) => {
    const at = Number(api.value(0));
    const bar = bars[at];
    const [left = 0, top = 0] = api.coord([at, api.value(1)]);
    const [, bottom = 0] = api.coord([at, api.value(2)]);
    const [step = 0] = [api.size?.([1, 0])].flat();
    const width = Math.min(56, step * 0.6);
    const y = Math.min(top, bottom);
    const text = bar === undefined ? "" : signed(bar, currency);
    const size = Math.min(LARGEST, Math.floor(step / (text.length * WIDE)));
    return {
      type: "group",
      children: [
        {
          type: "rect",
          shape: { x: left - width / 2, y, width, height: Math.max(2, Math.abs(bottom - top)) },
          style: { fill: bar?.color ?? theme.accent },
        },
        {
          type: "text",
          style: {
            // What has no room would cover its neighbours and the axis; it is told where one points.
            text: size < SMALLEST ? "" : text,
            x: left,
            y: y - 4,
            align: "center",
            verticalAlign: "bottom",
            fill: theme.ink,
            fontSize: size,
          },
        },
      ],
    };
  };
}
