import { Group, Loader, Select, Text } from "@mantine/core";
import { useMemo, useState, type ReactElement, type ReactNode } from "react";
import { VARIANCE_STEPS, type Variance } from "../../shared/pricing/engine/variance.ts";
import {
  COMPARED_BY,
  type ComparedBy,
  type WaterfallStep,
} from "../../shared/pricing/review/waterfall.ts";
import { sortedBy, type ReadColumn, type Sorting } from "../ui/grid/read-column.ts";
import { money } from "../ui/money.ts";
import { comparisonRows, type ComparedRow, type Outlook } from "./comparison-rows.ts";
import styles from "./Money.module.css";
import type { LazyInputs } from "./lazy.ts";
import type { Names } from "./names.ts";
import { STEP_WORDS } from "./step-words.ts";
import { TreeGrid, withTurned } from "./TreeGrid.tsx";
import { Turner } from "./Turner.tsx";
import { useVariance } from "./use-variance.ts";
import { WaterfallView } from "./Waterfall.tsx";

interface ComparisonProps extends Omit<ComparisonTableProps, "found"> {
  readonly projected: LazyInputs;
  readonly actual: LazyInputs;
}

/** What was projected beside what came, worked out here. */
export function Comparison({ projected, actual, ...props }: ComparisonProps): ReactElement {
  return <ComparisonTable {...props} found={useVariance(projected, actual)} />;
}

interface ComparisonTableProps {
  /** Why they differ; null while it is worked out. */
  readonly found: readonly Variance[] | null;
  readonly currency: string;
  /** What `actual` is called, where it is not that. */
  readonly actualTitle?: string;
  /** What it will come to, by when; none for what is over. */
  readonly outlooks: readonly Outlook[];
  readonly names: Names;
  /** What *projected* stands for. */
  readonly hint?: string;
  /** Stands first among the tools. */
  readonly lead?: ReactNode;
}

/** What was projected beside what came, and exactly why they differ: for everything, each group and each row. */
export function ComparisonTable(props: ComparisonTableProps): ReactElement {
  const { found, outlooks, names, currency, actualTitle = "Actual" } = props;
  const [by, setBy] = useState<ComparedBy>("node");
  const [sorting, setSorting] = useState<Sorting>({ column: "what", descending: false });
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["all"]));
  const differences = found ?? NONE;
  const steps = useMemo(() => {
    const seen = new Set(differences.flatMap((one) => one.steps.map(({ step }) => step)));
    return VARIANCE_STEPS.filter((step) => seen.has(step));
  }, [differences]);
  const several = new Set(differences.map(({ period }) => period)).size > 1;
  const columns = useMemo(
    () => comparisonColumns(currency, steps, outlooks, actualTitle, several),
    [currency, steps, outlooks, actualTitle, several],
  );
  const rows = useMemo(
    () =>
      comparisonRows(differences, {
        by,
        names,
        turned,
        outlooks,
        sorting: { ...sorting, columns },
      }),
    [differences, by, names, turned, outlooks, sorting, columns],
  );
  const [chosen = "all"] = selected;
  const shown = rows.find(({ key }) => key === chosen) ?? rows[0];
  return (
    <div className={styles["lines"]}>
      <Group className={styles["tools"] ?? ""} gap="xs" wrap="nowrap">
        {props.lead}
        <Select
          size="xs"
          w={150}
          flex="none"
          aria-label="Compare by"
          allowDeselect={false}
          value={by}
          data={COMPARED_BY.map((value) => ({ value, label: BY[value] }))}
          onChange={(value) => setBy(value as ComparedBy)}
        />
        <Text size="xs" c="dimmed" truncate>
          {props.hint} Projected, plus each reason in the order of its column, is{" "}
          {actualTitle.toLowerCase()}.
        </Text>
      </Group>
      {found === null && (
        <Group gap="xs" p="md" role="status">
          <Loader size="xs" />
          <Text size="sm">Working out why they differ…</Text>
        </Group>
      )}
      <div className={styles["beside"]} hidden={found === null}>
        <TreeGrid<ComparedRow>
          label="Projected against actual"
          rows={rows}
          columns={columns}
          sorting={sorting}
          onSort={(column) => setSorting((before) => sortedBy(before, column))}
          selected={selected}
          onSelect={setSelected}
          onTurn={(key) => setTurned((before) => withTurned(before, key))}
        />
        {shown !== undefined && (
          <aside className={styles["side"]} aria-label="Why they differ">
            <WaterfallView
              title={shown.title}
              actualTitle={actualTitle}
              waterfall={shown.waterfall}
              currency={currency}
            />
          </aside>
        )}
      </div>
    </div>
  );
}

const NONE: readonly Variance[] = [];

const BY: Readonly<Record<ComparedBy, string>> = {
  environment: "By environment",
  node: "By node",
  component: "By component",
  period: "By month",
};

function periodOf({ period }: ComparedRow): string {
  return period;
}

function comparisonColumns(
  currency: string,
  steps: readonly WaterfallStep["step"][],
  outlooks: readonly Outlook[],
  actualTitle: string,
  /** More than one month. */
  several: boolean,
): readonly ReadColumn<ComparedRow>[] {
  const amount = (
    id: string,
    title: string,
    pick: (row: ComparedRow) => string | undefined,
  ): ReadColumn<ComparedRow> => ({
    id,
    title,
    width: 104,
    numeric: true,
    text: (row) => {
      const value = pick(row);
      return value === undefined ? "" : money(value, currency);
    },
    sortKey: (row) => Number(pick(row) ?? 0),
  });
  return [
    {
      id: "what",
      title: "What",
      width: 220,
      text: ({ title, about }) => (about === "" ? title : `${title}, ${about}`),
      Cell: ({ row }) => <Turner row={row} title={row.title} note={row.about} />,
    },
    ...(several ? [{ id: "period", title: "Month", width: 80, text: periodOf }] : []),
    // First what is asked for, which a narrow window has room for; the reasons stand beside it, too, in the waterfall.
    amount("projected", "Projected", ({ waterfall }) => waterfall.projected),
    amount("actual", actualTitle, ({ waterfall }) => waterfall.actual),
    amount("difference", "Difference", ({ difference }) => difference),
    ...outlooks.map(({ title }, at) => amount(`outlook ${at}`, title, (row) => row.outlooks[at])),
    ...steps.map((step) =>
      amount(
        `step ${step}`,
        STEP_WORDS[step].title,
        ({ waterfall }) => waterfall.steps.find((one) => one.step === step)?.amount,
      ),
    ),
  ];
}
