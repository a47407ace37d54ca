import { ActionIcon, SegmentedControl, Tooltip } from "@mantine/core";
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { panelSize, setPanel, useUi } from "../store/ui.ts";
import { Comparison } from "./Comparison.tsx";
import type { Outlook } from "./comparison-rows.ts";
import { CostByAccount } from "./CostByAccount.tsx";
import { CostOverTime } from "./CostOverTime.tsx";
import { DayDemand } from "./DayDemand.tsx";
import { ExplainLine } from "./ExplainLine.tsx";
import { lazyReadings, type LazyInputs } from "./lazy.ts";
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
  readonly inputs: RatingInputs | LazyInputs | null;
  /** What was projected, where that is known: then both are compared. */
  readonly projected?: RatingInputs | LazyInputs | null;
  readonly outlooks?: readonly Outlook[];
  /** Shows a line's node where it is drawn. */
  readonly onNode?: (node: string) => void;
  /** Further ways of looking at them. */
  readonly further?: readonly View[];
}

export interface View {
  readonly value: string;
  readonly label: string;
  /** `lead` is what stands first among its tools: the switch between views. */
  readonly draw: (lead: ReactNode) => ReactElement;
}

const NOTHING: readonly never[] = [];

/** All there is to see of some rated lines: each explained, compared with what was projected, and over time. */
export function MoneyReview(props: MoneyReviewProps): ReactElement {
  const views = useViews(props);
  const [wanted, setWanted] = useState("lines");
  const view = views.find(({ value }) => value === wanted) ?? views[0];
  const lead = (
    <SegmentedControl
      size="xs"
      className={styles["views"] ?? ""}
      aria-label="View"
      value={view?.value ?? ""}
      onChange={setWanted}
      data={views.map(({ value, label }) => ({ value, label }))}
    />
  );
  return <div className={styles["review"]}>{view?.draw(lead)}</div>;
}

function useViews(props: MoneyReviewProps): readonly View[] {
  const { lines, currency, names, outlooks = NOTHING, further = NOTHING } = props;
  const inputs = useLazy(props.inputs);
  const projected = useLazy(props.projected ?? null);
  const readingsOf = useMemo(() => (inputs === null ? null : lazyReadings(inputs)), [inputs]);
  const views: View[] = [
    {
      value: "lines",
      label: "Lines",
      draw: (lead) => (
        <ExplainedLines {...props} inputs={inputs} readingsOf={readingsOf} lead={lead} />
      ),
    },
  ];
  if (new Set(lines.map(({ account }) => account)).size > 1)
    views.push({
      value: "accounts",
      label: "By account",
      draw: (lead) => <CostByAccount {...{ lines, currency, names, lead }} />,
    });
  if (inputs === null || readingsOf === null) return [...views, ...further];
  if (projected !== null)
    views.push({
      value: "compared",
      label: "Projected and actual",
      draw: (lead) => (
        <Comparison
          projected={projected}
          actual={inputs}
          currency={currency}
          outlooks={outlooks}
          names={names}
          lead={lead}
        />
      ),
    });
  const common = { lines, currency, names, inputs, readingsOf };
  views.push({
    value: "time",
    label: "Over time",
    draw: (lead) => <CostOverTime {...common} lead={lead} />,
  });
  // What is only projected needs the same in every hour.
  if (lines.some(({ source }) => source !== "projected"))
    views.push({
      value: "demand",
      label: "Demand",
      draw: (lead) => <DayDemand {...common} lead={lead} />,
    });
  return [...views, ...further];
}

/** The same function for the same inputs. */
function useLazy(inputs: RatingInputs | LazyInputs | null): LazyInputs | null {
  return useMemo(() => {
    if (inputs === null || typeof inputs === "function") return inputs;
    return () => inputs;
  }, [inputs]);
}

type ExplainedProps = Pick<
  MoneyReviewProps,
  "label" | "lines" | "currency" | "names" | "onNode"
> & {
  readonly inputs: LazyInputs | null;
  readonly readingsOf: ((line: RatedLine) => readonly Reading[]) | null;
  readonly lead: ReactNode;
};

/** The table, and beside it the line that was chosen. */
function ExplainedLines(props: ExplainedProps): ReactElement {
  const { label, lines, currency, names, inputs, readingsOf, lead } = props;
  const [key, setKey] = useState<string | null>(null);
  // Lines are rated anew while one looks; the chosen one stays the chosen one.
  const line = lines.find(({ lineKey }) => lineKey === key);
  return (
    <LinesTable
      {...{ label, lines, currency, names, readingsOf, lead }}
      onExplain={(chosen: RatedLine | null) => setKey(chosen?.lineKey ?? null)}
      aside={
        line !== undefined && (
          <ExplainLine
            {...{ line, currency, names, readingsOf, inputs }}
            onNode={props.onNode}
            onClose={() => setKey(null)}
          />
        )
      }
    />
  );
}

const USUAL = 232;
const LARGE = 520;

/** Makes the bottom panel high enough to read a table or a chart in it, and small again. */
export function EnlargePanel(): ReactElement {
  const height = useUi(({ panels }) => panelSize(panels, "bottom", USUAL));
  const isLarge = height >= LARGE;
  const Picture = isLarge ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal;
  const label = isLarge ? "Make the panel smaller" : "Make the panel larger";
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        onClick={() => setPanel("bottom.size", isLarge ? USUAL : LARGE)}
      >
        <Picture size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
