import { Alert, Group, ScrollArea, Select, Table, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { pathName } from "../../../shared/design/path-names.ts";
import type { Bill, Charge } from "../../../shared/pricing/charge.ts";
import type { RunRate } from "../../../shared/pricing/run-rate.ts";
import type { Design } from "../../../shared/design/design.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { select } from "../../store/documents.ts";
import { elementKey } from "../../store/elements.ts";
import { DURATIONS } from "../../ui/durations.ts";
import { money, quantity } from "../../ui/money.ts";
import styles from "./CostPanel.module.css";

/** What the design will cost: totals for hour, month and a duration, and every line with its reason. */
export function CostPanel(): ReactElement {
  const bill = useAnalysis((analysis) => analysis.bill);
  const rate = useAnalysis((analysis) => analysis.rate);
  const design = useAnalysis((analysis) => analysis.design);
  if (bill === null || rate === null || design === null) return <div />;
  return (
    <div className={styles["panel"]}>
      <Totals bill={bill} rate={rate} />
      <ScrollArea flex={1} type="auto" scrollbarSize={8}>
        <Unpriced bill={bill} design={design} />
        {bill.charges.length === 0 ? (
          <Text size="sm" c="dimmed" p={16}>
            Nothing to pay for yet. Place a machine, and its price stands here and on its node.
          </Text>
        ) : (
          <Lines bill={bill} design={design} />
        )}
      </ScrollArea>
    </div>
  );
}

function Totals({ bill, rate }: { bill: Bill; rate: RunRate }): ReactElement {
  const hours = useAnalysis((analysis) => analysis.hours);
  return (
    <Group className={styles["totals"] ?? ""} gap={28} wrap="nowrap">
      <Total label="Per hour" amount={money(rate.hour, rate.currency)} />
      <Total label="This calendar month" amount={money(rate.month, rate.currency)} />
      <Total label="Once" amount={money(rate.once, rate.currency)} />
      <Group gap={12} wrap="nowrap" ml="auto">
        <Select
          size="xs"
          w={112}
          aria-label="Duration"
          allowDeselect={false}
          value={String(hours)}
          data={DURATIONS.map((duration) => ({
            value: String(duration.hours),
            label: duration.title,
          }))}
          onChange={(value) => {
            useAnalysis.setState({ hours: Number(value ?? 24) });
          }}
        />
        <Total label="Total from now" amount={money(bill.total, bill.currency)} strong />
      </Group>
    </Group>
  );
}

function Total(props: { label: string; amount: string; strong?: boolean }): ReactElement {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text size={props.strong === true ? "md" : "sm"} fw={600} className={styles["amount"] ?? ""}>
        {props.amount}
      </Text>
    </div>
  );
}

function Unpriced({ bill, design }: { bill: Bill; design: Design }): ReactElement | null {
  if (bill.unpriced.length === 0) return null;
  const items = [...new Set(bill.unpriced.map(({ item }) => item))].join(", ");
  const nodes = [...new Set(bill.unpriced.map(({ node }) => pathName(node, design)))];
  return (
    <Alert color="orange" m={8} p={8} title={`No rate for ${items}`}>
      The total does not count this on {nodes.slice(0, 5).join(", ")}
      {nodes.length > 5 && ` and ${nodes.length - 5} more`}. Ask the lab admin for a rate, or choose
      another item.
    </Alert>
  );
}

function Lines({ bill, design }: { bill: Bill; design: Design }): ReactElement {
  return (
    <Table stickyHeader verticalSpacing={4} horizontalSpacing={12} fz="xs" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Node</Table.Th>
          <Table.Th>Reason</Table.Th>
          <Table.Th ta="right">Quantity</Table.Th>
          <Table.Th ta="right" className={styles["amount"] ?? ""}>
            Unit price
          </Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bill.charges.map((charge) => (
          <Line key={charge.lineKey} charge={charge} currency={bill.currency} design={design} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface LineProps {
  readonly charge: Charge;
  readonly currency: string;
  readonly design: Design;
}

function Line({ charge, currency, design }: LineProps): ReactElement {
  const { node, reason, unit, unitPrice, rounded, rate } = charge;
  return (
    <Table.Tr>
      <Table.Td>
        <button
          type="button"
          className={styles["node"]}
          onClick={() => {
            select(new Set([elementKey("node", node)]));
          }}
        >
          {pathName(node, design)}
        </button>
      </Table.Td>
      <Table.Td>
        {reason}
        <Text size="xs" c="dimmed">
          Rate {rate.id}, card {rate.card} revision {rate.revision}
        </Text>
      </Table.Td>
      <Table.Td className={styles["amount"] ?? ""}>
        {quantity(charge.quantity)} {unit}
      </Table.Td>
      <Table.Td className={styles["amount"] ?? ""}>{money(unitPrice, currency, 6)}</Table.Td>
      <Table.Td className={styles["amount"] ?? ""}>{money(rounded, currency)}</Table.Td>
    </Table.Tr>
  );
}
