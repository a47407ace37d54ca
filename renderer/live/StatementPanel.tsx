import { Group, ScrollArea, Stack, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { pathName } from "../../shared/design/path-names.ts";
import { itemName } from "../../shared/pricing/item-name.ts";
import type { Bill, Charge } from "../../shared/pricing/charge.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { useShownEnvironment } from "../store/selectors.ts";
import { money } from "../ui/money.ts";
import { useRunningBill } from "./running-bill.ts";
import { useEnvironmentView } from "./state.ts";
import { catalogue } from "../store/reference.ts";

/** The shown environment's charges so far, line by line, beside what was projected. */
export function StatementPanel(): ReactNode {
  const view = useEnvironmentView(useShownEnvironment());
  const bill = useRunningBill(view, catalogue());
  if (view === undefined || bill === null)
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
            {view.state === "released" ? "Final" : "So far"}: {money(bill.total, bill.currency)}
          </Text>
          <Text c="dimmed" size="sm">
            Projected for the whole window: {money(view.quoteTotal, bill.currency)} · rate card{" "}
            {view.rateCard.id}, revision {view.rateCard.revision}
          </Text>
        </Group>
        <Charges view={view} bill={bill} />
      </Stack>
    </ScrollArea>
  );
}

function Charges({
  view,
  bill,
}: {
  readonly view: EnvironmentView;
  readonly bill: Bill;
}): ReactNode {
  return (
    <Table verticalSpacing={4} aria-label="Charges">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Node</Table.Th>
          <Table.Th>Item</Table.Th>
          <Table.Th ta="right">Quantity</Table.Th>
          <Table.Th ta="right">Unit price</Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
          <Table.Th>Why</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bill.charges.map((charge) => (
          <ChargeRow key={charge.lineKey} charge={charge} view={view} currency={bill.currency} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ChargeRow(props: {
  readonly charge: Charge;
  readonly view: EnvironmentView;
  readonly currency: string;
}): ReactNode {
  const { charge, view, currency } = props;
  return (
    <Table.Tr style={{ fontVariantNumeric: "tabular-nums" }}>
      <Table.Td>{pathName(charge.node, view.design)}</Table.Td>
      <Table.Td>{itemName(catalogue(), charge.item)}</Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
        {shortQuantity(charge.quantity)} {charge.unit}
      </Table.Td>
      <Table.Td ta="right">{money(charge.unitPrice, currency, 18)}</Table.Td>
      <Table.Td ta="right">{money(charge.rounded, currency)}</Table.Td>
      <Table.Td c="dimmed">{charge.reason}</Table.Td>
    </Table.Tr>
  );
}

/** Four decimals are enough to read; the line itself keeps the exact value. */
function shortQuantity(quantity: string): string {
  return quantity.replace(/(\.\d{4})\d+$/, "$1");
}
