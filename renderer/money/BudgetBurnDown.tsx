import { Table } from "@mantine/core";
import { useCallback, useMemo, type ReactElement } from "react";
import type { BudgetState } from "../../shared/billing/budget.ts";
import { burnDownOf, type BurnDown } from "../../shared/pricing/review/burn-down.ts";
import { money } from "../ui/money.ts";
import { burnDownOption } from "./charts/burn-down-option.ts";
import { Chart, type MakeOption } from "./charts/Chart.tsx";
import styles from "./Money.module.css";
import { spanName } from "./span-name.ts";

/** How fast a budget is spent: what is left of it, day by day, and what the outlook leaves. */
export function BudgetBurnDown({ state }: { readonly state: BudgetState }): ReactElement {
  const { budget, currency } = state;
  const shown = useMemo(() => {
    const burnDown = burnDownOf({
      amount: budget.amount,
      period: { start: Date.parse(state.period.start), end: Date.parse(state.period.end) },
      days: state.days.map(({ at, spent }) => ({ at: Date.parse(at), spent })),
      outlook: state.outlook,
      percents: budget.thresholds.map(({ percent }) => percent),
    });
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    return {
      burnDown,
      currency,
      nameOf: (at: number) => spanName(at, "day", timeZone),
    };
  }, [budget, state, currency]);
  const option = useCallback<MakeOption>((theme) => burnDownOption(shown, theme), [shown]);
  const label = `${budget.name}: what is left`;
  return <Chart label={label} option={option} table={<BurnDownTable label={label} {...shown} />} />;
}

function BurnDownTable(props: {
  readonly label: string;
  readonly burnDown: BurnDown;
  readonly nameOf: (at: number) => string;
  readonly currency: string;
}): ReactElement {
  const { label, burnDown, nameOf, currency } = props;
  const amount = (text: string | null): string => (text === null ? "" : money(text, currency));
  return (
    <Table fz="xs" verticalSpacing={3} stickyHeader aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day</Table.Th>
          <Table.Th ta="right">Left</Table.Th>
          <Table.Th ta="right">Even pace</Table.Th>
          <Table.Th ta="right">Outlook</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {burnDown.points.map(({ at, left, even, outlook }) => (
          <Table.Tr key={at}>
            <Table.Td>{nameOf(at)}</Table.Td>
            <Table.Td className={styles["amount"] ?? ""}>{amount(left)}</Table.Td>
            <Table.Td className={styles["amount"] ?? ""}>{amount(even)}</Table.Td>
            <Table.Td className={styles["amount"] ?? ""}>{amount(outlook)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
