import { Loader, SegmentedControl } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import {
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactElement,
  type ReactNode,
} from "react";
import styles from "./Chart.module.css";
import { chartTheme, shownScheme, whenSchemeShows, type ChartTheme } from "./chart-theme.ts";

export type MakeOption = (theme: ChartTheme) => EChartsCoreOption;

interface ChartProps {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** The same function as long as it draws the same. */
  readonly option: MakeOption;
  /** The same numbers to be read. */
  readonly table: ReactNode;
  /** What stands beside the switch between chart and table. */
  readonly tools?: ReactNode;
}

/** Numbers to look at or to read: a chart, and the table of what it draws. */
export function Chart({ label, option, table, tools }: ChartProps): ReactElement {
  const [shown, setShown] = useState("chart");
  return (
    <div className={styles["frame"]}>
      <div className={styles["tools"]}>
        {tools}
        <SegmentedControl
          size="xs"
          ml="auto"
          aria-label={`${label}: shown as`}
          value={shown}
          onChange={setShown}
          data={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
        />
      </div>
      {shown === "chart" ? (
        <Drawing label={label} option={option} />
      ) : (
        // Whoever uses the keyboard scrolls it by the arrow keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles["table"]} role="region" aria-label={`${label}: table`} tabIndex={0}>
          {table}
        </div>
      )}
    </div>
  );
}

/** The drawing itself; follows the window's size, its colours, and whoever wants no motion. */
function Drawing({ label, option }: Pick<ChartProps, "label" | "option">): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const scheme = useSyncExternalStore(whenSchemeShows, shownScheme);
  const still = useReducedMotion();
  useEffect(() => {
    let made: EChartsType | null = null;
    let gone = false;
    const sized = new ResizeObserver(() => made?.resize());
    void import("./echarts.ts").then(({ makeChart }) => {
      if (gone || element.current === null) return;
      made = makeChart(element.current);
      sized.observe(element.current);
      setChart(made);
    });
    return () => {
      gone = true;
      sized.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, []);
  useEffect(() => {
    if (chart === null) return;
    const animation = still ? { animation: false } : { animationDuration: 250 };
    chart.setOption({ ...option(chartTheme(scheme)), ...animation }, { notMerge: true });
  }, [chart, option, scheme, still]);
  return (
    <div className={styles["drawing"]} data-drawn={chart !== null}>
      <div ref={element} className={styles["canvas"]} role="img" aria-label={label} />
      {chart === null && <Loader size="sm" className={styles["wait"] ?? ""} />}
    </div>
  );
}
