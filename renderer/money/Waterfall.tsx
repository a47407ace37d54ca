import { Table, Text } from "@mantine/core";
import { useCallback, type ReactElement } from "react";
import type { Waterfall } from "../../shared/pricing/review/waterfall.ts";
import { money } from "../ui/money.ts";
import { Chart, type MakeOption } from "./charts/Chart.tsx";
import { waterfallOption } from "./charts/waterfall-option.ts";
import styles from "./Money.module.css";
import { STEP_WORDS } from "./step-words.ts";

/** Steps are exact; a rounded line has as many decimals as its currency. */
const EXACT = 12;

interface WaterfallProps {
  /** What it is about, e.g. `All lines`. */
  readonly title: string;
  /** What it ends with. */
  readonly actualTitle: string;
  readonly waterfall: Waterfall;
  readonly currency: string;
}

/** Why something came differently than it was projected: one reason after the other, to look at or to read. */
export function WaterfallView(props: WaterfallProps): ReactElement {
  const { title, actualTitle, waterfall, currency } = props;
  const option = useCallback<MakeOption>(
    (theme) => waterfallOption({ waterfall, currency, actualTitle }, theme),
    [waterfall, currency, actualTitle],
  );
  return (
    <Chart
      label={`${title}: from projected to ${actualTitle.toLowerCase()}`}
      option={option}
      tools={
        <Text size="sm" fw={600} truncate>
          {title}
        </Text>
      }
      table={<WaterfallTable {...props} />}
    />
  );
}

function WaterfallTable(props: WaterfallProps): ReactElement {
  const { title, actualTitle, waterfall, currency } = props;
  const { projected, actual, steps } = waterfall;
  return (
    <Table
      fz="xs"
      verticalSpacing={3}
      aria-label={`${title}: from projected to ${actualTitle.toLowerCase()}`}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Reason</Table.Th>
          <Table.Th ta="right">Difference</Table.Th>
          <Table.Th ta="right">Then</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr fw={600}>
          <Table.Td>Projected</Table.Td>
          <Table.Td />
          <Table.Td className={styles["amount"] ?? ""}>{money(projected, currency)}</Table.Td>
        </Table.Tr>
        {steps.map(({ step, amount, to }) => (
          <Table.Tr key={step}>
            <Table.Td>
              {STEP_WORDS[step].title}
              <Text size="xs" c="dimmed">
                {STEP_WORDS[step].meaning}
              </Text>
            </Table.Td>
            <Table.Td className={styles["amount"] ?? ""}>{money(amount, currency, EXACT)}</Table.Td>
            <Table.Td className={styles["amount"] ?? ""}>{money(to, currency, EXACT)}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr fw={600}>
          <Table.Td>{actualTitle}</Table.Td>
          <Table.Td />
          <Table.Td className={styles["amount"] ?? ""}>{money(actual, currency)}</Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}
