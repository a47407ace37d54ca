import { Alert, Group, ScrollArea, Select, Table, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { pathName } from "../../../shared/design/path-names.ts";
import type { RatedLine } from "../../../shared/pricing/engine/line.ts";
import { isPriced, type Rated } from "../../../shared/pricing/rated.ts";
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
  const rated = useAnalysis((analysis) => analysis.rated);
  const rate = useAnalysis((analysis) => analysis.rate);
  const design = useAnalysis((analysis) => analysis.design);
  if (design === null) return <div />;
  return (
    <div className={styles["panel"]}>
      <Totals rated={rated} rate={rate} />
      <ScrollArea flex={1} type="auto" scrollbarSize={8}>
        {rated === null ? (
          <Text size="sm" c="dimmed" p={16}>
            Working out the price…
          </Text>
        ) : (
          <Priced rated={rated} design={design} />
        )}
      </ScrollArea>
    </div>
  );
}

function Priced({ rated, design }: { rated: Rated; design: Design }): ReactElement {
  return (
    <>
      <Unpriced rated={rated} design={design} />
      {rated.lines.some(isPriced) ? (
        <Lines rated={rated} design={design} />
      ) : (
        <Text size="sm" c="dimmed" p={16}>
          Nothing to pay for yet. Place a machine, and its price stands here and on its node.
        </Text>
      )}
    </>
  );
}

/** What stands for an amount that is being worked out. */
const PENDING = "…";

function Totals({ rated, rate }: { rated: Rated | null; rate: RunRate | null }): ReactElement {
  const amount = (of: "hour" | "month" | "once"): string =>
    rate === null ? PENDING : money(rate[of], rate.currency);
  const hours = useAnalysis((analysis) => analysis.hours);
  return (
    <Group className={styles["totals"] ?? ""} gap={28} wrap="nowrap">
      <Total label="Per hour" amount={amount("hour")} />
      <Total label="This calendar month" amount={amount("month")} />
      <Total label="Once" amount={amount("once")} />
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
        <Total
          label="Total from now"
          amount={rated === null ? PENDING : money(rated.totals.gross, rated.currency)}
          strong
        />
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

function Unpriced({ rated, design }: { rated: Rated; design: Design }): ReactElement | null {
  const unpriced = rated.lines.filter((line) => !isPriced(line));
  if (unpriced.length === 0) return null;
  const items = [...new Set(unpriced.map(({ item }) => item))].join(", ");
  const nodes = [...new Set(unpriced.map(({ node }) => pathName(node, design)))];
  return (
    <Alert color="orange" m={8} p={8} title={`No price for ${items}`}>
      The total does not count this on {nodes.slice(0, 5).join(", ")}
      {nodes.length > 5 && ` and ${nodes.length - 5} more`}. Ask the lab admin for a price, or
      choose another item.
    </Alert>
  );
}

function Lines({ rated, design }: { rated: Rated; design: Design }): ReactElement {
  return (
    <Table stickyHeader verticalSpacing={4} horizontalSpacing={12} fz="xs" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Node</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th ta="right">Quantity</Table.Th>
          <Table.Th ta="right" className={styles["amount"] ?? ""}>
            Unit price
          </Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rated.lines.filter(isPriced).map((line) => (
          <Line key={line.lineKey} line={line} currency={rated.currency} design={design} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface LineProps {
  readonly line: RatedLine;
  readonly currency: string;
  readonly design: Design;
}

function Line({ line, currency, design }: LineProps): ReactElement {
  const { node, title, window, band, unit, unitPrice, rounded, rule, discounts } = line;
  const details = [window, band, ...discounts.map((discount) => discount.title)];
  return (
    <Table.Tr>
      <Table.Td>
        {node === "" ? (
          "All"
        ) : (
          <button
            type="button"
            className={styles["node"]}
            onClick={() => {
              select(new Set([elementKey("node", node)]));
            }}
          >
            {pathName(node, design)}
          </button>
        )}
      </Table.Td>
      <Table.Td>
        {[title, ...details].filter((text) => text !== "").join(" · ")}
        <Text size="xs" c="dimmed">
          Rule {rule.id}, book {rule.book} revision {rule.revision}
        </Text>
      </Table.Td>
      <Table.Td className={styles["amount"] ?? ""}>
        {quantity(line.quantity)} {unit}
      </Table.Td>
      <Table.Td className={styles["amount"] ?? ""}>{money(unitPrice, currency, 6)}</Table.Td>
      <Table.Td className={styles["amount"] ?? ""}>{money(rounded, currency)}</Table.Td>
    </Table.Tr>
  );
}
