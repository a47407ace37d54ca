import type { ReactElement } from "react";
import { isStoodIn, STANDS_IN } from "../panels/cost/stand-ins.ts";
import { useAnalysis } from "../store/analysis.ts";
import { currentProblems, useProblemMark } from "../store/problems.ts";
import { money } from "../ui/money.ts";
import type { Column } from "./column.ts";
import type { NodeRow } from "./node-columns.ts";
import styles from "../ui/grid/Grid.module.css";

function ProblemCell({ row }: { row: NodeRow }): ReactElement | null {
  const mark = useProblemMark(row.key);
  return mark === null ? null : (
    <span className={styles["problem"]} data-severity={mark.severity}>
      {mark.count > 1 && `${mark.count} · `}
      {mark.first}
    </span>
  );
}

function PriceCell({ row }: { row: NodeRow }): ReactElement | null {
  const price = useAnalysis((analysis) => analysis.prices.get(row.node.id));
  const currency = useAnalysis((analysis) => analysis.rated?.currency);
  const isOther = useAnalysis(({ problems }) => isStoodIn(problems, row.node.id));
  if (price === undefined || currency === undefined) return null;
  return (
    <span title={isOther ? STANDS_IN.title : undefined}>
      {isOther && STANDS_IN.mark}
      {money(price, currency)}
    </span>
  );
}

/** What is wrong with a node and what it costs; these change without the node, so their cells follow by themselves. */
export const ANALYSIS_COLUMNS: readonly Column<NodeRow>[] = [
  {
    id: "problems",
    title: "Problems",
    width: 220,
    text: () => "",
    sortKey: ({ node }) =>
      -currentProblems().filter(({ elements }) => elements.some(({ id }) => id === node.id)).length,
    Cell: ProblemCell,
  },
  {
    id: "price",
    title: "Price",
    width: 90,
    numeric: true,
    text: () => "",
    sortKey: ({ node }) => Number(useAnalysis.getState().prices.get(node.id) ?? 0),
    Cell: PriceCell,
  },
];
