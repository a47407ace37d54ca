import { Tabs } from "@mantine/core";
import { IconChartBar, IconClock24, IconList, IconScale } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";
import { readingFinder } from "../../shared/pricing/review/readings.ts";
import { Comparison } from "./Comparison.tsx";
import type { Outlook } from "./comparison-rows.ts";
import { CostOverTime } from "./CostOverTime.tsx";
import { DayDemand } from "./DayDemand.tsx";
import { ExplainLine } from "./ExplainLine.tsx";
import { LinesTable } from "./LinesTable.tsx";
import styles from "./Money.module.css";
import type { Names } from "./names.ts";

export interface MoneyReviewProps {
  /** Of the table of lines. */
  readonly label: string;
  readonly lines: readonly RatedLine[];
  readonly currency: string;
  readonly names: Names;
  /** What the lines were made from; null where only they are known. */
  readonly inputs: RatingInputs | null;
  /** What was projected, where that is known: then both are compared. */
  readonly projected?: RatingInputs | null;
  readonly outlooks?: readonly Outlook[];
  /** Beside the tabs. */
  readonly children?: ReactNode;
}

const NO_OUTLOOKS: readonly Outlook[] = [];

/** All there is to see of some rated lines: each explained, compared with what was projected, and over time. */
export function MoneyReview(props: MoneyReviewProps): ReactElement {
  const { label, lines, currency, names, inputs, projected = null, outlooks = NO_OUTLOOKS } = props;
  const readingsOf = useMemo(() => (inputs === null ? null : readingFinder(inputs)), [inputs]);
  const [shown, setShown] = useState("lines");
  return (
    <Tabs
      value={shown}
      onChange={(value) => setShown(value ?? "lines")}
      keepMounted={false}
      className={styles["review"] ?? ""}
    >
      <div className={styles["reviewHead"]}>
        <Tabs.List className={styles["tabs"] ?? ""}>
          <Tabs.Tab value="lines" leftSection={<IconList size={14} aria-hidden />}>
            Lines
          </Tabs.Tab>
          {inputs !== null && projected !== null && (
            <Tabs.Tab value="compared" leftSection={<IconScale size={14} aria-hidden />}>
              Projected and actual
            </Tabs.Tab>
          )}
          {inputs !== null && (
            <>
              <Tabs.Tab value="time" leftSection={<IconChartBar size={14} aria-hidden />}>
                Over time
              </Tabs.Tab>
              <Tabs.Tab value="demand" leftSection={<IconClock24 size={14} aria-hidden />}>
                Demand of a day
              </Tabs.Tab>
            </>
          )}
        </Tabs.List>
        {props.children}
      </div>
      <Tabs.Panel value="lines" className={styles["page"] ?? ""}>
        <ExplainedLines {...{ label, lines, currency, names, inputs, readingsOf }} />
      </Tabs.Panel>
      {inputs !== null && projected !== null && (
        <Tabs.Panel value="compared" className={styles["page"] ?? ""}>
          <Comparison projected={projected} actual={inputs} outlooks={outlooks} names={names} />
        </Tabs.Panel>
      )}
      {inputs !== null && readingsOf !== null && (
        <>
          <Tabs.Panel value="time" className={styles["page"] ?? ""}>
            <CostOverTime {...{ lines, currency, names, inputs, readingsOf }} />
          </Tabs.Panel>
          <Tabs.Panel value="demand" className={styles["page"] ?? ""}>
            <DayDemand {...{ lines, currency, names, inputs, readingsOf }} />
          </Tabs.Panel>
        </>
      )}
    </Tabs>
  );
}

type ExplainedProps = Pick<
  MoneyReviewProps,
  "label" | "lines" | "currency" | "names" | "inputs"
> & {
  readonly readingsOf: ReturnType<typeof readingFinder> | null;
};

/** The table, and beside it the line that was chosen. */
function ExplainedLines(props: ExplainedProps): ReactElement {
  const { lines, currency, names, inputs, readingsOf } = props;
  const [key, setKey] = useState<string | null>(null);
  // Lines are rated anew while one looks; the chosen one stays the chosen one.
  const line = lines.find(({ lineKey }) => lineKey === key);
  return (
    <div className={styles["beside"]}>
      <LinesTable
        {...{ label: props.label, lines, currency, names, readingsOf }}
        onExplain={(chosen: RatedLine | null) => setKey(chosen?.lineKey ?? null)}
      />
      {line !== undefined && (
        <ExplainLine
          {...{ line, currency, names, readingsOf, inputs }}
          onClose={() => setKey(null)}
        />
      )}
    </div>
  );
}
