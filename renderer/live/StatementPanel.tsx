import { Group, ScrollArea, Stack, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { pathName } from "../../shared/design/path-names.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { isPriced, type Rated } from "../../shared/pricing/rated.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { useShownEnvironment } from "../store/selectors.ts";
import { money } from "../ui/money.ts";
import { useRunningCharge } from "./running-charge.ts";
import { useEnvironmentView } from "./state.ts";

/** The shown environment's charges so far, line by line, beside what was projected. */
export function StatementPanel(): ReactNode {
  const view = useEnvironmentView(useShownEnvironment());
  const rated = useRunningCharge(view);
  if (view === undefined || rated === null)
    return (
      <Text size="sm" c="dimmed" p="md">
        Charges appear here for the environment that the canvas shows.
      </Text>
    );
  return (
    <ScrollArea h="100%">
      <Stack p="md" gap="xs">
        <Group gap="lg">
          <Text fw={600}>
            {view.state === "released" ? "Final" : "So far"}:{" "}
            {money(rated.totals.gross, rated.currency)}
          </Text>
          <Text c="dimmed" size="sm">
            Projected for the whole window: {money(view.quoteTotal, rated.currency)} · price book{" "}
            {view.priceBook.id}, revision {view.priceBook.revision}
          </Text>
        </Group>
        <Charges view={view} rated={rated} />
      </Stack>
    </ScrollArea>
  );
}

function Charges({
  view,
  rated,
}: {
  readonly view: EnvironmentView;
  readonly rated: Rated;
}): ReactNode {
  return (
    <Table verticalSpacing={4} aria-label="Charges">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Node</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th ta="right">Quantity</Table.Th>
          <Table.Th ta="right">Unit price</Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
          <Table.Th>Why</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rated.lines.filter(isPriced).map((line) => (
          <LineRow key={line.lineKey} line={line} view={view} currency={rated.currency} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function LineRow(props: {
  readonly line: RatedLine;
  readonly view: EnvironmentView;
  readonly currency: string;
}): ReactNode {
  const { line, view, currency } = props;
  return (
    <Table.Tr style={{ fontVariantNumeric: "tabular-nums" }}>
      <Table.Td>{line.node === "" ? "All" : pathName(line.node, view.design)}</Table.Td>
      <Table.Td>{line.title}</Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
        {shortQuantity(line.quantity)} {line.unit}
      </Table.Td>
      <Table.Td ta="right">{money(line.unitPrice, currency, 18)}</Table.Td>
      <Table.Td ta="right">{money(line.rounded, currency)}</Table.Td>
      <Table.Td c="dimmed">{line.explain.join(" · ")}</Table.Td>
    </Table.Tr>
  );
}

/** Four decimals are enough to read; the line itself keeps the exact value. */
function shortQuantity(quantity: string): string {
  return quantity.replace(/(\.\d{4})\d+$/, "$1");
}
